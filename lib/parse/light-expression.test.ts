import { expect, test } from 'vitest'
import { light, matchesOf } from './light-expression'

/** Blocks of the languages that are read: Latin, Greek, Cyrillic, kana, Hangul, ideographs, full-width forms, punctuation. */
const BLOCKS = [
  [0x20, 0x24f],
  [0x3a3, 0x3ce],
  [0x400, 0x482],
  [0x48a, 0x52f],
  [0x2010, 0x2070],
  [0x2190, 0x23ff],
  [0x2500, 0x27bf],
  [0x3000, 0x3004],
  [0x3007, 0x3030],
  [0x3041, 0x3096],
  [0x30a0, 0x30ff],
  [0x4e00, 0x4eff],
  [0xac00, 0xacff],
  [0xff01, 0xff9d],
] as const

test.each([
  /^\p{L}$/u,
  /^\p{N}$/u,
  /^\p{Ll}$/u,
  /^\p{Lu}$/u,
  /^[^\p{L}\p{N}]$/u,
  /^\p{Script=Cyrillic}$/u,
  /^\p{Script=Han}$/u,
])('what %s takes stays what it was', (expression) => {
  const other = light(expression)
  expect(other.unicode).toBe(false)
  const differing: string[] = []
  for (const [from, to] of BLOCKS)
    for (let code = from; code <= to; code++) {
      const letter = String.fromCharCode(code)
      if (expression.test(letter) !== other.test(letter)) differing.push(code.toString(16))
    }
  expect(differing).toEqual([])
})

test('case and groups are kept, and an expression that needs whole code points stays as it is', () => {
  expect(light(/(?<!\p{L})(?<word>störung\p{L}*)(?!\p{L})/iu).exec('Die STÖRUNGEN enden')?.groups?.word).toBe(
    'STÖRUNGEN',
  )
  const signs = /[✅🟢]\s*\p{L}/u
  expect(light(signs)).toBe(signs)
  const emoji = /\p{Extended_Pictographic}/u
  expect(light(emoji)).toBe(emoji)
})

test('a list of words that would become too long for V8 to optimise stays as it is', () => {
  const long = new RegExp(Array.from({ length: 400 }, (_, index) => `wort${index}\\p{L}*`).join('|'), 'u')
  expect(light(long)).toBe(long)
})

test('matches are those of matchAll, empty ones too', () => {
  for (const expression of [/\d+/g, /a*/g, /(?<word>\p{L}+)/gu])
    expect(matchesOf('aa 12 b 3', expression)).toEqual([...'aa 12 b 3'.matchAll(expression)])
})
