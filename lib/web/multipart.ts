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
