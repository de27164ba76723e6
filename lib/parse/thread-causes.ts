import type { CauseDraft } from '@/lib/schema/draft'
import { light } from './light-expression'
import { type Account, cite, joined, wordsOf } from './thread-citations'
import { BECAUSE, HYPOTHESIS, REALISED, ROOT } from './thread-cues'
import type { ThreadEvent } from './thread-events'

/** "That's the cause.": the sentence before it says what. */
const POINTS_BACK = light(/^(?:so |and |i think )?(?:that|this|das|dies|это|c['’]est ça|eso|isso|それ)(?!\p{L})/iu)

/** Longest sentence that names only that there is a cause ("root cause", "found it"), in words. */
const BARE_CAUSE = 3

function isBareCause({ said: { text } }: ThreadEvent): boolean {
  return POINTS_BACK.test(text) || text.trim().split(/\s+/).length <= BARE_CAUSE
}

/** Puts in what was called the cause and what was ruled out, in order. */
export function putCauses(draft: Account, events: readonly ThreadEvent[]): void {
  const told = events.filter(({ kind }) => kind === 'cause')
  const root = told.findLast((event) => ROOT.test(wordsOf(event).toLowerCase())) ?? told.at(-1)
  const reason = root
    ? undefined
    : events.findLast(
        ({ kind, said }) =>
          (kind === 'evidence' || kind === 'report' || kind === 'ruled-out') &&
          BECAUSE.test(said.text.toLowerCase()) &&
          !HYPOTHESIS.test(said.text.toLowerCase()),
      )
  for (const [place, event] of events.entries()) {
    const named = event.kind === 'cause' || event === reason
    if (!named && event.kind !== 'ruled-out') continue
    const role: CauseDraft['role'] = named
      ? event === root || event === reason
        ? 'root'
        : 'contributing'
      : 'false-lead'
    const before = events[place - 1]
    const whole =
      named && isBareCause(event) && before && before.said.index >= event.said.index - 1 ? [before, event] : [event]
    const path = `incident.causes.${draft.incident.causes.length}`
    draft.incident.causes.push({ role, text: whole.map(wordsOf).reduce(joined), span: event.said.message.span })
    cite(draft, path, ...whole)
    if (event === root && REALISED.test(event.said.message.text))
      draft.doubts.push({
        path,
        reason: 'Nobody calls it the cause; its author has just understood something.',
        span: event.said.message.span,
      })
    if (event === reason)
      draft.doubts.push({
        path,
        reason: 'Nobody calls it the cause; it is a sentence that gives a reason.',
        span: event.said.message.span,
      })
  }
}
