import { expect, test } from 'vitest'
import { growth } from '@/tests/factories/growth'
import { readFrontMatter } from './front-matter'
import { parseHindsightDocument } from './hindsight-document'
import { pieceOf } from './piece'
import { findReferences } from './references'
import { readSentences } from './sentences'
import { readSkillText } from './skill-text'

const MARKS = [...'. … ! : * _ # ) ] " \' ` 1 a'.split(' '), ' ', '\t', '. ', '# ']

test.each(MARKS)('a row of %j is read in time that grows with it', (row) => {
  const rowOf = (size: number) => row.repeat(size / row.length)
  const readers: [string, (size: number) => unknown][] = [
    ['heading', (size) => parseHindsightDocument(`---\nhindsight: skill\n---\n# a${rowOf(size)}b\n`)],
    ['section', (size) => readSkillText(`---\nhindsight: skill\nlang: en\ntitle: A\n---\n## a${rowOf(size)}b\n`)],
    ['TOML', (size) => readFrontMatter(`+++\ntitle = a${rowOf(size)}b\n+++\ntext\n`)],
    ['sentence', (size) => readSentences(pieceOf(`a${rowOf(size)}b`, 0, size + 2))],
    ['address', (size) => findReferences(`http://a/${rowOf(size)}b`)],
  ]
  for (const [name, read] of readers) expect(growth(read, 40_000), name).toBeLessThan(3)
})

test.each([
  ['keys of YAML', (index: number) => `${index.toString(36)}:\n`, '---'],
  ['keys of YAML in one map', (index: number) => `${index === 0 ? '{' : ''}? ${index.toString(36)},`, '---'],
  ['keys of TOML', (index: number) => `${index.toString(36)}=1\n`, '+++'],
  ['lists of TOML that are never closed', () => '=[', '+++'],
  ['keys of lists of TOML that are never closed', (index: number) => `${index.toString(36)}=[\n`, '+++'],
])('front matter of %s is read in time that grows with it', (_name, entry, mark) => {
  const read = (size: number) => {
    const entries = Array.from({ length: Math.ceil(size / entry(10_000).length) }, (_, index) => entry(index))
    return readFrontMatter(`${mark}\n${entries.join('')}\n${mark}\ntext\n`)
  }
  // As long as front matter is read at all.
  expect(growth(read, 60_000)).toBeLessThan(3)
})

test('a heading and an address lose what closes them and nothing else', () => {
  const titleOf = (line: string) => parseHindsightDocument(`---\nhindsight: skill\n---\n${line}\n`).documents[0]?.title
  expect(titleOf('#  Locks # 2 ## \t')).toBe('Locks # 2')
  expect(titleOf('##\tLocks')).toBe('Locks')
  const addressIn = (text: string) => findReferences(text)[0]?.target
  expect(addressIn('(see http://a.example/b_(c)).')).toBe('http://a.example/b_(c)')
  expect(addressIn('[it](http://a.example/b)]**')).toBe('http://a.example/b')
  expect(addressIn('http://a.example/b[0]...')).toBe('http://a.example/b[0]')
})
