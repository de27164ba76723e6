import Link from 'next/link'
import { Quote } from '@/components/ui/quote'
import { hrefOfSource } from '@/components/source/source-href'
import type { Quote as Evidence } from '@/lib/schema/pattern'

/** A quoted piece of evidence with a link to its place in the verbatim source. */
export function EvidenceQuote({ quote }: { quote: Evidence }) {
  return (
    <Quote
      lang={quote.lang}
      action={
        quote.sourceId && (
          <Link
            href={hrefOfSource(quote.sourceId, quote.span)}
            className="inline-flex min-h-6 items-center hover:text-ink hover:underline"
          >
            in the source
          </Link>
        )
      }
    >
      {quote.text}
    </Quote>
  )
}
