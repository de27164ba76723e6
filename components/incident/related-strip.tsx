import { History } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { RELATIONS } from '@/lib/render/labels'
import { hrefOf } from '@/lib/render/links'
import type { RelatedView } from '@/lib/schema/incident'
import { Badge } from '../ui/badge'

/** The closest relatives, above everything else: whoever opens an incident wants to know first whether it has been solved before. */
const SHOWN = 3

export function RelatedStrip({ related }: { related: RelatedView[] }) {
  const t = useTranslations('incident.relatedStrip')
  const relations = useTranslations('labels.relation')
  const close = related.filter(({ relation }) => relation === 'same-pattern' || relation === 'upstream').slice(0, SHOWN)
  if (close.length === 0) return null
  return (
    <section
      aria-label={t('title')}
      className="mb-6 flex gap-3 rounded-lg border border-accent-line bg-accent-tint px-4 py-2.5"
    >
      <History aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-ink" />
      <ul className="flex min-w-0 flex-1 flex-col gap-1">
        {close.map((other) => (
          <li key={`${other.kind}-${other.slug}`} className="flex flex-wrap items-center gap-x-2">
            <Badge tone={RELATIONS[other.relation].tone}>{relations(other.relation)}</Badge>
            <Link
              href={hrefOf(other.kind, other.slug)}
              lang={other.langs[0] === 'und' ? undefined : other.langs[0]}
              className="min-w-0 font-medium [overflow-wrap:anywhere] text-accent-ink hover:underline"
            >
              {other.title}
            </Link>
            <span className="min-w-0 text-xs text-muted">
              {t(`kind.${other.kind}`)}
              {other.patterns[0] ? `: ${other.patterns[0].title}` : ''}
            </span>
          </li>
        ))}
      </ul>
      <a
        href="#related"
        className="inline-flex min-h-6 shrink-0 items-center text-xs text-muted hover:text-ink hover:underline print:hidden"
      >
        {t('why')}
      </a>
    </section>
  )
}
