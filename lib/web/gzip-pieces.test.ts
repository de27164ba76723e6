import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinAsGzip, joinAsText, packPieces } from './gzip-pieces'

/** Most pieces of a text. */
const MOST = 40

async function pack(text: Buffer, between: Buffer) {
  const pieces = await packPieces(text, between, MOST)
  if (pieces === null) throw new Error('The text has too many pieces')
  return pieces
}

test('a text comes back with other bytes in its gaps, for any text and any number of them', async () => {
  const texts = fc.array(fc.uint8Array({ max: 20 }), { maxLength: 30 })
  const marks = fc.uint8Array({ minLength: 8, maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(texts, marks, marks, async (parts, before, after) => {
      const [old, fresh] = [Buffer.from(before), Buffer.from(after)]
      const text = Buffer.concat(parts.flatMap((part, index) => (index === 0 ? [part] : [old, part])))
      const pieces = await pack(text, old)
      // What gunzip gives is what the checksum and the length at the end are of.
      expect(gunzipSync(joinAsGzip(pieces, old))).toEqual(text)
      const wanted = text.toString('latin1').split(old.toString('latin1')).join(fresh.toString('latin1'))
      expect((await joinAsText(pieces, fresh)).toString('latin1')).toBe(wanted)
    }),
  )
})

test('a text longer than what is compressed at once, and one without a gap', async () => {
  const long = Buffer.from('Ошибка подписи ключа. '.repeat(20_000))
  const pieces = await pack(long, Buffer.from('nonce'))
  expect(pieces.pieces.length).toBe(1)
  expect(pieces.deflated.length).toBeLessThan(long.length / 20)
  expect(gunzipSync(joinAsGzip(pieces, Buffer.from('other'))).equals(long)).toBe(true)
})

test('an empty text, and one that is nothing but gaps', async () => {
  const gap = Buffer.from('0123456789abcdef')
  expect(gunzipSync(joinAsGzip(await pack(Buffer.alloc(0), gap), gap)).length).toBe(0)
  const gaps = await pack(Buffer.concat([gap, gap, gap]), gap)
  expect((await joinAsText(gaps, Buffer.from('x'))).toString()).toBe('xxx')
})

test('of many short pieces nothing is held but their bytes, and of too many none', async () => {
  const gap = Buffer.from('0123456789abcdef')
  const rows = Array.from({ length: MOST }, (_, index) => Buffer.from(`row ${index}`))
  const text = Buffer.concat(rows.flatMap((row, index) => (index === 0 ? [row] : [gap, row])))
  const { deflated } = await pack(text, gap)
  expect(deflated.buffer.byteLength).toBe(deflated.length)
  expect(deflated.length).toBeLessThan(MOST * 30)
  expect(await packPieces(Buffer.concat([text, gap, gap]), gap, MOST)).toBeNull()
})
