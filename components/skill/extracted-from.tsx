import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Panel } from '@/components/ui/panel'
import { TimeText } from '@/components/ui/time-text'
import { Unknown } from '@/components/ui/unknown'
import { hrefOf } from '@/lib/render/links'
import { formatDay } from '@/lib/render/time'
import type { SkillView } from '@/lib/schema/skill'

type SkillSource = SkillView['sources'][number]

/** The incidents that a skill was drafted of: it is hidden from whoever may not read one of them. */
export function DraftedOf({ incidents }: { incidents: SkillView['takenFrom'] }) {
  if (incidents.length === 0) return null
  return (
    <Panel title="Drafted from" id="drafted-from" count={incidents.length}>
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
      <p className="mt-2 text-xs text-muted">
        The text was taken from {incidents.length === 1 ? 'this incident' : 'these incidents'}: whoever may not read{' '}
        {incidents.length === 1 ? 'it' : 'one of them'} does not see this skill either.
      </p>
    </Panel>
  )
}

/** The conversations that a skill was extracted from, and the incidents that they stand for. */
export function ExtractedFrom({ sources }: { sources: SkillSource[] }) {
  if (sources.length === 0) return null
  return (
    <Panel title="Extracted from" id="extracted-from" count={sources.length}>
      <ul className="space-y-3">
        {sources.map((source, index) => (
          <li key={index} className="space-y-0.5">
            <p className="flex flex-wrap items-center gap-x-2">
              <span className="font-medium">{source.channel ?? <Unknown what="channel" />}</span>
              <span className="text-muted tabular-nums">
                {source.on ? formatDay(source.on) : <Unknown what="date" />}
              </span>
              {!source.inCorpus && (
                <Badge title="Only referred to: the thread itself has not been imported">not at hand</Badge>
              )}
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
              {source.messages === null ? 'messages unknown' : `${source.messages} messages`}
              {source.participants.length > 0 && ` · ${source.participants.join(', ')}`}
              {source.annotatedBy && ` · added by ${source.annotatedBy}`}
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
