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
  if (form === null) return UNREADABLE
  const values = form.get('0')
  return !isAction || (typeof values === 'string' && holdsValues(values)) ? null : UNREADABLE
}

/** Whether a text is a list of what an action is called with. */
function holdsValues(text: string): boolean {
  try {
    const values: unknown = JSON.parse(text)
    return Array.isArray(values) && values.length <= MOST_VALUES
  } catch {
    return false
  }
}
