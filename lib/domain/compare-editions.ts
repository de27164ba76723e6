import type { EditionView, IncidentView, TimelineEntryView } from '@/lib/schema/incident'
import type { LocalisedText, Origin } from '@/lib/schema/text'

type Edition = Pick<EditionView, 'lang'> & { source: Pick<EditionView['source'], 'id'> }
/** What one edition says of a thing; `at` and `phase` of timeline entries alone. */
export type Said = {
  id: string
  text: string
  at: string | null
  timeText: string | null
  phase: TimelineEntryView['phase'] | null
}
/** One thing with what each edition says of it, in the order of the editions; null: it says nothing of it. */
export type ComparedRow = { said: (Said | null)[]; differs: Difference | null }
/** `missing`: some say it and some do not. `time`, `phase`: all say it, and not the same. */
export type Difference = 'missing' | 'time' | 'phase'

/** Minutes within which two editions may mean one event by entries of one phase. */
const SAME_EVENT = 120
/** Entries behind one that are looked at for the same event. */
const NEAR = 8

/** Which editions say a thing: by the source that it was read from; by its languages where no source is known. */
function speakers(editions: readonly Edition[], origins: readonly Origin[], text: LocalisedText): boolean[] {
  const bySource = editions.map(({ source }) => origins.some(({ sourceId }) => sourceId === source.id))
  return bySource.includes(true) ? bySource : editions.map(({ lang }) => text[lang] !== undefined)
}

/** How the n-th edition of a language is named where values differ: "ru", "ru 2". */
function labelsOf(editions: readonly Edition[]): string[] {
  return editions.map(({ lang }, index) => {
    const number = editions.slice(0, index + 1).filter((one) => one.lang === lang).length
    return number > 1 ? `${lang} ${number}` : lang
  })
}

function withDifference(said: (Said | null)[]): ComparedRow {
  const given = said.filter((one) => one !== null)
  const differ = (of: (one: Said) => string | null) => new Set(given.map(of)).size > 1
  const differs =
    given.length < said.length
      ? 'missing'
      : differ(({ at }) => at)
        ? 'time'
        : differ(({ phase }) => phase)
          ? 'phase'
          : null
  return { said, differs }
}

/** Whether two entries are one event that editions give different times for. */
function isSameEvent(one: TimelineEntryView, other: TimelineEntryView): boolean {
  if (one.at === null || other.at === null || one.at === other.at) return false
  if (one.phase === 'note' || one.phase !== other.phase || one.lane !== other.lane) return false
  return Math.abs(Date.parse(one.at) - Date.parse(other.at)) <= SAME_EVENT * 60_000
}

/**
 * The timeline with what each edition says, entry by entry. Entries of one phase and lane that stand near each other, each told by
 * editions that are silent about the other, are one row whose times differ.
 */
export function compareTimelines(timeline: readonly TimelineEntryView[], editions: readonly Edition[]): ComparedRow[] {
  const labels = labelsOf(editions)
  const rows = timeline.map((entry) => {
    const speaks = speakers(editions, entry.origins, entry.text)
    const said = editions.map(({ lang }, index): Said | null =>
      speaks[index]
        ? {
            id: entry.id,
            text: entry.text[lang] ?? Object.values(entry.text)[0] ?? '',
            at: entry.at,
            timeText: entry.timeText[lang] ?? null,
            phase: entry.phaseByLang[labels[index] ?? lang] ?? entry.phase,
          }
        : null,
    )
    return { entry, said }
  })
  const taken = new Set<number>()
  return rows.flatMap(({ entry, said }, index) => {
    if (taken.has(index)) return []
    if (!said.includes(null)) return [withDifference(said)]
    const other = rows
      .slice(index + 1, index + 1 + NEAR)
      .findIndex(
        (later, distance) =>
          !taken.has(index + 1 + distance) &&
          isSameEvent(entry, later.entry) &&
          later.said.every((one, column) => one === null || said[column] === null),
      )
    if (other === -1) return [withDifference(said)]
    const place = index + 1 + other
    taken.add(place)
    return [withDifference(said.map((one, column) => one ?? rows[place]?.said[column] ?? null))]
  })
}

/** Causes or action items with what each edition says of them. */
export function compareTexts(
  things: readonly { id: string; text: LocalisedText; origins: Origin[] }[],
  editions: readonly Edition[],
): ComparedRow[] {
  return things.map(({ id, text, origins }) => {
    const speaks = speakers(editions, origins, text)
    return withDifference(
      editions.map(({ lang }, index) =>
        speaks[index]
          ? { id, text: text[lang] ?? Object.values(text)[0] ?? '', at: null, timeText: null, phase: null }
          : null,
      ),
    )
  })
}

/** All that the editions of an incident can be compared in, by what it is. */
export function compareEditions(incident: Pick<IncidentView, 'timeline' | 'causes' | 'actionItems' | 'editions'>) {
  const { timeline, causes, actionItems, editions } = incident
  return {
    timeline: compareTimelines(timeline, editions),
    causes: compareTexts(causes, editions),
    actionItems: compareTexts(
      actionItems.map(({ id, title, origins }) => ({ id, text: title, origins })),
      editions,
    ),
  }
}
