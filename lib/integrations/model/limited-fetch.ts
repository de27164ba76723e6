import { AppError } from '@/lib/domain/errors'

const MEGABYTE = 1024 * 1024

/**
 * `deadline`: instant in milliseconds. `stop` ends the whole call, trying again included; its reason says why. `megabytes`: the
 * longest answer that is read, one unless told (a draft that was reworded has a few kilobytes). `retries`: how often a call is
 * tried again, where not as usual.
 */
export type Limits = { deadline: number; stop: AbortController; megabytes?: number; retries?: number }

/**
 * A `fetch` that reads at most so many megabytes, and that does not let the client wait for a "try again" (Retry-After) beyond
 * the deadline. A longer answer stops the call with `too_large`.
 */
export function limitedFetch({ deadline, stop, megabytes = 1 }: Limits): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init)
    const headers = new Headers(response.headers)
    const wait = waitOf(headers)
    // The client's own word for "do not try again".
    if (wait !== null && Date.now() + wait >= deadline) headers.set('x-should-retry', 'false')
    // What is read here is unpacked already.
    headers.delete('content-encoding')
    headers.delete('content-length')
    return new Response(await readBody(response, { stop, megabytes }), {
      status: response.status,
      statusText: response.statusText,
      headers,
    })
  }
}

/** How long the endpoint asks to wait, in milliseconds; null when it does not. */
function waitOf(headers: Headers): number | null {
  const value = headers.get('retry-after')
  if (value === null) return null
  const seconds = Number(value)
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now()
  return Number.isFinite(wait) ? Math.max(0, wait) : null
}

async function readBody(
  response: Response,
  { stop, megabytes }: { stop: AbortController; megabytes: number },
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (response.body === null || [101, 204, 205, 304].includes(response.status)) return null
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.byteLength
    if (size > megabytes * MEGABYTE) {
      const length = megabytes === 1 ? 'a megabyte' : `${megabytes} megabytes`
      stop.abort(new AppError('too_large', `The model’s answer is longer than ${length} and was not read to its end.`))
      stop.signal.throwIfAborted()
    }
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
