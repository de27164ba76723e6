import type { WindowDraft } from '@/lib/schema/draft'
import type { LocalisedList, LocalisedText } from '@/lib/schema/text'
import type { Differences } from './edition-differences'
import { gatherItems, listsOf, textsOf, type Account, type Slot } from './gather-items'

const STAMPS = ['startedAt', 'detectedAt', 'declaredAt', 'mitigatedAt', 'resolvedAt'] as const

export type MergedWindow = {
  label: LocalisedText
  affected: LocalisedList
  unaffected: LocalisedList
} & Record<(typeof STAMPS)[number], string | null>

/** One list of impact windows, earliest first; windows that start together or overlap are one. */
export function mergeWindows(accounts: readonly Account[], differences: Differences): MergedWindow[] {
  const slots = gatherItems(
    accounts,
    ({ incident }) => incident.windows,
    (slot, window, _account, sameCount) => fitWindow(slot, window, sameCount),
  )
  const inOrder = slots.toSorted((a, b) => (startOf(a) < startOf(b) ? -1 : startOf(a) > startOf(b) ? 1 : 0))
  return inOrder.map((slot, index) => mergeWindow(slot, index + 1, differences))
}

/** Windows without a start stand last. */
function startOf(slot: Slot<WindowDraft>): string {
  return slot.members.find(({ item }) => item.startedAt !== null)?.item.startedAt ?? '~'
}

function fitWindow(slot: Slot<WindowDraft>, window: WindowDraft, sameCount: boolean): number | null {
  const fits = slot.members.map(({ item }) => {
    if (item.startedAt === null || window.startedAt === null) return sameCount ? 0.5 : null
    if (item.startedAt === window.startedAt) return 2
    const overlapping =
      item.resolvedAt !== null &&
      window.resolvedAt !== null &&
      item.startedAt < window.resolvedAt &&
      window.startedAt < item.resolvedAt
    return overlapping ? 1 : null
  })
  return fits.includes(null) ? null : Math.max(...fits.map((fit) => fit ?? 0))
}

function mergeWindow(slot: Slot<WindowDraft>, number: number, differences: Differences): MergedWindow {
  const stamp = (name: (typeof STAMPS)[number]) => {
    const said = slot.members.map(({ account, item }) => ({ label: account.label, value: item[name] }))
    return differences.pickOrMissing(`windows.${number}.${name}`, said, (value) => value)
  }
  const lists = (name: 'affected' | 'unaffected') =>
    listsOf(slot.members.map(({ account, item }) => ({ lang: account.lang, items: item[name] })))
  return {
    label: textsOf(slot, (window) => window.label),
    startedAt: stamp('startedAt'),
    detectedAt: stamp('detectedAt'),
    declaredAt: stamp('declaredAt'),
    mitigatedAt: stamp('mitigatedAt'),
    resolvedAt: stamp('resolvedAt'),
    affected: lists('affected'),
    unaffected: lists('unaffected'),
  }
}

/** Minutes from start to end; null when either is unknown or they are the wrong way round. */
export function windowMinutes(window: { startedAt: string | null; resolvedAt: string | null }): number | null {
  if (window.startedAt === null || window.resolvedAt === null) return null
  const minutes = (Date.parse(window.resolvedAt) - Date.parse(window.startedAt)) / 60_000
  return minutes >= 0 ? minutes : null
}
