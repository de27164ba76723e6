import { z } from 'zod'

/** Name of the file's last entry, which says what stands before it. */
export const MANIFEST = 'manifest.json'

const PartSchema = z.object({ name: z.string(), bytes: z.number().int().nonnegative(), sha256: z.string().length(64) })
const TableSchema = z.object({
  name: z.string().min(1),
  columns: z.array(z.string().min(1)).min(1),
  rows: z.number().int().nonnegative(),
  /** The text of the table as Postgres' COPY writes it, cut anywhere */
  parts: z.array(PartSchema),
})
const SequenceSchema = z.object({ name: z.string().min(1), last: z.string().regex(/^-?\d+$/), called: z.boolean() })

/** What a backup says of itself. */
export const ManifestSchema = z.object({
  format: z.literal('hindsight-backup'),
  /** Changes when an older Hindsight could not read the file any more */
  formatVersion: z.literal(1),
  version: z.string(),
  createdAt: z.iso.datetime(),
  /** Migrations that the database had, oldest first */
  migrations: z.array(z.string()).min(1),
  tables: z.array(TableSchema),
  sequences: z.array(SequenceSchema),
})
export type Manifest = z.infer<typeof ManifestSchema>
export type BackupTable = Manifest['tables'][number]
export type BackupPart = z.infer<typeof PartSchema>

/** What a finished backup came to. */
export type BackupSummary = {
  file: string
  bytes: number
  tables: number
  rows: number
  /** Unfinished files of killed backups in the same folder, which are gone now */
  cleared: string[]
}

/** A backup that the schedule made, or failed to, as administrators see it. */
export type BackupRunView = {
  id: string
  startedAt: string
  finishedAt: string | null
  file: string
  bytes: number | null
  rows: number | null
  /** Why it failed */
  error: string | null
}

/** A backup that was put back here and is not released, as administrators see it. */
export type RestoredCopyView = {
  restoredAt: string
  /** When the backup was made */
  madeAt: string
}
