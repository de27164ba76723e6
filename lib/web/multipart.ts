/**
 * Whether a `multipart/form-data` body has more than so many parts, told before one of them is read: each costs far more to read than
 * its letters do, and a form of nothing else would hold up everybody.
 */
export function hasMoreParts(body: Uint8Array, boundary: string, most: number): boolean {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const mark = `--${boundary}`
  let marks = 0
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + mark.length)) {
    // The last one ends the form.
    if (++marks > most + 1) return true
  }
  return false
}

/** A part of a form: what stands above its value, a character for each byte, and the value. */
export type Part = { header: string; value: Buffer }

const [LINE, END] = ['\r\n', '--']
const HEADER_END = '\r\n\r\n'

/**
 * The parts of a `multipart/form-data` body that is written as browsers write it. Null for any other: readers agree about the parts of this
 * one alone. Nothing stands before, between and behind its parts, and its mark nowhere else.
 */
export function readParts(body: Uint8Array, boundary: string): Part[] | null {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const mark = `--${boundary}`
  const parts: Part[] = []
  const says = (what: string, at: number) => bytes.toString('latin1', at, at + what.length) === what
  if (!says(mark, 0)) return null
  for (let at = mark.length; ;) {
    if (says(END, at)) {
      const rest = bytes.length - at - END.length
      return rest === 0 || (rest === LINE.length && says(LINE, at + END.length)) ? parts : null
    }
    if (!says(LINE, at)) return null
    const from = at + LINE.length
    const next = bytes.indexOf(mark, from)
    if (next === -1 || !says(LINE, next - LINE.length)) return null
    const headerEnd = bytes.indexOf(HEADER_END, from)
    const valueFrom = headerEnd + HEADER_END.length
    if (headerEnd === -1 || valueFrom > next - LINE.length) return null
    parts.push({
      header: bytes.toString('latin1', from, headerEnd),
      value: bytes.subarray(valueFrom, next - LINE.length),
    })
    at = next + mark.length
  }
}
