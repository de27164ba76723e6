import type { Difference } from '@/lib/schema/incident'

type Said<V> = { label: string; value: V | null | undefined }

/** Collects the places where editions contradict each other while their values are merged. */
export class Differences {
  readonly found: Difference[] = []

  /** The first value given; records a difference when another edition gives another one. Silence contradicts nothing. */
  pick<V>(field: string, said: readonly Said<V>[], show: (value: V) => string): V | null {
    const given = said.flatMap(({ label, value }) =>
      value === null || value === undefined ? [] : [{ label, value, shown: show(value) }],
    )
    if (new Set(given.map(({ shown }) => shown)).size > 1) this.record(field, given)
    return given[0]?.value ?? null
  }

  /** As `pick`, for values whose absence in one edition is worth telling as well. */
  pickOrMissing<V>(field: string, said: readonly Said<V>[], show: (value: V) => string): V | null {
    const count = this.found.length
    const value = this.pick(field, said, show)
    const given = said.flatMap(({ label, value: one }) =>
      one === null || one === undefined ? [] : [{ label, shown: show(one) }],
    )
    if (this.found.length === count && given.length > 0 && given.length < said.length) this.record(field, given)
    return value
  }

  private record(field: string, given: readonly { label: string; shown: string }[]): void {
    this.found.push({ field, values: Object.fromEntries(given.map(({ label, shown }) => [label, shown])) })
  }
}
