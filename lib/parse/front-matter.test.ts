import { parseDocument } from 'yaml'
import { expect, test } from 'vitest'
import { readFrontMatter } from './front-matter'

const TEXTS = [
  'a: 1\nb: 2\na: 3',
  'a: 1\n"a": 3\nb: [',
  'a: 1\n1: b\n"1": c',
  '1: b\n0x1: c',
  'a:\n  b: 1\n  c: 2\n  b: 3\nd: 4',
  'a:\n  - b: 1\n    c: 2\n    b: 3\nd: {e: 1, f: 2, e: 3}',
  'x: {a: 1, a: 2}\na: 1\na: 2',
  '? a\n: 1\n? a\n: 2',
  '? {c: 1, c: 2}\n: 1',
  '? [a]\n: 1\n? [a]\n: 2',
  '&k a: 1\n!!str a: 2',
  '.nan: 1\n.nan: 2',
  'null: 1\n~: 2',
  '<<: {a: 1}\n<<: {b: 1}',
  'a: 1\na: 2\nb: "open',
  'b: @c\na: 1\na: 2',
  'a: 1\r\nb: 2\r\na: 3',
  'a: 1\nb: 2\nc:\n  a: 1',
]

test.each(TEXTS)('keys of front matter that are given twice are told as the reader of YAML tells them: %j', (yaml) => {
  const document = parseDocument(yaml, { schema: 'core', strict: true, uniqueKeys: true, logLevel: 'silent' })
  const { problems, values } = readFrontMatter(`---\n${yaml}\n---\ntext\n`)
  const [error] = document.errors
  const said = error?.message.split('\n')[0]?.replace(/:$/, '')
  expect(problems.map(({ message }) => message)).toEqual(
    said === undefined ? [] : [`The front matter is not valid YAML (${said}); it was kept as text.`],
  )
  expect(values).toEqual(error ? {} : document.toJS())
})

test('lists of TOML may go on over lines, and one that is never closed hides none before it', () => {
  const read = (toml: string) => readFrontMatter(`+++\n${toml}\n+++\ntext\n`).values
  expect(read('tags = [\n  "a",\n  "b"\n]\ntitle = "T"')).toEqual({ tags: ['a', 'b'], title: 'T' })
  expect(read('tags = ["a",\n"b"]\nother = [\n"c"\ntitle = "T"')).toEqual({
    tags: ['a', 'b'],
    other: '[',
    title: 'T',
  })
})
