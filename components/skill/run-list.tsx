import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Section } from '@/components/ui/panel'
import { TimeText } from '@/components/ui/time-text'
import { hrefOf } from '@/lib/render/links'
import type { RunRow } from '@/lib/schema/skill-run'
import { clockOf, outcomeWords, runHref } from './run-words'

/** What became of a skill each time somebody followed it or said something about it, the newest first. */
export function RunList({ slug, runs }: { slug: string; runs: RunRow[] }) {
  const t = useTranslations('skill.runList')
  return (
    <Section title={t('title')} id="runs" count={runs.length}>
      {runs.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <ul className="divide-y divide-line">
          {runs.map((run) => (
            <RunItem key={run.id} slug={slug} run={run} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function RunItem({ slug, run }: { slug: string; run: RunRow }) {
  const t = useTranslations('skill.runList')
  const outcomes = useTranslations('skill.outcome')
  const { label, tone } = outcomeWords(outcomes, run)
  const took = run.endedAt === null ? null : Date.parse(run.endedAt) - Date.parse(run.startedAt)
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2">
      <Badge tone={tone}>{label}</Badge>
      {run.followed ? (
        <Link href={runHref(slug, run.id)} className="inline-block min-h-6 text-accent-ink hover:underline">
          <TimeText at={run.startedAt} />
        </Link>
      ) : (
        <TimeText at={run.startedAt} />
      )}
      <span className="text-muted">
        {run.by}, {t(`via.${run.via}`)}
        {run.skillVersion && <> · {run.skillVersion}</>}
        {run.followed && took !== null && <> · {clockOf(took)}</>}
      </span>
      {run.incident && (
        <Link href={hrefOf('incident', run.incident.slug)} className="min-h-6 text-accent-ink hover:underline">
          {run.incident.title}
        </Link>
      )}
      {run.note && <p className="w-full [overflow-wrap:anywhere] whitespace-pre-line text-muted">{run.note}</p>}
    </li>
  )
}
