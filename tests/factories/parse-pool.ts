import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ParsePool, type PoolOptions } from '@/lib/import/parse-pool'
import { startUnderTsx } from '@/lib/tsx-thread'
import { root } from '@/scripts/programs.mjs'

const urlOf = (file: string): string => pathToFileURL(path.join(root, file)).href
const PROGRAMS = { true: 'lib/import/parse-worker.ts', trapped: 'tests/factories/trapped-parse-worker.ts' }

/** A pool that reads every source in a thread; `trapped`: in one that hangs or ends at texts that ask for it. */
export function testPool(program: keyof typeof PROGRAMS, options: Partial<PoolOptions> = {}): ParsePool {
  return new ParsePool({
    start: (limits) => startUnderTsx(urlOf(PROGRAMS[program]), urlOf('node_modules/tsx/dist/loader.mjs'), limits),
    silence: 5_000,
    memory: 128,
    idle: 60_000,
    threads: 1,
    worthwhile: { sources: 0, length: 0 },
    ...options,
  })
}
