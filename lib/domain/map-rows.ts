import type { MapFilter, MapIncident, MapRow, MapSkill, PatternMap } from '@/lib/schema/pattern-map'
import { sentence } from '@/lib/schema/sentence'

/** The map as rows of a table: the same incidents and skills that are drawn, with their patterns and debt. */
export function listMapRows(map: PatternMap): MapRow[] {
  const patterns = new Map(map.patterns.map((pattern) => [pattern.slug, pattern]))
  const debts = new Map<string, MapRow['debts']>()
  for (const { id, title, from, openDays, until, recurrences } of map.debts) {
    const key = `${from.kind}/${from.slug}`
    debts.set(key, [
      ...(debts.get(key) ?? []),
      { id, title, openDays, open: until === null, recurrences: recurrences.length },
    ])
  }
  const recurred = new Set(map.debts.flatMap(({ recurrences }) => recurrences))
  const rowOf = (kind: MapRow['kind'], thing: MapIncident | MapSkill): MapRow => ({
    kind,
    slug: thing.slug,
    title: thing.title,
    on: 'on' in thing ? thing.on : null,
    patterns: thing.patterns.flatMap(({ slug, state }) => {
      const pattern = patterns.get(slug)
      return pattern ? [{ ...pattern, state }] : []
    }),
    openActionItems: 'openActionItems' in thing ? thing.openActionItems : 0,
    debts: debts.get(`${kind}/${thing.slug}`) ?? [],
    recurrence: kind === 'incident' && recurred.has(thing.slug),
  })
  return [...map.incidents.map((one) => rowOf('incident', one)), ...map.skills.map((one) => rowOf('skill', one))]
}

type Value = string | number | null

const VALUE: Record<MapFilter['sort'], (row: MapRow) => Value> = {
  title: ({ title }) => title.toLowerCase(),
  on: ({ on }) => on,
  pattern: ({ patterns }) => patterns[0]?.title ?? null,
  openActionItems: ({ openActionItems }) => openActionItems,
  debt: ({ debts }) => (debts.length === 0 ? null : Math.max(...debts.map(({ openDays }) => openDays))),
}

function compare(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a) < String(b) ? -1 : Number(String(a) > String(b))
}

/** Rows in an order; unknown values come last in either direction, and equal ones stay in theirs. */
export function sortMapRows(rows: readonly MapRow[], { sort, dir }: Pick<MapFilter, 'sort' | 'dir'>): MapRow[] {
  const value = VALUE[sort]
  const sign = dir === 'asc' ? 1 : -1
  return rows.toSorted((left, right) => {
    const [a, b] = [value(left), value(right)]
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    return sign * compare(a, b)
  })
}

/** A cell of a CSV file (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe in front. */
function csvCell(value: Value): string {
  const text = String(value ?? '')
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The rows as CSV with a heading; several patterns or debts of a row stand in one cell, with "; " between. */
export function mapRowsAsCsv(rows: readonly MapRow[]): string {
  const head = [
    'kind',
    'slug',
    'title',
    'date',
    'patterns',
    'families',
    'confirmed',
    'open action items',
    'debt days',
    'indebted items',
    'recurrence',
  ]
  const lines = rows.map((row) => [
    row.kind,
    row.slug,
    row.title,
    row.on,
    row.patterns.map(({ title }) => title).join('; '),
    [...new Set(row.patterns.map(({ family }) => family))].join('; '),
    row.patterns
      .filter(({ state }) => state === 'confirmed')
      .map(({ title }) => title)
      .join('; '),
    row.openActionItems,
    VALUE.debt(row),
    row.debts.map(({ title }) => title).join('; '),
    row.recurrence ? 'yes' : 'no',
  ])
  return [head, ...lines].map((line) => `${line.map(csvCell).join(',')}\r\n`).join('')
}

/** What the map shows, in sentences for those who do not see it. */
export function describeMap(map: PatternMap): string[] {
  const counts = new Map<string, number>()
  for (const { patterns } of map.incidents) {
    const first = patterns[0]?.slug
    if (first) counts.set(first, (counts.get(first) ?? 0) + 1)
  }
  const most = map.patterns
    .toSorted((a, b) => (counts.get(b.slug) ?? 0) - (counts.get(a.slug) ?? 0))
    .slice(0, 3)
    .filter(({ slug }) => counts.has(slug))
    .map(({ slug, title }) => `${title} (${counts.get(slug) ?? 0})`)
  const open = map.debts.filter(({ until }) => until === null).length
  const s = (number: number) => (number === 1 ? '' : 's')
  const [incidents, skills, patterns] = [map.incidents.length, map.skills.length, map.patterns.length]
  return [
    sentence`${incidents} incident${s(incidents)} and ${skills} skill${s(skills)} around ${patterns} pattern${s(patterns)}.`,
    most.length > 0 ? sentence`Most often: ${most.join(', ')}.` : '',
    open > 0 ? sentence`${open} action item${s(open)} still open although the pattern came back.` : '',
    sentence`The table below says the same.`,
  ].filter(Boolean)
}
