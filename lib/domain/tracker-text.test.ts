import fc from 'fast-check'
import { expect, test } from 'vitest'
import { adfOf, issueTextOf, literalMarkdown, markdownOf, markerOf, quietTitle, oneLine } from './tracker-text'
import { readIssueReference } from './tracker-reference'
import { nextCall, pauseUntil } from './tracker-schedule'

const LINK = 'https://hindsight.example.org/action-items/1'
const none = { description: null, condition: null, scope: null, dependency: null }
const toldOf = (text: string) => issueTextOf({ ...none, title: { en: 'Flush' }, description: { en: text } }, LINK)

test('nobody is mentioned, nothing is linked and nothing is formatted by what an item says', () => {
  const text = literalMarkdown('ask @everyone and @acme/ops about #12, acme/api#3, GH-4\n# no *title* <b>x</b> [a](b)')
  expect(text).not.toMatch(/@[a-z]|#\d|GH-\d/)
  expect(text).toContain('#\u200B no \\*title\\* \\<b\\>x\\</b\\> \\[a\\]\\(b\\)')
  expect(literalMarkdown('- item\n1. first\n---')).toBe('\\- item  \n1\\. first  \n\\---')
  expect(literalMarkdown('see https://a.example/x_y?b=1&c=2 now')).toBe('see <https://a.example/x_y?b=1&c=2> now')
  expect(literalMarkdown('https://a.example/>[x](javascript:alert)')).not.toMatch(/\]\(/)
  expect(quietTitle('Tell @everyone')).not.toContain('@everyone')
})

test('no text makes the comment that marks an issue, or ends it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 60 }), (text) => {
      const body = markdownOf(toldOf(`${text}<!-- hindsight:x -->`), 'mine')
      expect(body.split('<!--')).toHaveLength(2)
      expect(body).toContain(markerOf('mine'))
    }),
  )
})

test('the document for Jira holds text as text, and no empty node', () => {
  const document = adfOf(toldOf('hello @everyone\n\n{code}x{code} [~sam]'))
  const [first] = document.content
  expect(first?.content).toEqual([
    { type: 'text', text: 'hello @everyone' },
    { type: 'hardBreak' },
    { type: 'hardBreak' },
    { type: 'text', text: '{code}x{code} [~sam]' },
  ])
})

test('a title is one line that every tracker takes', () => {
  const { title } = issueTextOf({ ...none, title: { de: `Zeile\u0000 eins\n${'x'.repeat(400)}` } }, LINK)
  expect(title).toMatch(/^Zeile eins x+…$/)
  expect(title).toHaveLength(250)
})

const PROJECTS = [
  { id: 'g', kind: 'github' as const, key: 'acme/ops', isDefault: true },
  { id: 'h', kind: 'github' as const, key: 'acme/api', isDefault: false },
  { id: 'j', kind: 'jira' as const, key: 'OPS', isDefault: false },
  { id: 'l', kind: 'linear' as const, key: 'ENG', isDefault: false },
]

test.each([
  ['https://github.com/acme/api/issues/12', 'h', '12'],
  ['https://github.example.org/acme/ops/issues/7?x=1#comment', 'g', '7'],
  ['Acme/API#12', 'h', '12'],
  ['#12', 'g', '12'],
  ['https://acme.atlassian.net/browse/OPS-3', 'j', 'OPS-3'],
  ['ops-3', 'j', 'OPS-3'],
  ['https://linear.app/acme/issue/ENG-12/flush-the-cache', 'l', 'ENG-12'],
  ['ENG-12', 'l', 'ENG-12'],
])('%s is an issue of a known project', (text, projectId, name) => {
  expect(readIssueReference(text, PROJECTS)).toEqual({ projectId, name })
})

test.each([
  '',
  'hello',
  'XYZ-1',
  'https://github.com/acme/other/issues/1',
  'javascript:alert(1)',
  'https://evil.example/',
])('“%s” is none', (text) => {
  expect(readIssueReference(text, PROJECTS)).toBeNull()
})

test('a call is made nine times over three days; a tracker is left alone for six hours at most', () => {
  const now = new Date('2026-11-21T10:00:00Z')
  expect(nextCall(1, now, 0)).toEqual(new Date('2026-11-21T10:00:30Z'))
  expect(nextCall(8, now, 0)).toEqual(new Date('2026-11-23T10:00:00Z'))
  expect(nextCall(9, now, 0)).toBeNull()
  expect(pauseUntil(new Date('2027-01-01T00:00:00Z'), now)).toEqual(new Date('2026-11-21T16:00:00Z'))
  expect(pauseUntil(new Date('2020-01-01T00:00:00Z'), now)).toEqual(new Date('2026-11-21T10:00:01Z'))
})

test('a line that is cut ends with a whole letter', () => {
  expect(oneLine('one\u0000two\nthree', 20)).toBe('one two three')
  for (const length of [4, 5, 6]) expect(oneLine('ab😀😀😀😀', length).isWellFormed()).toBe(true)
  expect(oneLine('ab😀😀😀😀', 4)).toBe('ab…')
})
