import { AppError } from '@/lib/domain/errors'

/** Saves of one process that wait for their turn. */
type Line = { isBusy: boolean; waiting: (() => void)[] }

// Parts of the application are bundled apart: they stand in one line all the same.
const kept = globalThis as typeof globalThis & { hindsightSavingLine?: Line }
const line: Line = (kept.hindsightSavingLine ??= { isBusy: false, waiting: [] })

/**
 * Runs `work` when those of this process that came before have ended, however they ended. Whoever waits here holds no connection: a dozen
 * imports at once would otherwise hold all of them, and nobody could read. Throws `unavailable` when the turn does not come within
 * `patience` milliseconds.
 */
export async function inLine<T>(work: () => Promise<T>, patience: number): Promise<T> {
  await turn(patience)
  try {
    return await work()
  } finally {
    const next = line.waiting.shift()
    if (next) next()
    else line.isBusy = false
  }
}

function turn(patience: number): Promise<void> {
  if (!line.isBusy) {
    line.isBusy = true
    return Promise.resolve()
  }
  return new Promise((resolve, reject) => {
    const enter = () => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(() => {
      line.waiting.splice(line.waiting.indexOf(enter), 1)
      reject(new AppError('unavailable', 'Many things are being saved at the moment. Try again in a minute.'))
    }, patience)
    line.waiting.push(enter)
  })
}
