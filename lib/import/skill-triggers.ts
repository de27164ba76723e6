import { findThresholds } from '@/lib/parse/thresholds'
import type { Trigger } from '@/lib/schema/draft'

/** The numbered conditions of a text ("queue depth above 5000") as triggers of a skill, in their order. */
export function readTriggersOf(text: string): Trigger[] {
  return findThresholds({ text, start: 0, end: text.length }).map(({ trigger }) => trigger)
}
