import { hasMoreParts, readParts } from './multipart'

/** The longest form that a page takes: a source of 5 MB and its reviewed draft, which holds the text again, go through one of them. */
export const POSTED_MEGABYTES = 20
/** The longest form that is taken from whoever is not signed in: those of the sign-in pages hold an address or a token. */
export const OPEN_KILOBYTES = 64

/** What a posted form is refused with. */
export type PostedFault = { status: 400 | 413 | 503; message: string }

/** Whether a long form may come: it was taken, nobody is signed in, or too many others are on their way. */
export type LongForm = 'taken' | 'nobody' | 'busy'

/** Says whether a form of so many bytes, more than `OPEN_KILOBYTES`, may come, and counts it when it may. */
export type TakeLong = (bytes: number) => Promise<LongForm>

const KILOBYTE = 1024
const MEGABYTE = 1024 * KILOBYTE
const OPEN = OPEN_KILOBYTES * KILOBYTE
const LONGEST = POSTED_MEGABYTES * MEGABYTE
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
const TOO_MANY: PostedFault = {
  status: 503,
  message:
    'Too many long forms are arriving at this moment, and nothing was done. Wait until yours are through, then send this one once more.',
}

const kindOf = (request: Request) => request.headers.get('content-type') ?? ''
const isForm = (request: Request) => kindOf(request).startsWith('multipart/form-data')
const isAction = (request: Request) => request.headers.has('next-action')

/** Whether a page reads what it is sent: forms and what actions are called with. With anything else the page is shown, as without it. */
export function isReadByPages(request: Request): boolean {
  if (request.method !== 'POST') return false
  return isForm(request) || (isAction(request) && kindOf(request) !== 'application/x-www-form-urlencoded')
}

/**
 * Why no page can take what is posted to it; null when one can. Next would answer with a 500 and log it like a fault of ours. Reads the
 * body, and no further than it is taken; the page gets one of its own. `takeLong` is asked about a long form alone, once, and before
 * more of it is read than anybody may send.
 */
export async function findPostedFault(request: Request, takeLong: TakeLong): Promise<PostedFault | null> {
  if (!isReadByPages(request)) return null
  const body = await readPosted(request, takeLong).catch(() => UNREADABLE)
  if (!(body instanceof Uint8Array)) return body
  const isGood = !isForm(request)
    ? holdsValues(body.toString('utf8'))
    : isAction(request)
      ? holdsPlainParts(body, kindOf(request))
      : await holdsPlainFields(body, kindOf(request))
  return isGood ? null : UNREADABLE
}

/** Reads a body up to where it is too long. One that does not say how long it is counts as the longest as soon as it is long. */
async function readPosted(request: Request, takeLong: TakeLong): Promise<Buffer<ArrayBuffer> | PostedFault> {
  const declared = Number(request.headers.get('content-length') ?? 0)
  const early = await findLengthFault(declared, declared, takeLong)
  if (early) return early
  const chunks: Uint8Array[] = []
  let size = 0
  let taken = declared > OPEN
  const reader = request.body?.getReader()
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    const chunk: Uint8Array = part.value
    size += chunk.byteLength
    const fault = !taken || size > LONGEST ? await findLengthFault(size, LONGEST, takeLong) : null
    if (fault) {
      await reader?.cancel()
      return fault
    }
    taken ||= size > OPEN
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

/** `counted`: as how many bytes it is counted. */
async function findLengthFault(bytes: number, counted: number, takeLong: TakeLong): Promise<PostedFault | null> {
  if (bytes > LONGEST) return TOO_LONG
  if (bytes <= OPEN) return null
  const answer = await takeLong(counted)
  return answer === 'taken' ? null : answer === 'busy' ? TOO_MANY : TOO_LONG_HERE
}

/** As browsers write it: where there are two boundaries, or odd ones, Next might read other parts than we have looked at. */
const PLAIN_FORM = /^multipart\/form-data; *boundary=([\w'.+-]{1,70})$/

/** What stands between the parts of a form; null where it is odd, or where it has more parts than anybody fills in. */
function boundaryOf(body: Uint8Array, kind: string): string | null {
  const boundary = PLAIN_FORM.exec(kind)?.[1]
  return boundary !== undefined && !hasMoreParts(body, boundary, MOST_PARTS) ? boundary : null
}

/**
 * Whether a form that is posted without a script can be read, and names no action with values beside the form's own fields. None of ours does:
 * what it would be called with is anybody's, and React reads it before we can look.
 */
async function holdsPlainFields(body: Buffer<ArrayBuffer>, kind: string): Promise<boolean> {
  if (boundaryOf(body, kind) === null) return false
  const form = await new Response(body, { headers: { 'content-type': kind } }).formData().catch(() => null)
  return form !== null && ![...form.keys()].some((name) => name.startsWith('$ACTION_REF_'))
}

/** Above the part that holds what an action is called with, as browsers write it. */
const OF_VALUES = 'Content-Disposition: form-data; name="0"'
/** Above a field or a file of a form that an action is called with. */
const OF_FIELD =
  /^Content-Disposition: form-data; name="_[^"\\\r\n]*"(?:; filename="[^"\r\n]*"\r\nContent-Type: [^\r\n]*)?$/

/**
 * Whether the parts of a form for an action are those that React writes for ours: its values once, and fields of forms. Next reads them by other
 * rules than `formData()`: for React `00`, ` 0` and `S0` are names of the values as well, and the first one counts; to busboy a part is a file, and
 * not the values, when its header says so. What we look at has to be what the action is called with, so nothing else is let through.
 */
function holdsPlainParts(body: Buffer, kind: string): boolean {
  const boundary = boundaryOf(body, kind)
  const parts = boundary === null ? null : readParts(body, boundary)
  const values = parts?.filter(({ header }) => header === OF_VALUES) ?? []
  if (!parts?.every(({ header }) => header === OF_VALUES || OF_FIELD.test(header))) return false
  return values.length === 1 && holdsValues(String(values[0]?.value))
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
