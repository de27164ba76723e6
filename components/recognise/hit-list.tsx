import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Meter } from '@/components/ui/meter'
import { hrefOf } from '@/lib/render/links'

type Hit = { slug: string; title: string; score: number; reasons: string[] }

/** Incidents or skills that a text reminds of, each with its reasons. */
export function HitList({ hits, kind }: { hits: Hit[]; kind: 'incident' | 'skill' }) {
  const t = useTranslations('recognise.hitList')
  return (
    <ol className="space-y-3">
      {hits.map((hit) => (
        <li key={hit.slug}>
          <div className="flex items-start justify-between gap-x-3">
            <Link
              href={hrefOf(kind, hit.slug)}
              className="min-h-6 min-w-0 flex-1 font-medium [overflow-wrap:anywhere] text-accent-ink hover:underline"
            >
              {hit.title}
            </Link>
            <Meter
              className="mt-0.5 shrink-0 whitespace-nowrap"
              label={t('likeness', { title: hit.title })}
              value={hit.score}
            />
          </div>
          <ul className="mt-0.5 list-disc pl-4 text-xs text-muted marker:text-faint">
            {hit.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}
