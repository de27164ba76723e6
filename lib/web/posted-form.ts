import { hasMoreParts } from './multipart'

/** The longest form that a page takes: a source of 5 MB and its reviewed draft, which holds the text again, go through one of them. */
export const POSTED_MEGABYTES = 20
/** The longest form that is taken from whoever is not signed in: those of the sign-in pages hold an address or a token. */
export const OPEN_KILOBYTES = 64

/** What a posted form is refused with. */
export type PostedFault = { status: 400 | 413; message: string }

const KILOBYTE = 1024
const MEGABYTE = 1024 * KILOBYTE
/** The most fields and files of a form. */
const MOST_PARTS = 1_000
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
const TOO_LONG_HERE: PostedFault = {
  status: 413,
  message: `This form is longer than ${OPEN_KILOBYTES} KB, and nothing was done: you are not signed in any more. Sign in, then send it once more.`,
}

/**
 * Why no page can take what is posted to it; null when one can. Next would answer with a 500 and log it like a fault of ours. Reads the
 * body; the page gets one of its own. `isSignedIn` is asked about a long form alone, and before anything is made of it.
 */
export async function findPostedFault(
  request: Request,
  isSignedIn: () => Promise<boolean>,
): Promise<PostedFault | null> {
  if (request.method !== 'POST') return null
  const declared = Number(request.headers.get('content-length') ?? 0)
  const tooLong = await findLengthFault(declared, isSignedIn)
  if (tooLong) return tooLong
  const kind = request.headers.get('content-type') ?? ''
  const isForm = kind.startsWith('multipart/form-data')
  const isAction = request.headers.has('next-action')
  // What else is posted is read by nobody: the page is shown.
  if (!isForm && (!isAction || kind === 'application/x-www-form-urlencoded')) return null
  const body = await request.arrayBuffer().catch(() => null)
  if (body === null) return UNREADABLE
  const longer = body.byteLength > declared ? await findLengthFault(body.byteLength, isSignedIn) : null
  if (longer) return longer
  if (!isForm) return holdsValues(new TextDecoder().decode(body)) ? null : UNREADABLE
  if (!holdsFewParts(body, kind)) return UNREADABLE
  const form = await new Response(body, { headers: { 'content-type': kind } }).formData().catch(() => null)
  if (form === null || (!isAction && holdsBoundAction(form))) return UNREADABLE
  const values = form.get('0')
  return !isAction || (typeof values === 'string' && holdsValues(values)) ? null : UNREADABLE
}

async function findLengthFault(bytes: number, isSignedIn: () => Promise<boolean>): Promise<PostedFault | null> {
  if (bytes > POSTED_MEGABYTES * MEGABYTE) return TOO_LONG
  return bytes > OPEN_KILOBYTES * KILOBYTE && !(await isSignedIn()) ? TOO_LONG_HERE : null
}

/** As browsers write it: where there are two boundaries, or odd ones, Next might read other parts than we have looked at. */
const PLAIN_FORM = /^multipart\/form-data; *boundary=([\w'.+-]{1,70})$/

/** Whether a form has no more parts than anybody fills in. */
function holdsFewParts(body: ArrayBuffer, kind: string): boolean {
  const boundary = PLAIN_FORM.exec(kind)?.[1]
  return boundary !== undefined && !hasMoreParts(new Uint8Array(body), boundary, MOST_PARTS)
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
/**
 * How many values may be written: a long conversation that somebody has reviewed has some hundred thousand. What is written short, as `{}`, takes
 * fifty times its length to keep.
 */
const MOST_WRITTEN = 500_000
/** The longest name of a value that is there already: ours are a few letters, and cost as much time as they are long. */
const LONGEST_NAME = 1_000
/** The most forms that an action is called with: for each, React looks through all parts. */
const MOST_FORMS = 10
/** What React writes for values that JSON does not have, as far as our actions are called with them; `$K` is a form. */
const WRITTEN = /^\$(?:\$|undefined$|NaN$|-?Infinity$|-0$|D\d{4}-|K[0-9a-f]+$|T)/
/** The same thing once more: `$0:1:owner` is the owner of the second value. */
const ONCE_MORE = /^\$0((?::[^:]+)*)$/

const A_FORM = /^\$K/

/** How many values something holds, itself among them, and in how many levels. */
type Size = { count: number; levels: number }
const SINGLE: Size = { count: 1, levels: 1 }

/** Whether a text is a list of what an action is called with: of values that React can read, none too deep, and not too many. */
function holdsValues(text: string): boolean {
  if (!holdsFewWritten(text)) return false
  const values = readValues(text)
  if (!Array.isArray(values) || values.length > MOST_VALUES) return false
  /** Null while it is counted: what holds itself has no end. */
  const known = new Map<object, Size | null>()
  let written = 0
  let forms = 0

  function sizeOf(value: unknown, depth: number): Size | null {
    if (depth > DEEPEST) return null
    if (typeof value === 'string' && value.startsWith('$') && !WRITTEN.test(value)) {
      const named = findNamed(value, values)
      return named === undefined ? null : sizeOf(named, depth + 1)
    }
    if (typeof value === 'string' && A_FORM.test(value) && ++forms > MOST_FORMS) return null
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

const [QUOTE, BACKSLASH, COMMA, LIST, OBJECT] = ['"', '\\', ',', '[', '{'].map((sign) => sign.charCodeAt(0))

/** Whether JSON holds no more values than may be written: told by the signs before each of them, and before anything is made of it. */
function holdsFewWritten(text: string): boolean {
  let written = 0
  let isText = false
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at)
    if (sign === QUOTE) isText = !isText
    else if (isText) at += sign === BACKSLASH ? 1 : 0
    else if ((sign === COMMA || sign === LIST || sign === OBJECT) && ++written > MOST_WRITTEN) return false
  }
  return true
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
  if (text.length > LONGEST_NAME) return undefined
  const path = ONCE_MORE.exec(text)?.[1]
  if (path === undefined) return undefined
  let found: unknown = values
  for (const key of path.split(':').slice(1)) {
    if (typeof found !== 'object' || found === null) return undefined
    found = Object.getOwnPropertyDescriptor(found, key)?.value
  }
  return found
}
