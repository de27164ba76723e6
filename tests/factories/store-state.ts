import { createHash, randomUUID } from 'node:crypto'
import { database } from '@/lib/database'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { ImportLine } from '@/lib/schema/import'
import type { Share } from '@/lib/schema/sharing'
import type { SourceKind } from '@/lib/schema/source'
import type { Viewer } from '@/lib/schema/viewer'
import { ImportRecord } from '@/lib/store/import-record'
import { newSaveContext, saveSource, type SaveRequest } from '@/lib/store/save-source'
import { testViewer } from './viewer'

type Overrides = Partial<Pick<SaveRequest, 'reviewed'>> & {
  origin?: string | null
  text?: string
  dryRun?: boolean
  kind?: SourceKind
  /** A person has looked at the drafts, and found them right. */
  seen?: boolean
  viewer?: Viewer
  share?: Share
  /** Ids of incidents. */
  takenFrom?: string[]
}

/** Saves drafts as if they had been read from a source whose text is theirs. */
export async function saveDrafts(drafts: DocumentDraft[], overrides: Overrides = {}): Promise<ImportLine[]> {
  const { origin = null, reviewed = false, dryRun = false, kind = 'file', viewer = testViewer() } = overrides
  const text = overrides.text ?? JSON.stringify(drafts)
  const bytes = new TextEncoder().encode(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const source = { kind, origin, bytes, text, sha256 }
  const request = {
    source,
    read: () => ({
      format: 'postmortem' as const,
      documents: drafts,
      problems: [],
      ...(overrides.seen && { parsed: new Map(drafts.map((draft) => [draft, draft])) }),
    }),
    path: origin ?? 'test',
    reviewed,
  }
  const record = new ImportRecord(viewer, 'api', null, randomUUID(), overrides.share ?? null, overrides.takenFrom)
  const lines = await saveSource(viewer, request, newSaveContext(), record, dryRun)
  await record.finish()
  return lines
}

/** Tables that hold content, and by what their rows can be told apart without ids. Imports and audit tell of the way there. */
const TABLES = [
  'Source',
  'Incident',
  'Postmortem',
  'ImpactWindow',
  'TimelineEntry',
  'Cause',
  'ActionItem',
  'ActionItemChange',
  'Skill',
  'SkillRevision',
  'SkillSource',
  'SkillActionItem',
  'Pattern',
  'Match',
  'Reference',
  'DirectoryPage',
  'Thread',
  'Message',
  'SlugAlias',
  'EditionSuggestion',
  'SearchDocument',
] as const

type Row = Record<string, unknown>

/** Rows of every table that holds content, for counting. */
export async function countRows(tables: readonly string[] = [...TABLES, 'Import', 'ImportLine', 'AuditEntry']) {
  const counts: Record<string, number> = {}
  for (const table of tables) {
    const [row] = await database.$queryRawUnsafe<{ count: number }[]>(`SELECT count(*)::int AS count FROM "${table}"`)
    counts[table] = row?.count ?? 0
  }
  return counts
}

/**
 * Everything stored, comparable between databases: ids stand as what they name, times of storing and counters of changes
 * are left out, rows are sorted.
 */
export async function readState(): Promise<Record<string, string[]>> {
  const rows: Record<string, Row[]> = {}
  for (const table of TABLES)
    rows[table] = await database.$queryRawUnsafe<Row[]>(`SELECT * FROM "${table}"`.replace('*', columnsOf(table)))
  const names = namesOfIds(rows)
  const state: Record<string, string[]> = {}
  for (const [table, list] of Object.entries(rows)) {
    state[table] = list.map((row) => JSON.stringify(withoutIds(row, names))).sort()
  }
  return state
}

/** `search` cannot be read as JSON and follows from the other columns. */
function columnsOf(table: string): string {
  return table === 'SearchDocument' ? '"id", "kind", "refId", "slug", "lang", "title", "body", "weight"' : '*'
}

const NAMES: Record<string, (row: Row, names: ReadonlyMap<string, string>) => string> = {
  Source: (row) => `source ${String(row['sha256'])}`,
  Incident: (row) => `incident ${String(row['slug'])}`,
  Skill: (row) => `skill ${String(row['slug'])}`,
  Pattern: (row) => `pattern ${String(row['slug'])}`,
  DirectoryPage: (row) => `page ${String(row['slug'])}`,
  Thread: (row) => `thread ${String(row['slug'])}`,
  ActionItem: (row, names) => {
    const owner = String(row['incidentId'] ?? row['skillId'])
    return `action item ${names.get(owner)} ${String(row['key'])}`
  },
}

function namesOfIds(rows: Record<string, Row[]>): Map<string, string> {
  const names = new Map<string, string>()
  for (const [table, nameOf] of Object.entries(NAMES)) {
    for (const row of rows[table] ?? []) names.set(String(row['id']), nameOf(row, names))
  }
  return names
}

const LEFT_OUT = new Set(['id', 'createdAt', 'updatedAt', 'importedAt', 'version', 'recordVersion', 'bytes'])

function withoutIds(row: Row, names: ReadonlyMap<string, string>): Row {
  const kept = Object.entries(row).filter(([column]) => !LEFT_OUT.has(column))
  const plain: unknown = JSON.parse(JSON.stringify(Object.fromEntries(kept)), (_key, value: unknown) =>
    typeof value === 'string' ? (names.get(value) ?? value) : value,
  )
  return sortKeys(plain) as Row
}

/** JSON columns come back with keys in the order of their length. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, part]) => [key, sortKeys(part)]))
}

/** Empties every table, so that one database serves many runs; the audit log lets only a restore do so. */
export async function emptyDatabase(): Promise<void> {
  const tables = [...TABLES, 'Import', 'AuditEntry', 'ReviewItem', 'IncidentRevision']
  await database.$transaction([
    database.$executeRawUnsafe(`SET LOCAL hindsight.restoring = 'on'`),
    database.$executeRawUnsafe(`TRUNCATE ${tables.map((table) => `"${table}"`).join(', ')} CASCADE`),
  ])
}

/** All orders of a list. */
export function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]]
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  )
}
