import { stripVTControlCharacters } from 'node:util'
import { log } from './log'
import { currentRequest } from './request-context'

const METHODS = ['error', 'warn', 'info', 'log', 'debug'] as const
/** `[auth][error]`, `⨯`: who speaks, at the beginning of what libraries print. */
const TAG = /^(?:\[[\w:-]{1,20}\]){1,3}/

/** Where our caller was called, as the stack tells it. */
function callerOf(): string | undefined {
  const frames = new Error().stack?.split('\n') ?? []
  return frames[3]?.trim().replace(/^at /, '').slice(0, 200)
}

/**
 * Sends what libraries print to the log. Their sentences may hold anything (Next prints an error with its message, next-auth the
 * reason why a token was refused), so of a sentence only its tag and the place are kept, of an error what is safe.
 */
export function takeOverConsole(): void {
  for (const method of METHODS) {
    console[method] = (...parts: unknown[]) => {
      const error = parts.find((part) => part instanceof Error)
      const request = currentRequest()
      if (error && request?.errorLogged) return
      const [first] = parts
      const tag = typeof first === 'string' ? TAG.exec(stripVTControlCharacters(first))?.[0] : undefined
      const level = method === 'error' || method === 'warn' ? method : 'debug'
      const fields = { tag, from: callerOf() }
      if (level === 'debug') log.debug('a library said something', fields)
      else log[level]('a library reports', fields, error)
    }
  }
}
