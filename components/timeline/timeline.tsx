import { Link as LinkIcon, Megaphone } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { PHASES, UPDATE_STATES } from '@/lib/render/labels'
import { oneText } from '@/lib/render/localised'
import type { IncidentView, TimelineEntryView } from '@/lib/schema/incident'
import type { ThreadSources } from '@/lib/schema/thread'
import type { Showing } from '../incident/incident-address'
import { Localised } from '../incident/localised'
import { SourceLinks } from '../incident/source-links'
import { MessageLinks } from '../thread/message-links'
import { Badge, type Tone } from '../ui/badge'
import { cn } from '../ui/class-names'
import { ZoneToggle } from '../ui/zone-choice'
import { EntryTime } from './entry-time'
import { Lanes } from './lanes'

const DOT: Record<Tone, string> = {
  neutral: 'bg-control',
  accent: 'bg-accent',
  red: 'bg-red',
  amber: 'bg-amber',
  green: 'bg-green',
  blue: 'bg-blue',
  violet: 'bg-violet',
}

/** Phases as the editions give them: one badge, or one for each where they differ. */
function PhaseBadges({ entry }: { entry: TimelineEntryView }) {
  const t = useTranslations('timeline.timeline')
  const phases = useTranslations('labels.phase')
  const differing = Object.entries(entry.phaseByLang)
  if (differing.length === 0) return <Badge tone={PHASES[entry.phase].tone}>{phases(entry.phase)}</Badge>
  return (
    <span className="inline-flex flex-wrap items-center gap-1" title={t('differ')}>
      {differing.map(([lang, phase], index) => (
        <span key={lang} className="inline-flex items-center gap-1">
          {index > 0 ? <span className="text-faint">/</span> : null}
          <Badge tone={PHASES[phase].tone}>{t(`phaseIn.${phase}`, { lang })}</Badge>
        </span>
      ))}
    </span>
  )
}

function UntimedMark({ wording }: { wording: string | null }) {
  const t = useTranslations('timeline.timeline')
  return (
    <span className="block text-right text-xs leading-6 text-faint italic" title={t('untimed')}>
      {wording ?? t('noTime')}
    </span>
  )
}

type EntryProps = TimelineProps & { entry: TimelineEntryView; previousAt: string | null }

function Entry({ incident, showing, cited, entry, previousAt }: EntryProps) {
  const t = useTranslations('timeline.timeline')
  const told = useTranslations('timeline.told')
  const isPublic = entry.lane === 'public'
  const wording = oneText(entry.timeText, showing.choice)?.text ?? null
  const tone = isPublic && entry.state ? UPDATE_STATES[entry.state].tone : PHASES[entry.phase].tone
  return (
    <li
      id={`t-${entry.id}`}
      className={cn(
        'group/entry relative grid scroll-mt-24 grid-cols-[var(--clock)_minmax(0,1fr)] gap-x-7 rounded-md py-1',
        isPublic ? 'group-data-[lane=internal]/lanes:hidden' : 'group-data-[lane=public]/lanes:hidden',
      )}
    >
      {entry.at ? (
        <EntryTime
          at={entry.at}
          zone={entry.zone ?? incident.zone}
          zoneText={entry.zoneText ?? incident.zoneText}
          precision={entry.precision}
          previousAt={previousAt}
          wording={wording}
        />
      ) : (
        <UntimedMark wording={wording} />
      )}
      <span
        aria-hidden
        className={cn(
          'absolute top-3 left-[calc(var(--clock)+0.625rem)] z-1 size-2 rounded-full ring-4 ring-canvas',
          DOT[tone],
        )}
      />
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)_auto] gap-x-4 sm:grid-cols-[9.5rem_minmax(0,1fr)_auto]">
        <div className="flex min-h-6 items-center self-start">
          {isPublic ? (
            <Badge tone={tone} className="h-auto min-h-5 whitespace-normal">
              <Megaphone aria-hidden />
              {told(entry.state ?? 'none')}
            </Badge>
          ) : (
            <PhaseBadges entry={entry} />
          )}
        </div>
        <Localised
          text={entry.text}
          choice={showing.choice}
          className="order-last col-span-2 max-w-prose py-0.5 sm:order-none sm:col-span-1"
        />
        <span className="flex min-h-6 flex-wrap items-center gap-x-2 self-start">
          <MessageLinks cited={cited} words={Object.values(entry.text)} />
          <SourceLinks incident={incident} showing={showing} origins={entry.origins} />
          <a
            href={`#t-${entry.id}`}
            aria-label={t('link')}
            className="inline-flex size-6 items-center justify-center text-faint opacity-0 group-hover/entry:opacity-100 hover:text-ink focus-visible:opacity-100 print:hidden"
          >
            <LinkIcon aria-hidden className="size-3" />
          </a>
        </span>
      </div>
    </li>
  )
}

/** For each entry the instant of the last entry before it that has one. */
function previousInstants(timeline: TimelineEntryView[]): (string | null)[] {
  let last: string | null = null
  return timeline.map(({ at }) => {
    const before = last
    last = at ?? last
    return before
  })
}

type TimelineProps = {
  incident: IncidentView
  showing: Showing
  /** The messages that entries were taken from. */
  cited: ThreadSources['cited']
}

/** What happened when, in order; entries without a time stay where the source has them. */
export function Timeline({ incident, showing, cited }: TimelineProps) {
  const previous = previousInstants(incident.timeline)
  return (
    <Lanes zoneToggle={<ZoneToggle />} hasPublic={incident.timeline.some(({ lane }) => lane === 'public')}>
      <ol className="relative [--clock:5.5rem] before:absolute before:inset-y-3 before:left-[calc(var(--clock)+0.875rem-0.5px)] sm:[--clock:6.5rem] before:w-px before:bg-line-strong">
        {incident.timeline.map((entry, index) => (
          <Entry
            key={entry.id}
            incident={incident}
            showing={showing}
            cited={cited}
            entry={entry}
            previousAt={previous[index] ?? null}
          />
        ))}
      </ol>
    </Lanes>
  )
}
