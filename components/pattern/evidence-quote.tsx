import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Quote } from '@/components/ui/quote'
import { hrefOfSource } from '@/components/source/source-href'
import type { Quote as Evidence } from '@/lib/schema/pattern'

/** A quoted piece of evidence with a link to its place in the verbatim source. */
export function EvidenceQuote({ quote }: { quote: Evidence }) {
  const t = useTranslations('pattern.evidenceQuote')
  return (
    <Quote
      lang={quote.lang}
      action={
        quote.sourceId && (
          <Link
            href={hrefOfSource(quote.sourceId, quote.span)}
            className="inline-flex min-h-6 items-center hover:text-ink hover:underline"
          >
            {t('inSource')}
          </Link>
        )
      }
    >
      {quote.text.replaceAll('**', '')}
    </Quote>
  )
}

/** Quotes shown at once; the others are one click away. */
const SHOWN = 2

/** The evidence of one match, the strongest first. */
export function EvidenceList({ evidence }: { evidence: Evidence[] }) {
  const t = useTranslations('pattern.evidenceQuote')
  const rest = evidence.slice(SHOWN)
  return (
    <div className="space-y-2">
      {evidence.slice(0, SHOWN).map((quote, index) => (
        <EvidenceQuote key={index} quote={quote} />
      ))}
      {rest.length > 0 && (
        <details>
          <summary className="min-h-6 cursor-pointer text-xs text-faint hover:text-ink">
            {t('more', { count: rest.length })}
          </summary>
          <div className="mt-2 space-y-2">
            {rest.map((quote, index) => (
              <EvidenceQuote key={index} quote={quote} />
            ))}
          </div>
        </details>
      )}
    </div>
  )
}
