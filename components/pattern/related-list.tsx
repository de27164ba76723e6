import { Diff } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/class-names'
import { LangBadge } from '@/components/ui/lang-badge'
import { Quote } from '@/components/ui/quote'
import { sentencesIn } from '@/lib/intl/sentences'
import { RELATIONS } from '@/lib/render/labels'
import { hrefOf } from '@/lib/render/links'
import type { RelatedView } from '@/lib/schema/incident'

/** What is related to an incident or a skill, best first, with the words on both sides that say so. */
export function RelatedList({ related }: { related: RelatedView[] }) {
  const t = useTranslations('pattern.relatedList')
  const relations = useTranslations('labels.relation')
  const say = sentencesIn(useLocale())
  return (
    <ol className="space-y-5">
      {related.map((other) => (
        <li key={`${other.kind}:${other.slug}`} className="space-y-2">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Link
              href={hrefOf(other.kind, other.slug)}
              className="min-h-6 font-medium [overflow-wrap:anywhere] text-accent-ink hover:underline"
            >
              {other.title}
            </Link>
            <Badge>{t(`kind.${other.kind}`)}</Badge>
            <Badge tone={RELATIONS[other.relation].tone}>{relations(other.relation)}</Badge>
            {other.langs.map((lang) => (
              <LangBadge key={lang} lang={lang} />
            ))}
          </div>
          <p className="text-muted">{say(other.reason)}</p>
          {other.differences.length > 0 && (
            <ul aria-label={t('differences')} className="space-y-0.5 text-xs text-muted">
              {other.differences.map((difference) => (
                <li key={difference} className="flex gap-1.5">
                  <Diff aria-hidden className="mt-0.5 size-3.5 shrink-0 text-amber-ink" />
                  <span className="min-w-0 [overflow-wrap:anywhere]">{say(difference)}</span>
                </li>
              ))}
            </ul>
          )}
          {/* What only one side shows stands on its side: here to the left, there to the right. */}
          <div className="grid grid-flow-row-dense gap-3 sm:grid-cols-2">
            {other.patterns.map((pattern) => (
              <BothSides key={pattern.slug} pattern={pattern} />
            ))}
            {other.near && (
              <div className="min-w-0 sm:col-span-2">
                <p className="mb-1 text-xs text-faint">{t('nearInMeaning')}</p>
                <div className="grid gap-3 sm:grid-cols-2">
                  <Side side="here" quotes={[other.near.here]} />
                  <Side side="there" quotes={[other.near.there]} />
                </div>
              </div>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}

type Shared = RelatedView['patterns'][number]

function BothSides({ pattern }: { pattern: Shared }) {
  const { here, there } = pattern.evidence
  if (here.length === 0 && there.length === 0) return null
  const both = here.length > 0 && there.length > 0
  const place = both ? 'sm:col-span-2' : here.length > 0 ? 'sm:col-start-1' : 'sm:col-start-2'
  return (
    <div className={cn('min-w-0', place)}>
      <p className="mb-1 text-xs text-faint">
        <Link
          href={hrefOf('pattern', pattern.slug)}
          className="inline-flex min-h-6 items-center hover:text-ink hover:underline"
        >
          {pattern.title}
        </Link>
      </p>
      <div className={cn('grid gap-3', both && 'sm:grid-cols-2')}>
        <Side side="here" quotes={here} />
        <Side side="there" quotes={there} />
      </div>
    </div>
  )
}

/** Two quotes a side are enough to judge; the pages have all. */
const QUOTES_SHOWN = 2

function Side({ side, quotes }: { side: 'here' | 'there'; quotes: Shared['evidence']['here'] }) {
  const t = useTranslations('pattern.relatedList')
  if (quotes.length === 0) return null
  return (
    <div className="min-w-0 space-y-2">
      <p className="sr-only">{t(`side.${side}`)}</p>
      {quotes.slice(0, QUOTES_SHOWN).map((quote, index) => (
        <Quote key={index} lang={quote.lang} action={<span>{t(`quotedFrom.${side}`)}</span>}>
          {quote.text}
        </Quote>
      ))}
    </div>
  )
}
