import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { drawableText, isDrawn } from './drawable-text'

/** Characters that a TrueType font has a glyph for, by its table of character codes in format 4. */
function charactersOf(file: string): Set<number> {
  const font = fs.readFileSync(file)
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, index) => 12 + index * 16)
  const cmap = tables.find((at) => font.toString('latin1', at, at + 4) === 'cmap')
  if (cmap === undefined) throw new Error('a font without a table of characters')
  const start = font.readUInt32BE(cmap + 8)
  const found = new Set<number>()
  for (let index = 0; index < font.readUInt16BE(start + 2); index++) {
    const table = start + font.readUInt32BE(start + 4 + index * 8 + 4)
    if (font.readUInt16BE(table) !== 4) continue
    const segments = font.readUInt16BE(table + 6) / 2
    for (let segment = 0; segment < segments; segment++) {
      const last = font.readUInt16BE(table + 14 + segment * 2)
      for (let code = font.readUInt16BE(table + 16 + (segments + segment) * 2); code <= last && code < 0xffff; code++)
        found.add(code)
    }
  }
  return found
}

test('what is said to be drawn is in the font of pictures: otherwise it would be looked for on the network, or be a box', () => {
  // The font that `next/og` uses when it is given none.
  const font = charactersOf(path.resolve('node_modules/next/dist/compiled/@vercel/og/Geist-Regular.ttf'))
  const said = Array.from({ length: 0x10000 }, (_, code) => code).filter((code) => isDrawn(String.fromCharCode(code)))
  expect(said.length).toBeGreaterThan(500)
  expect(said.filter((code) => !font.has(code)).map((code) => code.toString(16))).toEqual([])
})

test('German and Russian are drawn as they are, in one line', () => {
  const titles = ['Anmeldefehler nach Schlüsselrotation: „groß“', 'Сбой входа после ротации ключа — ё']
  for (const title of titles) expect(drawableText(title, 100)).toBe(title)
  expect(drawableText('One\n\ttwo  three', 100)).toBe('One two three')
})

test('a sign that the font lacks is left out, a letter makes the whole text undrawable', () => {
  expect(drawableText('🔥 Search down 🔥', 100)).toBe('Search down')
  expect(drawableText('決済サービスの障害', 100)).toBeNull()
  expect(drawableText('API 障害', 100)).toBeNull()
  expect(drawableText('🔥', 100)).toBeNull()
})

test('a long text ends with an ellipsis, and a letter of two parts is one', () => {
  expect(drawableText('a'.repeat(30), 10)).toBe(`${'a'.repeat(9)}…`)
  expect(drawableText('Scho\u0308n', 100)).toBe('Schön')
})
