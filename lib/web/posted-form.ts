/** The longest form that a page takes: a source of 5 MB and its reviewed draft, which holds the text again, go through one of them. */
export const POSTED_MEGABYTES = 20

/** What a posted form is refused with. */
export type PostedFault = { status: 400 | 413; message: string }

const MEGABYTE = 1024 * 1024
/** The most values that an action is called with; Next would fail of more. */
const MOST_VALUES = 1_000

const UNREADABLE: PostedFault = {
  status: 400,
  message:
    'This form arrived broken or cut off, and nothing was done. Go back, load the page again and send it once more.',
}
const TOO_LONG: PostedFault = {
  status: 413,
  message: `This form is longer than ${POSTED_MEGABYTES} MB, and nothing was done. Send less at once, or use the command line.`,
}

/**
 * Why no page can take what is posted to it; null when one can. Next would answer with a 500 and log it like a fault of ours. Reads the
 * body; the page gets one of its own.
 */
export async function findPostedFault(request: Request): Promise<PostedFault | null> {
  if (request.method !== 'POST') return null
  if (Number(request.headers.get('content-length') ?? 0) > POSTED_MEGABYTES * MEGABYTE) return TOO_LONG
  const kind = request.headers.get('content-type') ?? ''
  const isForm = kind.startsWith('multipart/form-data')
  const isAction = request.headers.has('next-action')
  // What else is posted is read by nobody: the page is shown.
  if (!isForm && (!isAction || kind === 'application/x-www-form-urlencoded')) return null
  const body = await request.arrayBuffer().catch(() => null)
  if (body === null) return UNREADABLE
  if (body.byteLength > POSTED_MEGABYTES * MEGABYTE) return TOO_LONG
  if (!isForm) return holdsValues(new TextDecoder().decode(body)) ? null : UNREADABLE
  const form = await new Response(body, { headers: { 'content-type': kind } }).formData().catch(() => null)
  if (form === null || (!isAction && holdsBoundAction(form))) return UNREADABLE
  const values = form.get('0')
  return !isAction || (typeof values === 'string' && holdsValues(values)) ? null : UNREADABLE
}

/**
 * Whether a form that is posted without a script names an action with values beside the form's own fields. None of ours does: what it would be
 * called with is anybody's, and React reads it before we can look.
 */
function holdsBoundAction(form: FormData): boolean {
  return [...form.keys()].some((name) => name.startsWith('$ACTION_REF_'))
}

/** How deep values may be nested, those that are named once more included: React reads them level by level and would run out of stack. */
const DEEPEST = 100
/**
 * How many values there may be when those that are named once more are counted each time: so many, or as many times what is written. A
 * kilobyte can name a million.
 */
const MOST_COUNTED = 10_000
const MOST_TIMES = 3
/** What React writes for values that JSON does not have, as far as our actions are called with them; `$K` is a form. */
const WRITTEN = /^\$(?:\$|undefined$|NaN$|-?Infinity$|-0$|D\d{4}-|K[0-9a-f]+$|T)/
/** The same thing once more: `$0:1:owner` is the owner of the second value. */
const ONCE_MORE = /^\$0((?::[^:]+)*)$/

/** How many values something holds, itself among them, and in how many levels. */
type Size = { count: number; levels: number }
const SINGLE: Size = { count: 1, levels: 1 }

/** Whether a text is a list of what an action is called with: of values that React can read, none too deep, and not too many. */
function holdsValues(text: string): boolean {
  const values = readValues(text)
  if (!Array.isArray(values) || values.length > MOST_VALUES) return false
  /** Null while it is counted: what holds itself has no end. */
  const known = new Map<object, Size | null>()
  let written = 0

  function sizeOf(value: unknown, depth: number): Size | null {
    if (depth > DEEPEST) return null
    if (typeof value === 'string' && value.startsWith('$') && !WRITTEN.test(value)) {
      const named = findNamed(value, values)
      return named === undefined ? null : sizeOf(named, depth + 1)
    }
    if (typeof value !== 'object' || value === null) return SINGLE
    const before = known.get(value)
    if (before !== undefined) return before !== null && depth + before.levels <= DEEPEST ? before : null
    known.set(value, null)
    const size = { ...SINGLE }
    const all: unknown[] = Object.values(value)
    for (const inner of all) {
      written++
      const held = sizeOf(inner, depth + 1)
      if (held === null) return null
      size.count += held.count
      size.levels = Math.max(size.levels, held.levels + 1)
    }
    known.set(value, size)
    return size
  }

  const size = sizeOf(values, 0)
  return size !== null && size.count <= Math.max(MOST_COUNTED, written * MOST_TIMES)
}

function readValues(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What a text names once more; undefined for what is not there. */
function findNamed(text: string, values: unknown): unknown {
  const path = ONCE_MORE.exec(text)?.[1]
  if (path === undefined) return undefined
  let found: unknown = values
  for (const key of path.split(':').slice(1)) {
    if (typeof found !== 'object' || found === null) return undefined
    found = Object.getOwnPropertyDescriptor(found, key)?.value
  }
  return found
}
