import type { ReactNode } from 'react'
import { reviewQuestions } from '@/lib/domain/review-questions'
import { ACTION_ITEM_STATUSES, CAUSE_ROLES, PHASES, UPDATE_STATES } from '@/lib/render/labels'
import { listsFor, oneText, type LangChoice } from '@/lib/render/localised'
import { formatDay, formatDayShort, zonedTime } from '@/lib/render/time'
import type { Phase } from '@/lib/schema/draft'
import type { CauseView, IncidentView, TimelineEntryView } from '@/lib/schema/incident'
import type { LocalisedList } from '@/lib/schema/text'
import { titleLang, titleOf } from '../action-item/item-title'
import { Localised, LocalisedItems } from '../incident/localised'
import { WindowAxis } from '../timeline/window-axis'
import { StretchBar } from '../timeline/stretch-bar'

/** One thing for one screen. */
export type Slide = { title: string; content: ReactNode }

/** Lines that a screen has room for in letters that the last row can read. */
const LINES = 6

/** Which part of the story the phases belong to; a note belongs to what was told before it. */
const CHAPTERS: { title: string; phases: Phase[] }[] = [
  { title: 'Before it was noticed', phases: ['latent', 'started'] },
  { title: 'Detection', phases: ['detected', 'acknowledged', 'declared'] },
  { title: 'Response', phases: ['identified', 'mitigated'] },
  { title: 'Recovery', phases: ['resolved'] },
  { title: 'Afterwards', phases: ['follow-up'] },
]

/** A slide for every few lines; several of one title say which they are. */
function inSlides<T>(title: string, lines: readonly T[], draw: (part: T[]) => ReactNode): Slide[] {
  const count = Math.ceil(lines.length / LINES)
  return Array.from({ length: count }, (_, index) => ({
    title: count > 1 ? `${title} (${index + 1} of ${count})` : title,
    content: draw(lines.slice(index * LINES, (index + 1) * LINES)),
  }))
}

const some = (list: LocalisedList, choice: LangChoice) => listsFor(list, choice).length > 0

function whatHappened({ impact }: IncidentView, choice: LangChoice): Slide[] {
  const told = Object.keys(impact.summary).length > 0
  const lists = [
    ['Affected', impact.affected],
    ['Went on after the end', impact.residual],
  ] as const
  const shown = lists.filter(([, list]) => some(list, choice))
  if (!told && shown.length === 0) return []
  const content = (
    <>
      {told ? <Localised text={impact.summary} choice={choice} className="max-w-prose" /> : null}
      <div className="columns">
        {shown.map(([name, list]) => (
          <div key={name}>
            <h3>{name}</h3>
            <LocalisedItems list={list} choice={choice} />
          </div>
        ))}
      </div>
    </>
  )
  return [{ title: 'What happened', content }]
}

function axisSlide({ windows, timeline, zone, zoneText }: IncidentView, choice: LangChoice): Slide[] {
  if (windows.length === 0) return []
  const content = (
    <div className="enlarged">
      <WindowAxis windows={windows} timeline={timeline} zone={zone} zoneText={zoneText} choice={choice} />
      {windows.map((window, index) => (
        <div key={window.id} className="mt-4">
          {windows.length > 1 ? <h3 className="text-xs text-faint">Window {index + 1}</h3> : null}
          <StretchBar window={window} timeline={timeline} />
        </div>
      ))}
    </div>
  )
  return [{ title: windows.length > 1 ? `Impact, in ${windows.length} windows` : 'Impact', content }]
}

function Entry({ entry, incident, choice }: { entry: TimelineEntryView; incident: IncidentView; choice: LangChoice }) {
  const zone = entry.zone ?? incident.zone
  const at = entry.at ? zonedTime({ at: entry.at, zone, precision: entry.precision }, 'source') : null
  const label =
    entry.lane === 'public'
      ? `Public${entry.state ? `: ${UPDATE_STATES[entry.state].label.toLowerCase()}` : ''}`
      : PHASES[entry.phase].label
  return (
    <li id={`t-${entry.id}`}>
      <span className="when">
        {at ? (
          <time dateTime={entry.at ?? undefined}>
            {formatDayShort(at.date)} {entry.precision === 'day' ? null : at.time}
          </time>
        ) : (
          (oneText(entry.timeText, choice)?.text ?? 'no time')
        )}
        <small>{label}</small>
      </span>
      <Localised text={entry.text} choice={choice} />
    </li>
  )
}

function timelineSlides(incident: IncidentView, choice: LangChoice): Slide[] {
  const byChapter = CHAPTERS.map(() => [] as TimelineEntryView[])
  let current = 0
  for (const entry of incident.timeline) {
    const own = CHAPTERS.findIndex(({ phases }) => phases.includes(entry.phase))
    if (own !== -1) current = own
    byChapter[current]?.push(entry)
  }
  return CHAPTERS.flatMap(({ title }, index) =>
    inSlides(`Timeline: ${title.charAt(0).toLowerCase()}${title.slice(1)}`, byChapter[index] ?? [], (part) => (
      <ol className="entries">
        {part.map((entry) => (
          <Entry key={entry.id} entry={entry} incident={incident} choice={choice} />
        ))}
      </ol>
    )),
  )
}

function Named({ causes, choice }: { causes: CauseView[]; choice: LangChoice }) {
  return (
    <ul className="entries">
      {causes.map((cause) => (
        <li key={cause.id}>
          <span className="when">{CAUSE_ROLES[cause.role].label}</span>
          <Localised text={cause.text} choice={choice} />
        </li>
      ))}
    </ul>
  )
}

/** Roles that tell of the response and not of the mechanism. */
const HARDER = new Set<CauseView['role']>(['detection-gap', 'response-obstacle', 'false-lead'])
const ORDER = Object.keys(CAUSE_ROLES)

function causeSlides({ causes, impact, windows }: IncidentView, choice: LangChoice): Slide[] {
  const inOrder = causes.toSorted((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role))
  const mechanism = inOrder.filter(({ role }) => !HARDER.has(role))
  const harder = inOrder.filter(({ role }) => HARDER.has(role))
  const held = [impact.unaffected, impact.negativeFindings, ...windows.map(({ unaffected }) => unaffected)].filter(
    (list) => some(list, choice),
  )
  const slides = inSlides('Causes', mechanism, (part) => <Named causes={part} choice={choice} />)
  if (held.length > 0) {
    const content = held.map((list, index) => <LocalisedItems key={index} list={list} choice={choice} />)
    slides.push({ title: 'What held', content })
  }
  return [...slides, ...inSlides('What made it harder', harder, (part) => <Named causes={part} choice={choice} />)]
}

function learningSlides(incident: IncidentView, choice: LangChoice): Slide[] {
  const lang = choice === 'all' ? undefined : choice
  const lessons = some(incident.lessons, choice)
    ? [{ title: 'Lessons', content: <LocalisedItems list={incident.lessons} choice={choice} /> }]
    : []
  const items = inSlides('Action items', incident.actionItems, (part) => (
    <ul className="entries">
      {part.map((item) => (
        <li key={item.id}>
          <span className="when">
            {item.status ? ACTION_ITEM_STATUSES[item.status].label : 'Status unknown'}
            <small>
              {item.owner ?? 'no owner'}, {item.due ? `due ${formatDay(item.due)}` : 'no date'}
            </small>
          </span>
          <span lang={titleLang(item, lang)}>{titleOf(item, lang)}</span>
        </li>
      ))}
    </ul>
  ))
  return [...lessons, ...items]
}

function questionSlides(incident: IncidentView): Slide[] {
  const questions = reviewQuestions(incident)
  if (questions.length === 0) {
    const content = <p>The accounts leave nothing open. What would you ask?</p>
    return [{ title: 'Questions', content }]
  }
  return inSlides('Questions', questions, (part) => (
    <ul className="list-disc pl-[1em]">
      {part.map((question) => (
        <li key={question}>{question}</li>
      ))}
    </ul>
  ))
}

/** An incident for a review meeting, after its title: one thing for each screen. What no account says anything about is left out. */
export function slidesOf(incident: IncidentView, choice: LangChoice): Slide[] {
  return [
    ...whatHappened(incident, choice),
    ...axisSlide(incident, choice),
    ...timelineSlides(incident, choice),
    ...causeSlides(incident, choice),
    ...learningSlides(incident, choice),
    ...questionSlides(incident),
  ]
}
