import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { languageList } from '@/lib/render/language'
import { hrefOf } from '@/lib/render/links'
import type { IncidentRow } from '@/lib/schema/incident'
import { StageBadge } from '../incident/stage-badge'
import { Badge } from '../ui/badge'
import { useTimes } from '../ui/use-times'

export function RecentIncidents({ incidents }: { incidents: IncidentRow[] }) {
  const t = useTranslations('home.recentIncidents')
  const times = useTimes()
  const locale = useLocale()
  return (
    <ul className="divide-y divide-line">
      {incidents.map((incident) => (
        <li key={incident.slug} className="px-4 py-2">
          <Link
            href={hrefOf('incident', incident.slug)}
            lang={incident.langs[0]}
            className="font-medium [overflow-wrap:anywhere] hover:text-accent-ink hover:underline"
          >
            {incident.title}
          </Link>
          <p className="flex flex-wrap items-center gap-x-2 text-xs text-faint tabular-nums">
            <StageBadge stage={incident.stage} />
            <span>{incident.on ? times.day(incident.on) : t('dateUnknown')}</span>
            <span>
              {incident.impactMinutes === null ? t('durationUnknown') : times.minutes(incident.impactMinutes)}
            </span>
            {incident.stub ? (
              <Badge tone="amber">{t('stub')}</Badge>
            ) : (
              <span>{languageList(incident.langs, locale)}</span>
            )}
          </p>
          {incident.patterns[0] ? (
            <p className="truncate text-xs">
              <Link
                href={hrefOf('pattern', incident.patterns[0].slug)}
                className="text-muted hover:text-ink hover:underline"
              >
                {incident.patterns[0].title}
              </Link>
              {incident.patterns.length > 1 ? (
                <span className="text-faint"> {t('more', { count: incident.patterns.length - 1 })}</span>
              ) : null}
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
