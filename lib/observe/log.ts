import { writeSync } from 'node:fs'
import { pino, type Logger } from 'pino'
import { currentRequest } from './request-context'
import { describeError } from './safe-error'

/** Fields of a line: numbers, and words of ours. Nothing that was stored, asked or sent by anybody. */
export type LogFields = Record<string, string | number | boolean | null | undefined>

const STDERR = 2
const LEVELS = new Set(['debug', 'info', 'warn', 'error', 'silent'])

/** One line for a person at a terminal, from the line that a machine would get. */
function readable(line: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>
  const fields = Object.entries(rest).map(([key, value]) => `${key}=${String(value)}`)
  const error = err === undefined ? '' : `\n  ${JSON.stringify(err)}`
  return `${String(time).slice(11, 19)} ${String(level)} ${String(msg)} ${fields.join(' ')}`.trimEnd() + `${error}\n`
}

/** Written at once: what a process says right before it dies has to be there afterwards. */
const output = {
  write(line: string): void {
    try {
      writeSync(STDERR, process.stderr.isTTY ? readable(line) : line)
    } catch {
      // Nobody reads: a full or closed pipe is no reason to fail a request.
    }
  },
}

const kept = globalThis as typeof globalThis & { hindsightLog?: Logger }

const logger = (kept.hindsightLog ??= pino(
  {
    level: LEVELS.has(process.env.LOG_LEVEL ?? '') ? process.env.LOG_LEVEL : 'info',
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin() {
      const request = currentRequest()
      return request ? { requestId: request.id, ...(request.userId && { userId: request.userId }) } : {}
    },
  },
  output,
))

/**
 * Lines of the log, as JSON on standard error, or as text at a terminal. The message is a fixed sentence: what changes goes into
 * the fields, and of an error only what `describeError` lets through.
 */
export const log = {
  debug: (message: string, fields: LogFields = {}) => logger.debug(fields, message),
  info: (message: string, fields: LogFields = {}) => logger.info(fields, message),
  warn: (message: string, fields: LogFields = {}, error?: unknown) => logger.warn(withError(fields, error), message),
  error: (message: string, fields: LogFields = {}, error?: unknown) => logger.error(withError(fields, error), message),
}

const withError = (fields: LogFields, error: unknown) =>
  error === undefined ? fields : { ...fields, err: describeError(error) }
