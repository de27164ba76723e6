import { types } from 'node:util'
import { createContext, Script } from 'node:vm'

/** What a call that was stopped throws. */
export class OutOfTime extends Error {
  constructor(milliseconds: number) {
    super(`stopped after ${milliseconds} ms`)
    this.name = 'OutOfTime'
  }
}

const script = new Script('run()')

/**
 * Calls a function that works without awaiting, and stops it when it takes longer: some libraries need quadratic time on texts
 * made for that. Throws `OutOfTime` then, and what the function throws.
 */
export function withinTime<T>(milliseconds: number, work: () => T): T {
  const result: { value?: T } = {}
  // A script is the only thing that Node can stop in the middle, and with it everything that the script calls.
  const context = createContext({
    run: () => {
      result.value = work()
    },
  })
  try {
    script.runInContext(context, { timeout: milliseconds })
  } catch (error) {
    // Of the context's own class of errors, which is not ours.
    if (types.isNativeError(error) && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') {
      throw new OutOfTime(milliseconds)
    }
    throw error
  }
  return result.value as T
}
