import { sentence } from '@/lib/schema/sentence'
import type { Trigger } from '@/lib/schema/draft'
import { readGeneric } from './recognise-alert'
import { describeTrigger, readTrigger, type TriggerReading } from './triggers'
import { readQuestion } from './worded'

/** What a text means for one trigger; `absent`: its metric is not named there. */
export type TriedTrigger = { trigger: string; state: TriggerReading['state'] | 'absent'; reason: string }

/**
 * Holds each trigger against a message or an alert, as recognition does: an alert in JSON is read as the webhook for any JSON reads it.
 * In the order of the triggers.
 */
export function tryTriggers(triggers: readonly Trigger[], pasted: string): TriedTrigger[] {
  const text = textOf(pasted)
  const { terms } = readQuestion(text)
  return triggers.map((trigger) => {
    const said = describeTrigger(trigger)
    const reading = readTrigger(trigger, text, terms)
    return reading === null
      ? { trigger: said, state: 'absent', reason: sentence`Its metric is not named: ${trigger.metric}` }
      : { trigger: said, ...reading }
  })
}

function textOf(pasted: string): string {
  if (!/^\s*[[{]/.test(pasted)) return pasted
  try {
    const value: unknown = JSON.parse(pasted)
    return readGeneric({ alert: value })?.text ?? pasted
  } catch {
    return pasted
  }
}
