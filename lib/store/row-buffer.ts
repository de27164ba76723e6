import type { Prisma } from '@/generated/prisma/client'
import type { Viewer } from '@/lib/schema/viewer'

/** A row as Prisma types it, but a JSON column takes any plain value: `flush` writes it out. */
type Row<T> = { [Column in keyof T]: Prisma.InputJsonObject extends T[Column] ? unknown : T[Column] }

/** Rows that a save may insert, by table. In this order the tables satisfy each other's foreign keys. */
type Rows = {
  Import: Prisma.ImportCreateManyInput
  Source: Prisma.SourceCreateManyInput
  Incident: Prisma.IncidentCreateManyInput
  TakenFrom: Prisma.TakenFromCreateManyInput
  IncidentReader: Prisma.IncidentReaderCreateManyInput
  Skill: Prisma.SkillCreateManyInput
  Thread: Prisma.ThreadCreateManyInput
  Message: Prisma.MessageCreateManyInput
  Pattern: Prisma.PatternCreateManyInput
  DirectoryPage: Prisma.DirectoryPageCreateManyInput
  Postmortem: Prisma.PostmortemCreateManyInput
  SkillRevision: Prisma.SkillRevisionCreateManyInput
  SkillSource: Prisma.SkillSourceCreateManyInput
  ImpactWindow: Prisma.ImpactWindowCreateManyInput
  TimelineEntry: Prisma.TimelineEntryCreateManyInput
  Cause: Prisma.CauseCreateManyInput
  ActionItem: Prisma.ActionItemCreateManyInput
  SkillActionItem: Prisma.SkillActionItemCreateManyInput
  Match: Prisma.MatchCreateManyInput
  EditionSuggestion: Prisma.EditionSuggestionCreateManyInput
  Reference: Prisma.ReferenceCreateManyInput
  SlugAlias: Prisma.SlugAliasCreateManyInput
  SearchDocument: Prisma.SearchDocumentCreateManyInput
  /** `via` as the database spells it, not Prisma's identifier. */
  AuditEntry: Omit<Prisma.AuditEntryCreateManyInput, 'via'> & { via: Viewer['via'] }
  ImportLine: Prisma.ImportLineCreateManyInput
  ImportChange: Prisma.ImportChangeCreateManyInput
  EditConflict: Prisma.EditConflictCreateManyInput
  ReviewItem: Prisma.ReviewItemCreateManyInput
}
type Table = keyof Rows
export type NewRow<T extends Table> = Row<Rows[T]>

/**
 * Collects the new rows of one transaction and inserts them all in one statement: a document makes rows in a dozen tables,
 * and a round trip for each would be most of the time of an import.
 */
export class RowBuffer {
  private readonly rows = new Map<Table, object[]>()
  private flushes = 0

  /** `id` and `updatedAt` must be given where the table has them: Prisma's client, not the database, makes these defaults. */
  add<T extends Table>(table: T, ...rows: NewRow<T>[]): void {
    const known = this.rows.get(table)
    if (known) known.push(...rows)
    else if (rows.length > 0) this.rows.set(table, [...rows])
  }

  /** Remembers what waits now. Gives a function that forgets what has been added since, if nothing has been inserted. */
  mark(): () => void {
    const counts = new Map([...this.rows].map(([table, rows]) => [table, rows.length]))
    const flushes = this.flushes
    return () => {
      if (flushes !== this.flushes) return
      for (const [table, rows] of this.rows) {
        const count = counts.get(table) ?? 0
        if (count === 0) this.rows.delete(table)
        else rows.length = count
      }
    }
  }

  /** Rows of one table that give the same columns: a column that is left out gets its default, not NULL. */
  private listAlike(): [table: Table, columns: string, rows: object[]][] {
    const alike = new Map<string, [Table, string, object[]]>()
    for (const [table, rows] of this.rows) {
      for (const row of rows) {
        const names = Object.keys(row).join('", "')
        const known = alike.get(`${table} ${names}`)
        if (known) known[2].push(row)
        else alike.set(`${table} ${names}`, [table, `"${names}"`, [row]])
      }
    }
    return [...alike.values()]
  }

  async flush(tx: Prisma.TransactionClient): Promise<void> {
    const inserts: string[] = []
    const values: string[] = []
    for (const [table, columns, rows] of this.listAlike()) {
      values.push(JSON.stringify(table === 'Source' ? rows.map(withBytes) : rows))
      const from = table === 'Source' ? columns.replace('"bytes"', BYTES) : columns
      inserts.push(
        `rows${values.length} AS (INSERT INTO "${table}" (${columns})` +
          ` SELECT ${from} FROM json_populate_recordset(NULL::"${table}", $${values.length}::json))`,
      )
    }
    this.rows.clear()
    if (inserts.length === 0) return
    this.flushes++
    // Foreign keys are checked at the end of the statement, so the parts need no order.
    await tx.$executeRawUnsafe(`WITH ${inserts.join(', ')} SELECT 1`, ...values)
  }
}

/** The bytes of most sources are those of their texts: then they need not be sent as well, in twice their length. */
const BYTES = `COALESCE("bytes", convert_to("text", 'UTF8'))`

function withBytes(row: object): object {
  const { bytes, text } = row as NewRow<'Source'>
  if (Buffer.from(text).equals(bytes)) return { ...row, bytes: null }
  // `bytea` reads `\\x` and hexadecimal digits.
  return { ...row, bytes: `\\x${Buffer.from(bytes).toString('hex')}` }
}
