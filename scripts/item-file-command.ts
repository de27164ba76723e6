// The command that takes a table of action items in.
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { commandLineViewer } from '@/lib/auth/command-line-viewer'
import { AppError } from '@/lib/domain/errors'
import { importItemFile } from '@/lib/import/action-item-file'

type Print = (value: unknown) => void

const OptionsSchema = z.object({ dryRun: z.boolean().default(false), skip: z.array(z.string()).default([]) })

/** Prints a line for each row of the file, and what all of them came to. Nothing is changed with `--dry-run`. */
export async function importItems(file: string, options: unknown, print: Print): Promise<void> {
  const bytes = await readFile(file).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('not_found', `${file} cannot be read: ${reason}.`)
  })
  const { lines, ...plan } = await importItemFile(commandLineViewer(), bytes, OptionsSchema.parse(options))
  lines.forEach(print)
  print(plan)
}
