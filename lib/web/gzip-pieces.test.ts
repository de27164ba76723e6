import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinAsGzip, joinAsText, packPieces } from './gzip-pieces'

test('a text comes back with other bytes in its gaps, for any text and any number of them', async () => {
  const texts = fc.array(fc.uint8Array({ max: 20 }), { maxLength: 30 })
  const marks = fc.uint8Array({ minLength: 8, maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(texts, marks, marks, async (parts, before, after) => {
      const [old, fresh] = [Buffer.from(before), Buffer.from(after)]
      const text = Buffer.concat(parts.flatMap((part, index) => (index === 0 ? [part] : [old, part])))
      const pieces = await packPieces(text, old)
      // What gunzip gives is what the checksum and the length at the end are of.
      expect(gunzipSync(joinAsGzip(pieces, old))).toEqual(text)
      const wanted = text.toString('latin1').split(old.toString('latin1')).join(fresh.toString('latin1'))
      expect((await joinAsText(pieces, fresh)).toString('latin1')).toBe(wanted)
    }),
  )
})

test('a text longer than what is compressed at once, and one without a gap', async () => {
  const long = Buffer.from('Ошибка подписи ключа. '.repeat(20_000))
  const pieces = await packPieces(long, Buffer.from('nonce'))
  expect(pieces.pieces.length).toBe(1)
  expect(pieces.bytes).toBeLessThan(long.length / 20)
  expect(gunzipSync(joinAsGzip(pieces, Buffer.from('other'))).equals(long)).toBe(true)
})

test('an empty text, and one that is nothing but gaps', async () => {
  const gap = Buffer.from('0123456789abcdef')
  expect(gunzipSync(joinAsGzip(await packPieces(Buffer.alloc(0), gap), gap)).length).toBe(0)
  const gaps = await packPieces(Buffer.concat([gap, gap, gap]), gap)
  expect((await joinAsText(gaps, Buffer.from('x'))).toString()).toBe('xxx')
})
