import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Say } from '@/lib/intl/say'
import type { SaySentence } from '@/lib/intl/sentences'
import { reviewQuestions } from '@/lib/domain/review-questions'
import { CAUSE_ROLES } from '@/lib/render/labels'
import { listsFor, oneText, type LangChoice } from '@/lib/render/localised'
import { zonedTime } from '@/lib/render/time'
import type { Phase } from '@/lib/schema/draft'
import type { CauseView, IncidentView, TimelineEntryView } from '@/lib/schema/incident'
import type { LocalisedList } from '@/lib/schema/text'
import { titleLang, titleOf } from '../action-item/item-title'
import { Localised, LocalisedItems } from '../incident/localised'
import { WindowAxis } from '../timeline/window-axis'
import { StretchBar } from '../timeline/stretch-bar'
import { useTimes } from '../ui/use-times'

/** One thing for one screen. */
export type Slide = { title: string; content: ReactNode }
type SlideSay = Say<'presentation.slidesOf'>

/** Lines that a screen has room for in letters that the last row can read. */
const LINES = 6

/** Which part of the story the phases belong to; a note belongs to what was told before it. */
const CHAPTERS = [
  { name: 'before', phases: ['latent', 'started'] },
  { name: 'detection', phases: ['detected', 'acknowledged', 'declared'] },
  { name: 'response', phases: ['identified', 'mitigated'] },
  { name: 'recovery', phases: ['resolved'] },
  { name: 'afterwards', phases: ['follow-up'] },
] as const satisfies { name: string; phases: Phase[] }[]

/** A slide for every few lines; several of one title say which they are. */
function inSlides<T>(t: SlideSay, title: string, lines: readonly T[], draw: (part: T[]) => ReactNode): Slide[] {
  const count = Math.ceil(lines.length / LINES)
  return Array.from({ length: count }, (_, index) => ({
    title: count > 1 ? t('part', { title, index: index + 1, count }) : title,
    content: draw(lines.slice(index * LINES, (index + 1) * LINES)),
  }))
}

const some = (list: LocalisedList, choice: LangChoice) => listsFor(list, choice).length > 0

function whatHappened({ impact }: IncidentView, choice: LangChoice, t: SlideSay): Slide[] {
  const told = Object.keys(impact.summary).length > 0
  const lists = [
    ['affected', impact.affected],
    ['residual', impact.residual],
  ] as const
  const shown = lists.filter(([, list]) => some(list, choice))
  if (!told && shown.length === 0) return []
  const content = (
    <>
      {told ? <Localised text={impact.summary} choice={choice} className="max-w-prose" /> : null}
      <div className="columns">
        {shown.map(([name, list]) => (
          <div key={name}>
            <h3>{t(name)}</h3>
            <LocalisedItems list={list} choice={choice} />
          </div>
        ))}
      </div>
    </>
  )
  return [{ title: t('whatHappened'), content }]
}

function axisSlide({ windows, timeline, zone, zoneText }: IncidentView, choice: LangChoice, t: SlideSay): Slide[] {
  if (windows.length === 0) return []
  const content = (
    <div className="enlarged">
      <WindowAxis windows={windows} timeline={timeline} zone={zone} zoneText={zoneText} choice={choice} />
      {windows.map((window, index) => (
        <div key={window.id} className="mt-4">
          {windows.length > 1 ? <h3 className="text-xs text-faint">{t('window', { number: index + 1 })}</h3> : null}
          <StretchBar window={window} timeline={timeline} />
        </div>
      ))}
    </div>
  )
  return [{ title: windows.length > 1 ? t('impactInWindows', { count: windows.length }) : t('impact'), content }]
}

function Entry({ entry, incident, choice }: { entry: TimelineEntryView; incident: IncidentView; choice: LangChoice }) {
  const t = useTranslations('presentation.slidesOf')
  const told = useTranslations('timeline.told')
  const phases = useTranslations('labels.phase')
  const times = useTimes()
  const zone = entry.zone ?? incident.zone
  const at = entry.at ? zonedTime({ at: entry.at, zone, precision: entry.precision }, 'source') : null
  const label = entry.lane === 'public' ? told(entry.state ?? 'none') : phases(entry.phase)
  return (
    <li id={`t-${entry.id}`}>
      <span className="when">
        {at ? (
          <time dateTime={entry.at ?? undefined}>
            {times.dayShort(at.date)} {entry.precision === 'day' ? null : at.time}
          </time>
        ) : (
          (oneText(entry.timeText, choice)?.text ?? t('noTime'))
        )}
        <small>{label}</small>
      </span>
      <Localised text={entry.text} choice={choice} />
    </li>
  )
}

function timelineSlides(incident: IncidentView, choice: LangChoice, t: SlideSay): Slide[] {
  const byChapter = CHAPTERS.map(() => [] as TimelineEntryView[])
  let current = 0
  for (const entry of incident.timeline) {
    const own = CHAPTERS.findIndex(({ phases }) => phases.some((phase) => phase === entry.phase))
    if (own !== -1) current = own
    byChapter[current]?.push(entry)
  }
  return CHAPTERS.flatMap(({ name }, index) =>
    inSlides(t, t(`chapters.${name}`), byChapter[index] ?? [], (part) => (
      <ol className="entries">
        {part.map((entry) => (
          <Entry key={entry.id} entry={entry} incident={incident} choice={choice} />
        ))}
      </ol>
    )),
  )
}

function Named({ causes, choice }: { causes: CauseView[]; choice: LangChoice }) {
  const roles = useTranslations('labels.causeRole')
  return (
    <ul className="entries">
      {causes.map((cause) => (
        <li key={cause.id}>
          <span className="when">{roles(cause.role)}</span>
          <Localised text={cause.text} choice={choice} />
        </li>
      ))}
    </ul>
  )
}

/** Roles that tell of the response and not of the mechanism. */
const HARDER = new Set<CauseView['role']>(['detection-gap', 'response-obstacle', 'false-lead'])
const ORDER = Object.keys(CAUSE_ROLES)

function causeSlides({ causes, impact, windows }: IncidentView, choice: LangChoice, t: SlideSay): Slide[] {
  const inOrder = causes.toSorted((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role))
  const mechanism = inOrder.filter(({ role }) => !HARDER.has(role))
  const harder = inOrder.filter(({ role }) => HARDER.has(role))
  const held = [impact.unaffected, impact.negativeFindings, ...windows.map(({ unaffected }) => unaffected)].filter(
    (list) => some(list, choice),
  )
  const slides = inSlides(t, t('causes'), mechanism, (part) => <Named causes={part} choice={choice} />)
  if (held.length > 0) {
    const content = held.map((list, index) => <LocalisedItems key={index} list={list} choice={choice} />)
    slides.push({ title: t('held'), content })
  }
  return [...slides, ...inSlides(t, t('harder'), harder, (part) => <Named causes={part} choice={choice} />)]
}

function ItemFacts({ item: { status, owner, due } }: { item: IncidentView['actionItems'][number] }) {
  const t = useTranslations('presentation.slidesOf')
  const statuses = useTranslations('labels.actionItemStatus')
  const times = useTimes()
  return (
    <span className="when">
      {status ? statuses(status) : t('statusUnknown')}
      <small>
        {owner ?? t('noOwner')}, {due ? t('due', { day: times.day(due) }) : t('noDue')}
      </small>
    </span>
  )
}

function learningSlides(incident: IncidentView, choice: LangChoice, t: SlideSay): Slide[] {
  const lang = choice === 'all' ? undefined : choice
  const lessons = some(incident.lessons, choice)
    ? [{ title: t('lessons'), content: <LocalisedItems list={incident.lessons} choice={choice} /> }]
    : []
  const items = inSlides(t, t('actionItems'), incident.actionItems, (part) => (
    <ul className="entries">
      {part.map((item) => (
        <li key={item.id}>
          <ItemFacts item={item} />
          <span lang={titleLang(item, lang)}>{titleOf(item, lang)}</span>
        </li>
      ))}
    </ul>
  ))
  return [...lessons, ...items]
}

function questionSlides(incident: IncidentView, t: SlideSay, say: SaySentence): Slide[] {
  const questions = reviewQuestions(incident).map(say)
  if (questions.length === 0) {
    const content = <p>{t('noQuestions')}</p>
    return [{ title: t('questions'), content }]
  }
  return inSlides(t, t('questions'), questions, (part) => (
    <ul className="list-disc pl-[1em]">
      {part.map((question) => (
        <li key={question}>{question}</li>
      ))}
    </ul>
  ))
}

/** An incident for a review meeting, after its title: one thing for each screen. What no account says anything about is left out. */
export function slidesOf(incident: IncidentView, choice: LangChoice, t: SlideSay, say: SaySentence): Slide[] {
  return [
    ...whatHappened(incident, choice, t),
    ...axisSlide(incident, choice, t),
    ...timelineSlides(incident, choice, t),
    ...causeSlides(incident, choice, t),
    ...learningSlides(incident, choice, t),
    ...questionSlides(incident, t, say),
  ]
}
