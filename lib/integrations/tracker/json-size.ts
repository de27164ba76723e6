/** Values of one answer, and lists or objects within each other: parsing many more takes seconds, in which nothing else is answered. */
const MOST_VALUES = 100_000
const DEEPEST = 100

const [QUOTE, BACKSLASH, COMMA, LIST, LIST_END, OBJECT, OBJECT_END] = Buffer.from('"\\,[]{}')

/** Whether a text of JSON has no more values, and none deeper, than a tracker's answer may have. It is told by its signs alone; whether it is JSON is not. */
export function isPlainJson(bytes: Uint8Array): boolean {
  let values = 0
  let depth = 0
  let isText = false
  for (let at = 0; at < bytes.length; at++) {
    const sign = bytes[at]
    if (isText) {
      if (sign === BACKSLASH) at++
      else if (sign === QUOTE) isText = false
    } else if (sign === QUOTE) isText = true
    else if (sign === COMMA) values++
    else if (sign === LIST || sign === OBJECT) {
      values++
      depth++
      if (depth > DEEPEST) return false
    } else if (sign === LIST_END || sign === OBJECT_END) depth--
    if (values > MOST_VALUES) return false
  }
  return true
}
