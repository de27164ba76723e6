export const MEGABYTE = 1024 * 1024

/** Statuses of answers that have no body. */
const WITHOUT_BODY = [101, 204, 205, 304]

/** An answer whose body has been read, with that body in its place. */
export function answerWith(response: Response, body: Uint8Array<ArrayBuffer> | null): Response {
  const headers = new Headers(response.headers)
  // What is read here is unpacked already.
  headers.delete('content-encoding')
  headers.delete('content-length')
  const { status, statusText } = response
  return new Response(body, { status, statusText, headers })
}

/**
 * The body of an answer, of which at most so many bytes are unpacked; null when there is none. Of a longer one no more is read, and what `tooLong` gives is
 * thrown. When `ended` is aborted the rest is left, and the connection with it.
 */
export async function readLimited(
  response: Response,
  bytes: number,
  tooLong: () => Error,
  ended?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (response.body === null || WITHOUT_BODY.includes(response.status)) return null
  const reader = response.body.getReader()
  const leave = () => void reader.cancel().catch(() => undefined)
  ended?.addEventListener('abort', leave, { once: true })
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      ended?.throwIfAborted()
      if (done) return new Uint8Array(Buffer.concat(chunks))
      size += value.byteLength
      if (size > bytes) throw tooLong()
      chunks.push(value)
    }
  } catch (error) {
    leave()
    throw error
  } finally {
    ended?.removeEventListener('abort', leave)
  }
}
