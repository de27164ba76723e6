import { stringify } from 'csv-stringify/sync'
import type { AuditRow } from '@/lib/schema/directory'

/** One column for each: its heading, and what an entry says there. */
const COLUMNS: Record<string, (row: AuditRow) => string | null> = {
  id: ({ id }) => id,
  at: ({ at }) => at,
  by: ({ by }) => by,
  via: ({ via }) => via,
  action: ({ action }) => action,
  'target kind': ({ target }) => target.kind,
  'target id': ({ target }) => target.id,
  target: ({ target }) => target.title ?? target.slug,
  changes: ({ changes }) => JSON.stringify(changes),
}

// A cell that begins like a formula would be worked out by the spreadsheet of whoever opens the file: it gets an apostrophe.
const OPTIONS = { escape_formulas: true, record_delimiter: '\r\n' } as const

/** The first line, with a mark of UTF-8 for spreadsheets. */
export function auditHeading(): string {
  return stringify([Object.keys(COLUMNS)], { ...OPTIONS, bom: true })
}

/** Entries of the audit log as lines of comma-separated values (RFC 4180). */
export function writeAuditRows(rows: readonly AuditRow[]): string {
  return stringify(
    rows.map((row) => Object.values(COLUMNS).map((value) => value(row))),
    OPTIONS,
  )
}
