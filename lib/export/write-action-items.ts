import { stringify } from 'csv-stringify/sync'
import type { ActionItemView } from '@/lib/schema/action-item'
import type { LocalisedText } from '@/lib/schema/text'

/** One column for each: its heading, and what an item says there. */
const COLUMNS: Record<string, (item: ActionItemView) => string | number | null> = {
  id: ({ id }) => id,
  title: ({ title }) => shown(title),
  status: ({ status }) => status,
  owner: ({ owner }) => owner,
  due: ({ due }) => due,
  priority: ({ priority }) => priority,
  kind: ({ kind }) => kind,
  scope: ({ scope }) => shown(scope),
  condition: ({ condition }) => shown(condition),
  dependency: ({ dependency }) => shown(dependency),
  description: ({ description }) => shown(description),
  evidence: ({ closedBy }) => closedBy,
  reason: ({ reason }) => reason,
  ticket: ({ ticket }) => ticket,
  since: ({ since }) => since,
  'of kind': ({ from }) => from.kind,
  'of slug': ({ from }) => from.slug,
  'of title': ({ from }) => from.title,
  'open days': ({ ageDays }) => ageDays,
  'debt days': ({ debt }) => debt?.openDays ?? null,
  // What the file was written from: taken in again, it is told from what somebody has changed since.
  version: ({ version }) => version,
}

/** The text that pages show: English where there is one. */
function shown(text: LocalisedText | null): string | null {
  return text === null ? null : (text['en'] ?? Object.values(text)[0] ?? null)
}

// A cell that begins like a formula would be worked out by the spreadsheet of whoever opens the file: it gets an apostrophe.
// A cell of several lines is quoted whatever its line ends are.
const OPTIONS = { escape_formulas: true, record_delimiter: '\r\n', quoted_match: /[\r\n]/ } as const

/** The first line. It begins with a mark of UTF-8: without it Excel reads the file in the encoding of its country. */
export function actionItemHeading(): string {
  return stringify([Object.keys(COLUMNS)], { ...OPTIONS, bom: true })
}

/** Action items as lines of comma-separated values (RFC 4180); unknown values are empty. */
export function writeActionItems(items: readonly ActionItemView[]): string {
  return stringify(
    items.map((item) => Object.values(COLUMNS).map((value) => value(item))),
    OPTIONS,
  )
}
