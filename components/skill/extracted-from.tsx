import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Panel } from '@/components/ui/panel'
import { TimeText } from '@/components/ui/time-text'
import { Unknown } from '@/components/ui/unknown'
import { useTimes } from '@/components/ui/use-times'
import { hrefOf } from '@/lib/render/links'
import type { SkillView } from '@/lib/schema/skill'

type SkillSource = SkillView['sources'][number]

/** The incidents that a skill was drafted of: it is hidden from whoever may not read one of them. */
export function DraftedOf({ incidents }: { incidents: SkillView['takenFrom'] }) {
  const t = useTranslations('skill.extractedFrom')
  if (incidents.length === 0) return null
  return (
    <Panel title={t('draftedFrom')} id="drafted-from" count={incidents.length}>
      <ul className="space-y-1">
        {incidents.map(({ slug, title }) => (
          <li key={slug}>
            <Link
              href={hrefOf('incident', slug)}
              className="inline-flex min-h-6 items-center text-accent-ink hover:underline"
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-xs text-muted">{t('takenFrom', { count: incidents.length })}</p>
    </Panel>
  )
}

/** The conversations that a skill was extracted from, and the incidents that they stand for. */
export function ExtractedFrom({ sources }: { sources: SkillSource[] }) {
  const t = useTranslations('skill.extractedFrom')
  const unknown = useTranslations('skill.unknown')
  const times = useTimes()
  if (sources.length === 0) return null
  return (
    <Panel title={t('extractedFrom')} id="extracted-from" count={sources.length}>
      <ul className="space-y-3">
        {sources.map((source, index) => (
          <li key={index} className="space-y-0.5">
            <p className="flex flex-wrap items-center gap-x-2">
              <span className="font-medium">{source.channel ?? <Unknown what={unknown('channel')} />}</span>
              <span className="text-muted tabular-nums">
                {source.on ? times.day(source.on) : <Unknown what={unknown('date')} />}
              </span>
              {!source.inCorpus && <Badge title={t('onlyReferredTo')}>{t('notAtHand')}</Badge>}
            </p>
            <p className="text-xs text-muted">
              {source.from && (
                <>
                  <TimeText at={source.from} show="time" />
                  {source.to && (
                    <>
                      –<TimeText at={source.to} show="time" />
                    </>
                  )}{' '}
                  UTC{' · '}
                </>
              )}
              {source.messages === null ? t('messagesUnknown') : t('messages', { count: source.messages })}
              {source.participants.length > 0 && ` · ${source.participants.join(', ')}`}
              {source.annotatedBy && ` · ${t('addedBy', { name: source.annotatedBy })}`}
            </p>
            {source.incident && (
              <Link
                href={hrefOf('incident', source.incident.slug)}
                className="inline-flex min-h-6 items-center text-accent-ink hover:underline"
              >
                {source.incident.title}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
