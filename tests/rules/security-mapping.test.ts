// docs/security.md names a test for every case: they exist, under these names.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8')
const rows = [
  ...read('docs/security.md').matchAll(/^\| (?<what>[^|]+?) +\| (?<name>[^|]+?) +\| `(?<file>[^`|]+\.ts)` +\|$/gm),
].map(({ groups }) => ({ what: groups?.what ?? '', name: groups?.name ?? '', file: groups?.file ?? '' }))
/** The declaration of a test: its name in quotes behind `test(`, or behind the table of `test.each`. */
const declares = (text: string, name: string) =>
  ["'", '`', '"'].some((quote) => text.includes(`${quote}${name}${quote}`))

test('the page has a case for each seed that is applied to ourselves', () => {
  const seeds = [...Array.from({ length: 16 }, (_, index) => index + 1), 18]
  const missing = seeds.filter((seed) => !rows.some(({ what }) => what.startsWith(`D${seed} `)))
  expect(missing).toEqual([])
  expect(rows.length).toBeGreaterThan(90)
})

test.each(rows)('$what: $name', ({ name, file }) => {
  expect(fs.existsSync(path.join(root, file)), file).toBe(true)
  expect(declares(read(file), name), `a test “${name}” in ${file}`).toBe(true)
})
