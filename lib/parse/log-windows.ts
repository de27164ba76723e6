import type { Doubt, DocumentDraft, WindowDraft } from '@/lib/schema/draft'
import { blankWindow } from '@/lib/schema/blank-incident'
import { sentence } from '@/lib/schema/sentence'
import type { StatusLog } from './status-log'

const STAMPS = ['startedAt', 'detectedAt', 'declaredAt', 'mitigatedAt', 'resolvedAt'] as const

/** The stretch of impact as the page's data bounds it; where an account says otherwise, one of the two is doubted. */
export function putLogWindows(
  incident: NonNullable<DocumentDraft['incident']>,
  spans: DocumentDraft['spans'],
  log: StatusLog,
): Doubt[] {
  const told = log.accountFirst ? windowsTold(log) : (log.account?.incident.windows ?? [])
  for (const path of Object.keys(spans)) if (path.startsWith('windows.')) delete spans[path]
  const page = windowOfPage(log)
  const useTold = log.accountFirst && told.length > 0 && fits(told, log)
  if (!useTold && !page) return []
  incident.windows = useTold
    ? told.map((window) => ({ ...window }))
    : page
      ? [{ ...page, detectedAt: told.length === 1 && told[0] ? within(told[0].detectedAt, page) : null }]
      : []
  const first = incident.windows[0]
  const last = incident.windows.at(-1)
  if (!first || !last) return []
  if (useTold) {
    first.startedAt ??= log.startedAt?.at ?? null
    last.resolvedAt ??= log.resolvedAt?.at ?? null
    if (incident.windows.length === 1) {
      if (!within(last.resolvedAt, { ...first, resolvedAt: null })) last.resolvedAt = log.resolvedAt?.at ?? null
      first.declaredAt = within(first.declaredAt ?? page?.declaredAt ?? null, first)
      first.detectedAt = within(first.detectedAt, first)
      first.mitigatedAt = within(first.mitigatedAt, first)
    }
  }
  for (const stamp of STAMPS) {
    const place = useTold
      ? log.account?.spans[`windows.0.${stamp}`]
      : stamp === 'detectedAt' || stamp === 'declaredAt'
        ? undefined
        : log[stamp]?.span
    if (place && first[stamp]) spans[`windows.0.${stamp}`] = place
  }
  log.affected.forEach(({ text, span }) => {
    if (first.affected.includes(text)) return
    spans[`windows.0.affected.${first.affected.length}`] = span
    first.affected.push(text)
  })
  return useTold ? [] : listDoubts(told, first, log)
}

/**
 * The windows of an account that bounds the impact. A summary of a few sentences opens with the moment when it began and may
 * not say so ("On 5 May at 10:00 UTC, some customers could not sign in").
 */
function windowsTold({ account, startedAt }: StatusLog): WindowDraft[] {
  const windows = account?.incident.windows ?? []
  const timed = (account?.incident.timeline ?? []).filter(({ at, precision }) => at && precision !== 'day')
  const first = timed[0]
  if (windows.length > 1 || !first?.at) return windows
  const window = windows[0] ?? blankWindow()
  const opens = !['resolved', 'mitigated', 'identified', 'follow-up'].includes(first.phase)
  const began = window.startedAt ?? (opens ? first.at : null)
  // what the page has told of had begun
  const early = began && (startedAt === null || Date.parse(began) <= Date.parse(startedAt.at) + 60_000)
  const over = timed.findLast(({ phase, at }) => phase === 'resolved' && at && first.at && at > first.at)
  return [{ ...window, startedAt: early ? began : null, resolvedAt: window.resolvedAt ?? over?.at ?? null }]
}

/** What the page's own stamps and updates say; null without any of them. */
function windowOfPage(log: StatusLog): WindowDraft | null {
  const spoken = log.updates.find(({ state, at }) => at && state !== 'resolved' && state !== 'postmortem')?.at ?? null
  const window: WindowDraft = {
    ...blankWindow(),
    startedAt: log.startedAt?.at ?? null,
    mitigatedAt: log.mitigatedAt?.at ?? null,
    resolvedAt: log.resolvedAt?.at ?? null,
  }
  window.declaredAt = within(spoken, window)
  return STAMPS.some((stamp) => window[stamp]) ? window : null
}

/** A stamp that lies outside its window is of something else. */
function within(at: string | null, window: WindowDraft): string | null {
  if (!at) return null
  const time = Date.parse(at)
  if (window.startedAt && time < Date.parse(window.startedAt)) return null
  return window.resolvedAt && time > Date.parse(window.resolvedAt) ? null : at
}

const DAY = 86_400_000

/** An account is of this incident when it begins near the page's first word: at most a month before, a day after. */
function fits(told: readonly WindowDraft[], log: StatusLog): boolean {
  const start = told[0]?.startedAt ?? told[0]?.detectedAt ?? told[0]?.resolvedAt
  const page = log.startedAt?.at ?? log.updates[0]?.at
  if (!start || !page) return start !== undefined
  const early = Date.parse(page) - Date.parse(start)
  return early < 31 * DAY && early > -DAY
}

function listDoubts(told: readonly WindowDraft[], page: WindowDraft, log: StatusLog): Doubt[] {
  return (['startedAt', 'resolvedAt'] as const).flatMap((stamp) => {
    const said = stamp === 'startedAt' ? told[0]?.startedAt : told.at(-1)?.resolvedAt
    const kept = page[stamp]
    if (!said || !kept || Math.abs(Date.parse(said) - Date.parse(kept)) < 60_000) return []
    const window = stamp === 'startedAt' ? 0 : told.length - 1
    const reason =
      stamp === 'startedAt'
        ? sentence`The written account says that it began at ${said}, the status page's data at ${kept}.`
        : sentence`The written account says that it was over at ${said}, the status page's data at ${kept}.`
    return [{ path: `windows.0.${stamp}`, reason, span: log.account?.spans[`windows.${window}.${stamp}`] ?? null }]
  })
}
