import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { writeDocument } from '@/lib/export/write-document'
import { parseHindsightDocument } from '@/lib/parse/hindsight-document'
import { withoutSpans } from './without-spans'

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures/hindsight')
const cases = readdirSync(FIXTURES)

function readCase(name: string): { input: string; expected: unknown } {
  const read = (file: string) => readFileSync(path.join(FIXTURES, name, file), 'utf8')
  return { input: read('input.md'), expected: JSON.parse(read('expected.json')) }
}

test.each(cases)('%s is read as expected', (name) => {
  const { input, expected } = readCase(name)
  expect(withoutSpans(parseHindsightDocument(input))).toEqual(expected)
})

test.each(cases.filter((name) => !name.startsWith('bad-')))('%s is written and read again unchanged', (name) => {
  const documents = parseHindsightDocument(readCase(name).input).documents
  expect(documents).toHaveLength(1)
  for (const document of documents) {
    const again = parseHindsightDocument(writeDocument(document))
    expect(again.problems).toEqual([])
    expect(again.documents.map(withoutSpans)).toEqual([withoutSpans(document)])
  }
})
