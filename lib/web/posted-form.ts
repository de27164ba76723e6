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

/** How deep values may be nested: React reads them level by level and would run out of stack. */
const DEEPEST = 100
/** What React writes for values that JSON does not have, as far as our actions are called with them; `$K` is a form. */
const WRITTEN = /^\$(?:\$|undefined$|NaN$|-?Infinity$|-0$|D\d{4}-|K[0-9a-f]+$|T)/
/** The same thing once more: `$0:1:owner` is the owner of the second value. */
const ONCE_MORE = /^\$0((?::[^:]+)*)$/

/** Whether a text is a list of what an action is called with: of values that React can read, none too deep. */
function holdsValues(text: string): boolean {
  const values = readValues(text)
  if (!Array.isArray(values) || values.length > MOST_VALUES) return false
  let level: unknown[] = values
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST || !level.every((value) => typeof value !== 'string' || isReadable(value, values))) return false
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values<unknown>(value) : []))
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

function isReadable(value: string, values: unknown[]): boolean {
  if (!value.startsWith('$') || WRITTEN.test(value)) return true
  const path = ONCE_MORE.exec(value)?.[1]
  if (path === undefined) return false
  let found: unknown = values
  for (const key of path.split(':').slice(1)) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return false
    found = Object.entries(found).find(([name]) => name === key)?.[1]
  }
  return true
}
