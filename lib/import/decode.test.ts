import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { AppError } from '@/lib/domain/errors'
import { decodeSource as decode, MAX_SOURCE_BYTES } from './decode'

const bytesOf = (text: string, encoding = 'utf8') => new Uint8Array(iconv.encode(text, encoding))
const decodeSource = (bytes: Uint8Array) => decode(bytes).text
/** Code of the `AppError` that decoding gives; null when it gives a text. */
function refusalOf(bytes: Uint8Array): string | null {
  try {
    decodeSource(bytes)
    return null
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}
const RUSSIAN = 'Сбой авторизации начался в 16:00. Кэш ключей не был очищен, и сервис отклонял новые токены. '.repeat(3)
const GERMAN =
  'Der Vorfall begann um 16:00 Uhr. Schlüssel waren veraltet; für größere Mandanten schlug die Prüfung fehl. '.repeat(3)

test('text survives in every encoding that an editor writes', () => {
  for (const text of [RUSSIAN, GERMAN]) {
    expect(decodeSource(bytesOf(text))).toBe(text)
    expect(decodeSource(bytesOf(`\uFEFF${text}`))).toBe(text)
    for (const encoding of ['utf-16le', 'utf-16be', 'utf-32le']) {
      expect(decodeSource(bytesOf(`\uFEFF${text}`, encoding))).toBe(text)
    }
  }
  expect(decodeSource(bytesOf(GERMAN, 'utf-16le'))).toBe(GERMAN)
  expect(decodeSource(bytesOf(RUSSIAN, 'windows-1251'))).toBe(RUSSIAN)
  expect(decodeSource(bytesOf(RUSSIAN, 'koi8-r'))).toBe(RUSSIAN)
  expect(decodeSource(bytesOf(GERMAN, 'windows-1252'))).toBe(GERMAN)
})

test('line ends, tabs and terminal colours stay as they are', () => {
  const text = 'a\r\n\tb\u001B[31m red \u001B[0m\r\n'
  expect(decodeSource(bytesOf(text))).toBe(text)
})

test('what is no text is refused with a reason', () => {
  expect(refusalOf(new Uint8Array())).toBe('bad_input')
  expect(refusalOf(bytesOf(' \n\t \uFEFF'))).toBe('bad_input')
  expect(() => decodeSource(bytesOf('%PDF-1.7\n…'))).toThrow('PDF')
  expect(refusalOf(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).toBe('unsupported')
  expect(refusalOf(new Uint8Array(2048).map((_, index) => (index * 197) % 251))).toBe('unsupported')
  expect(refusalOf(new Uint8Array(64))).toBe('unsupported')
  expect(refusalOf(new Uint8Array(MAX_SOURCE_BYTES + 1))).toBe('too_large')
})

test('the result never has what Postgres cannot store', () => {
  expect(decodeSource(bytesOf(`${GERMAN}\u0000`))).toBe(`${GERMAN}\uFFFD`)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const text = refusalOf(bytes) === null ? decodeSource(bytes) : ''
      expect(text).not.toContain('\u0000')
      expect(text.isWellFormed()).toBe(true)
    }),
  )
})
