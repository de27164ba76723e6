import { stringify } from 'csv-stringify/sync'
import type { GroupMeasure, IndebtedItem, Measure, MeasuresView } from '@/lib/schema/measures'

type Value = string | number | null
type Sheet = { head: string[]; rows: Value[][] }

const COUNTS = ['items', 'done', "won't do", 'unfinished', 'status unknown', 'closure rate']
const SPREADS = ['age n', 'age p10 days', 'age median days', 'age p90 days', 'opening unknown']
const CLOSINGS = ['closing n', 'closing p10 days', 'closing median days', 'closing p90 days', 'closing time unknown']

/** Three decimals are more than anybody reads. */
const rounded = (value: number | null = null) => (value === null ? null : Math.round(value * 1000) / 1000)

function groupSheet(name: string, groups: readonly GroupMeasure[]): Sheet {
  return {
    head: [name, 'title', ...COUNTS, ...SPREADS, ...CLOSINGS],
    rows: groups.map((one) => [
      one.key,
      one.label,
      one.total,
      one.done,
      one.wontDo,
      one.unfinished,
      one.unknown,
      rounded(one.closureRate),
      one.age?.n ?? 0,
      rounded(one.age?.low),
      rounded(one.age?.median),
      rounded(one.age?.high),
      one.undated,
      one.closing?.n ?? 0,
      rounded(one.closing?.low),
      rounded(one.closing?.median),
      rounded(one.closing?.high),
      one.closedUndated,
    ]),
  }
}

function debtRow(item: IndebtedItem): Value[] {
  const { id, title, status, kind, owner, from, since, openDays, recurrences, impactMinutes, patterns } = item
  return [
    id,
    title['en'] ?? Object.values(title)[0] ?? '',
    status,
    kind,
    owner,
    `${from.kind}s/${from.slug}`,
    since,
    openDays,
    recurrences.length,
    impactMinutes,
    recurrences.map(({ slug }) => slug).join('; '),
    patterns.join('; '),
  ]
}

function sheetOf(measures: MeasuresView, of: Measure): Sheet {
  switch (of) {
    case 'by-kind':
      return groupSheet('kind', measures.byKind)
    case 'by-pattern':
      return groupSheet('pattern', measures.byPattern)
    case 'by-owner':
      return groupSheet('owner', measures.byOwner)
    case 'months':
      return {
        head: ['month', 'opened', 'closed', 'open at the end'],
        rows: measures.overTime.months.map(({ month, opened, closed, open }) => [month, opened, closed, open]),
      }
    case 'prevention':
      return {
        head: ['month', 'incidents', 'with a preventive item', 'without', 'without any item', 'kind unknown', 'share'],
        rows: measures.prevention.months.map((one) => [
          one.month,
          one.incidents,
          one.prevented,
          one.without,
          one.bare,
          one.unknown,
          rounded(one.share),
        ]),
      }
    case 'debt':
      return {
        head: [
          'id',
          'action item',
          'status',
          'kind',
          'owner',
          'of',
          'since',
          'open days',
          'recurrences',
          'impact minutes',
          'incidents',
          'patterns',
        ],
        rows: measures.debt.items.map(debtRow),
      }
  }
}

/** One of the measures as a file for a spreadsheet (RFC 4180, with a byte order mark): what is unknown is empty, and no cell is a formula. */
export function writeMeasures(measures: MeasuresView, of: Measure): string {
  const { head, rows } = sheetOf(measures, of)
  return stringify([head, ...rows], { bom: true, record_delimiter: 'windows', escape_formulas: true })
}
