// `hindsight backup` and `hindsight restore`: everything that is stored, in one file.
import path from 'node:path'
import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'

type Print = (value: unknown) => void

/** Writes a backup. The database stays as it is, also when it is older than this version. */
export async function backup(file: string, print: Print): Promise<void> {
  const { writeBackup } = await import('@/lib/backup/write-backup')
  print(await writeBackup(path.resolve(file), new Date()).catch(explain))
}

const RestoreOptionsSchema = z.object({ replace: z.boolean().default(false) })

/** Puts a backup back, all of it or nothing. */
export async function restore(file: string, options: unknown, print: Print): Promise<void> {
  const { restoreBackup } = await import('@/lib/backup/restore-backup')
  print(await restoreBackup(path.resolve(file), RestoreOptionsSchema.parse(options)).catch(explain))
}

const FILE_FAULTS: Record<string, string> = {
  ENOENT: 'there is no such folder',
  EACCES: 'that is not allowed',
  EPERM: 'that is not allowed',
  EROFS: 'the disk can only be read',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EFBIG: 'files may not be that large there',
  EISDIR: 'that is a folder',
  ENOTDIR: 'there is no such folder',
  ENAMETOOLONG: 'its name is too long',
}

function explain(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason = FILE_FAULTS[code]
  if (reason === undefined) throw error
  throw new AppError('unprocessable', `The backup cannot be written there: ${reason} (${code}).`)
}
