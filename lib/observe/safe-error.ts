/**
 * What may be logged of an error. Its message is left out: Prisma puts the values of the query into it, JSON.parse the text,
 * Headers the token. Where it was thrown says nearly as much, and nothing of what is stored.
 */
export type SafeError = {
  name: string
  /** The system's, Postgres' or Prisma's code: ECONNREFUSED, 23505, P2002 */
  code?: string
  /** Found again on the page that the person saw */
  digest?: string
  syscall?: string
  /** Of a refused or broken constraint: names of our own schema */
  table?: string
  constraint?: string
  routine?: string
  at?: string[]
  cause?: SafeError
}

const FRAMES = 12
const CAUSES = 4
/** Codes and names are short words; a value that is none was put there by somebody else. */
const WORD = /^[\w$.:-]{1,80}$/

function word(holder: object, key: string): string | undefined {
  const value: unknown = Reflect.get(holder, key)
  return (typeof value === 'string' || typeof value === 'number') && WORD.test(String(value))
    ? String(value)
    : undefined
}

/** Lines of a stack that name places. A message may have lines that look like them: what V8 writes ends with line and column. */
function framesOf(error: Error): string[] {
  const { stack, message } = error
  if (typeof stack !== 'string') return []
  // The message stands before the frames, and may itself have lines that look like some.
  const start = stack.indexOf(message)
  if (start < 0) return []
  return stack
    .slice(start + message.length)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at [^"'`]{1,300}:\d{1,7}:\d{1,7}\)?$/.test(line))
    .slice(0, FRAMES)
    .map((line) => line.slice(3))
}

/** What is safe to log of anything that was thrown. Never throws. */
export function describeError(error: unknown, depth = 0): SafeError {
  if (!(error instanceof Error)) return { name: typeof error }
  const described: SafeError = { name: word(error, 'name') ?? 'Error' }
  for (const key of ['code', 'digest', 'syscall', 'table', 'constraint', 'routine'] as const) {
    const value = word(error, key)
    if (value !== undefined) described[key] = value
  }
  const at = framesOf(error)
  if (at.length) described.at = at
  // A driver's error inside of Prisma's has its code one level down, in `originalCode`.
  described.code ??= word(error, 'originalCode')
  if (described.code === undefined) delete described.code
  if (error.cause !== undefined && depth < CAUSES) described.cause = describeCause(error.cause, depth + 1)
  return described
}

/** Prisma's drivers give a plain object as the cause. */
function describeCause(cause: unknown, depth: number): SafeError {
  if (cause instanceof Error || typeof cause !== 'object' || cause === null) return describeError(cause, depth)
  const described: SafeError = { name: word(cause, 'kind') ?? word(cause, 'name') ?? 'object' }
  const code = word(cause, 'originalCode') ?? word(cause, 'code')
  return code === undefined ? described : { ...described, code }
}
