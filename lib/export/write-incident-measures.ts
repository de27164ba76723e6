import { stringify } from 'csv-stringify/sync'
import type { IncidentMeasure, IncidentMeasuresView } from '@/lib/schema/incident-measures'

/** A tenth of a minute is more than anybody knows. */
const rounded = (value: number | undefined) => (value === undefined ? null : Math.round(value * 10) / 10)

function sheetOf({ months, patterns, times }: IncidentMeasuresView, of: IncidentMeasure) {
  if (of === 'patterns') {
    return {
      head: ['pattern', 'title', 'family', ...months, 'all'],
      rows: patterns.map(({ slug, title, family, counts, total }) => [slug, title, family, ...counts, total]),
    }
  }
  return {
    head: ['of', 'first month', 'last month', 'n', 'p10 minutes', 'median minutes', 'p90 minutes', 'unknown'],
    rows: times.map(({ of: what, from, to, spread, unknown }) => [
      what,
      from,
      to,
      spread?.n ?? 0,
      rounded(spread?.low),
      rounded(spread?.median),
      rounded(spread?.high),
      unknown,
    ]),
  }
}

/** Patterns by month or response times as a file for a spreadsheet (RFC 4180, with a byte order mark): what is unknown is empty, and no cell is a formula. */
export function writeIncidentMeasures(measures: IncidentMeasuresView, of: IncidentMeasure): string {
  const { head, rows } = sheetOf(measures, of)
  return stringify([head, ...rows], { bom: true, record_delimiter: 'windows', escape_formulas: true })
}
