import { type Account, cite, wordsOf } from './thread-citations'
import { NEGATIVE, UNAFFECTED } from './thread-cues'
import type { ThreadEvent } from './thread-events'

/** Puts in who and what was hit, what was not, and what was looked for and not found. */
export function putImpact(draft: Account, events: readonly ThreadEvent[]): void {
  const { impact } = draft.incident
  const effects = events.filter(({ kind }) => kind === 'impact')
  const isNegative = (event: ThreadEvent) => NEGATIVE.test(event.said.text.toLowerCase())
  const isSpared = (event: ThreadEvent) => UNAFFECTED.test(event.said.text.toLowerCase())
  const put = (list: 'affected' | 'unaffected' | 'negativeFindings', event: ThreadEvent) => {
    const text = wordsOf(event)
    if (impact[list].includes(text)) return
    cite(draft, `incident.impact.${list}.${impact[list].length}`, event)
    impact[list].push(text)
  }
  const summary =
    effects.find((event) => /^(?:impact|auswirkung|impacto|影響)/iu.test(event.said.text)) ??
    effects.find((event) => !isNegative(event) && !isSpared(event)) ??
    events.find(({ kind }) => kind === 'report')
  if (summary) {
    impact.summary = wordsOf(summary)
    cite(draft, 'incident.impact.summary', summary)
  }
  for (const event of events) {
    if (event.said.message.bot) continue
    if (event.kind === 'impact' && isNegative(event)) put('negativeFindings', event)
    else if (isSpared(event) && ['impact', 'report', 'evidence'].includes(event.kind)) put('unaffected', event)
    else if (event.kind === 'impact') put('affected', event)
  }
}
