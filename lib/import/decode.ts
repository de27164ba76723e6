import chardet from 'chardet'
import iconv from 'iconv-lite'
import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import { chooseCharset } from './charset'
import { declaredCharset } from './declared-charset'

/** One source, in bytes: the history of a large company's status page has some. Texts that are not data are limited further. */
export const MAX_SOURCE_BYTES = 20 * 1024 * 1024

/** First bytes of files that people drop by mistake, and what to say of them. */
const SIGNATURES: readonly { bytes: readonly number[]; name: string }[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46], name: sentence`a PDF file` },
  { bytes: [0x50, 0x4b, 0x03, 0x04], name: sentence`a ZIP archive` },
  { bytes: [0x1f, 0x8b], name: sentence`a gzip archive` },
  { bytes: [0x89, 0x50, 0x4e, 0x47], name: sentence`a PNG image` },
  { bytes: [0xff, 0xd8, 0xff], name: sentence`a JPEG image` },
  { bytes: [0x47, 0x49, 0x46, 0x38], name: sentence`a GIF image` },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], name: sentence`an old Office document` },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], name: sentence`a 7z archive` },
  { bytes: [0x42, 0x5a, 0x68], name: sentence`a bzip2 archive` },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], name: sentence`an xz archive` },
  { bytes: [0x52, 0x61, 0x72, 0x21], name: sentence`a RAR archive` },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], name: sentence`a zstd archive` },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], name: sentence`a program` },
]

/** Why a document of this size, in bytes, is not read at all; null when it is. */
export function readableError(size: number): AppError | null {
  if (size <= MAX_SOURCE_BYTES) return null
  const limit = MAX_SOURCE_BYTES / 1024 / 1024
  const megabytes = (size / 1024 / 1024).toFixed(1)
  return new AppError('too_large', `The document has ${megabytes} MB; at most ${limit} MB can be imported.`)
}

/** Throws what `readableError` gives. */
export function assertReadable(size: number): void {
  const error = readableError(size)
  if (error) throw error
}

/** `doubt`: why a person should look at the text, when its encoding was a guess. */
export type DecodedSource = { text: string; doubt: string | null }

/**
 * Turns the bytes of a document into text: UTF-8, UTF-16 and UTF-32 by their byte order mark, UTF-8 when the bytes are valid,
 * else the encoding that a page declares, else the
 * legacy one whose text looks most like a language. The text has no NUL and no lone surrogate, which Postgres
 * could not keep. Throws `bad_input` for an empty document, `too_large`, and `unsupported` for bytes that are not a text.
 */
export function decodeSource(bytes: Uint8Array): DecodedSource {
  assertReadable(bytes.length)
  const signature = SIGNATURES.find((one) => one.bytes.every((byte, index) => bytes[index] === byte))
  if (signature) throw new AppError('unsupported', `This is ${signature.name}, not a text. Export it as text first.`)
  const marked = decodeMarked(bytes) ?? decodeEscaped(bytes) ?? decodeUtf8(bytes)
  const { text, doubt } = marked === null ? decodeLegacy(bytes) : { text: marked, doubt: null }
  const clean = text.replaceAll('\u0000', '\uFFFD').toWellFormed()
  if (clean.trim() === '') throw new AppError('bad_input', 'The document is empty.')
  return { text: clean, doubt }
}

/** Text with a byte order mark, or UTF-16 without one. */
function decodeMarked(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return decodeUtf8(bytes.subarray(3))
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return decodeAs(bytes.subarray(4), 'utf-32le')
  if (a === 0xff && b === 0xfe) return decodeAs(bytes.subarray(2), 'utf-16le')
  if (a === 0xfe && b === 0xff) return decodeAs(bytes.subarray(2), 'utf-16be')
  const unmarked = guessUtf16(bytes)
  return unmarked && decodeAs(bytes, unmarked)
}

const SAMPLE = 4096
/** Share of blanks, line ends, digits and signs below which a text in UTF-16 is not told from other bytes. */
const MIN_ASCII = 0.03

/** Share of zeros on the other side: the first letter of each block of Unicode ends in one, such as a frequent one of Korean. */
const MAX_OTHER = 0.35

/** In UTF-16 every blank and line end has a zero byte, always on the same side; no other text has any. */
function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return null
  const sample = bytes.subarray(0, SAMPLE)
  let even = 0
  let odd = 0
  sample.forEach((byte, index) => {
    if (byte === 0 && index % 2 === 0) even++
    else if (byte === 0) odd++
  })
  const least = Math.max(2, (sample.length / 2) * MIN_ASCII)
  if (odd >= least && even < odd * MAX_OTHER) return 'utf-16le'
  return even >= least && odd < even * MAX_OTHER ? 'utf-16be' : null
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    assertText(text)
    return text
  } catch (error) {
    if (error instanceof AppError) throw error
    return null
  }
}

const UNSURE = sentence`Which encoding the text is in was a guess. Look whether its letters are right; if not, save it as UTF-8.`

function decodeLegacy(bytes: Uint8Array): DecodedSource {
  const declared = declaredCharset(bytes)
  const said = declared && iconv.decode(Buffer.from(bytes), declared)
  if (said && !said.includes('\uFFFD')) return { text: said, doubt: null }
  const broken = decodeBroken(bytes)
  if (broken !== null) return { text: broken, doubt: BROKEN }
  const chosen = chooseCharset(bytes)
  const encoding = chosen?.encoding ?? chardet.detect(bytes)
  if (encoding === null || !iconv.encodingExists(encoding)) throw notText()
  return { text: decodeAs(bytes, encoding), doubt: chosen?.sure ? null : UNSURE }
}

const BROKEN = sentence`Some bytes of this text are not UTF-8, as the others are; they are shown as \uFFFD.`
/** So many letters beyond ASCII are right for each that is broken: in another encoding hardly any would be. */
const RIGHT_FOR_EACH = 10

/** UTF-8 with a few broken bytes, as cut or patched files have; null for other encodings. */
function decodeBroken(bytes: Uint8Array): string | null {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  let wrong = 0
  let right = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0xfffd) wrong++
    else if (code >= 0x80) right++
  }
  return right >= wrong * RIGHT_FOR_EACH ? text : null
}

/** Japanese mail's encoding is ASCII with escapes, and so it would pass for UTF-8. */
function decodeEscaped(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, SAMPLE)).toString('latin1')
  if (!['\u001B$B', '\u001B$@'].some((escape) => start.includes(escape))) return null
  const text = new TextDecoder('iso-2022-jp').decode(bytes)
  return text.includes('\uFFFD') ? null : text
}

function decodeAs(bytes: Uint8Array, encoding: string): string {
  const text = iconv.decode(Buffer.from(bytes), encoding)
  assertText(text)
  return text
}

/** Share of control and replacement characters from which bytes are not a text. */
const TOO_STRANGE = 0.02

function assertText(text: string): void {
  const sample = text.slice(0, 64 * 1024)
  let strange = 0
  for (let index = 0; index < sample.length; index++) if (isStrange(sample.charCodeAt(index))) strange++
  if (strange > sample.length * TOO_STRANGE) throw notText()
}

/** Control characters other than white space and escape (terminal colours), and U+FFFD. */
function isStrange(code: number): boolean {
  if (code === 0xfffd || (code >= 0x7f && code <= 0x9f)) return true
  return code < 0x20 && code !== 0x1b && !(code >= 0x09 && code <= 0x0d)
}

function notText(): AppError {
  return new AppError(
    'unsupported',
    'These bytes are not a text in a known encoding. Export the document as text first.',
  )
}
