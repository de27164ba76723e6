import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { decodeSource, MAX_SOURCE_BYTES } from './decode'

const bytesOf = (text: string, encoding = 'utf8') => new Uint8Array(iconv.encode(text, encoding))
const refusal = (code: string) => expect.objectContaining({ name: 'AppError', code })
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
  expect(() => decodeSource(new Uint8Array())).toThrow(refusal('bad_input'))
  expect(() => decodeSource(bytesOf(' \n\t \uFEFF'))).toThrow(refusal('bad_input'))
  expect(() => decodeSource(bytesOf('%PDF-1.7\n…'))).toThrow('PDF')
  expect(() => decodeSource(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).toThrow(refusal('unsupported'))
  expect(() => decodeSource(new Uint8Array(2048).map((_, index) => (index * 197) % 251))).toThrow(
    refusal('unsupported'),
  )
  expect(() => decodeSource(new Uint8Array(64))).toThrow(refusal('unsupported'))
  expect(() => decodeSource(new Uint8Array(MAX_SOURCE_BYTES + 1))).toThrow(refusal('too_large'))
})

test('the result never has what Postgres cannot store', () => {
  expect(decodeSource(bytesOf(`${GERMAN}\u0000`))).toBe(`${GERMAN}\uFFFD`)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      let text: string
      try {
        text = decodeSource(bytes)
      } catch (error) {
        expect(error).toMatchObject({ name: 'AppError' })
        return
      }
      expect(text).not.toContain('\u0000')
      expect(text.isWellFormed()).toBe(true)
    }),
  )
})
