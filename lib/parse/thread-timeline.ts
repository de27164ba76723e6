import type { TimelineEntryDraft } from '@/lib/schema/draft'
import { sentence } from '@/lib/schema/sentence'
import { type Account, cite, joined, lastOf, wordsOf } from './thread-citations'
import { ownPrecision, tellsStart, type ThreadEvent } from './thread-events'

/**
 * Puts the events that have a phase into the timeline, each at the time of its message and, where it tells one, at the time that it
 * tells; neighbouring sentences of a message that stand for the same are one line.
 */
export function putTimeline(draft: Account, events: readonly ThreadEvent[]): void {
  type Line = TimelineEntryDraft & { id: string; order: number; doubt: string | null }
  const lines: Line[] = []
  const add = (
    event: ThreadEvent,
    part: Pick<TimelineEntryDraft, 'at' | 'precision' | 'timeText' | 'phase'>,
    doubt: string | null,
  ) => {
    const { message } = event.said
    const text = wordsOf(event)
    if (text === '') return
    // the lines of a message stand together at the end
    let place = lines.length - 1
    while (lines[place]?.id === message.id && !(lines[place]?.phase === part.phase && lines[place]?.at === part.at))
      place--
    const last = lines[place]?.id === message.id ? lines[place] : undefined
    if (last) last.text = last.text.includes(text) ? last.text : joined(last.text, text)
    else lines.push({ ...part, lane: 'internal', text, span: message.span, id: message.id, order: lines.length, doubt })
  }
  for (const event of events) {
    const { phase, stated, said } = event
    if (phase === null) continue
    const { message } = said
    const own = { at: message.at, precision: ownPrecision(message), timeText: message.timeText }
    if (stated) {
      const told = { at: stated.at, precision: stated.precision, timeText: stated.words }
      const begins = tellsStart(event)
      add(event, { ...told, phase: begins ? 'started' : phase }, stated.doubt)
      if (!begins) continue
    }
    add(event, { ...own, phase }, null)
  }
  lines.sort((a, b) => (a.at && b.at ? a.at.localeCompare(b.at) : 0) || a.order - b.order)
  lines.forEach(({ id, order: _, doubt, ...entry }, index) => {
    const path = `incident.timeline.${index}`
    draft.incident.timeline.push(entry)
    draft.citations[path] = [id]
    if (doubt) draft.doubts.push({ path: `${path}.at`, reason: doubt, span: entry.span })
  })
}

/** The first word that it is over behind which nobody does anything about it any more; else the last one. */
function endOf(events: readonly ThreadEvent[]): ThreadEvent | undefined {
  const acted = events.findLastIndex(({ kind }) => kind === 'action')
  const ends = events.filter(({ kind }) => kind === 'resolution')
  return ends.find((end) => events.indexOf(end) > acted) ?? ends.at(-1)
}

/** Puts in when it began, was seen, declared, eased and over (instants in UTC), as far as the messages have times. */
export function putWindow(draft: Account, events: readonly ThreadEvent[]): void {
  const first = (...kinds: ThreadEvent['kind'][]) => events.find(({ kind }) => kinds.includes(kind))
  const started = draft.incident.timeline.find(({ phase }) => phase === 'started')
  const detected = first('alert', 'report', 'impact')
  const calm = events.findIndex(({ kind }) => kind === 'no-effect')
  const after = events.slice(calm + 1)
  const resolved = endOf(after) ?? lastOf(events, 'alert-end')
  const effect = after.find(({ kind, said }) => kind === 'effect' && said.index <= (resolved?.said.index ?? Infinity))
  const acted = events.findLast(
    ({ kind, phase, said }) =>
      kind === 'action' && phase === 'mitigated' && said.index <= (resolved?.said.index ?? Infinity),
  )
  const mitigated = effect ?? acted
  const at = (event: ThreadEvent | undefined) => event?.said.message.at ?? null
  const stamps = {
    startedAt: started?.at ?? (detected?.kind === 'alert' ? at(detected) : null),
    detectedAt: at(detected),
    declaredAt: at(first('declaration')),
    mitigatedAt: at(mitigated),
    resolvedAt: at(resolved),
  }
  if (Object.values(stamps).every((stamp) => stamp === null)) return
  const span = detected?.said.message.span ?? null
  draft.incident.windows.push({ label: null, ...stamps, affected: [], unaffected: [], span })
  const path = 'incident.windows.0'
  cite(draft, path, detected, first('declaration'), mitigated, resolved)
  const place = started ? draft.incident.timeline.indexOf(started) : -1
  draft.citations[`${path}.startedAt`] = place >= 0 ? (draft.citations[`incident.timeline.${place}`] ?? []) : []
  if (place < 0) delete draft.citations[`${path}.startedAt`]
  if (place < 0 && detected?.kind === 'alert') cite(draft, `${path}.startedAt`, detected)
  cite(draft, `${path}.detectedAt`, detected)
  cite(draft, `${path}.declaredAt`, first('declaration'))
  cite(draft, `${path}.mitigatedAt`, mitigated)
  cite(draft, `${path}.resolvedAt`, resolved)
  if (!started && stamps.startedAt)
    draft.doubts.push({
      path: `${path}.startedAt`,
      reason: sentence`Nobody says when it began; the first alert was taken.`,
      span,
    })
  if (mitigated && mitigated === acted)
    draft.doubts.push({
      path: `${path}.mitigatedAt`,
      reason: sentence`It is when somebody acted; nobody says when it took effect.`,
    })
}
