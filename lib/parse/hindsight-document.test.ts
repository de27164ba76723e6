import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isHindsightDocument, parseHindsightDocument } from './hindsight-document'

const PATTERN = `---
hindsight: pattern
title: Cache outlives the key
slug: cache-outlives-key
family: credential lifecycle
mechanism: A validator keeps an old key set after the signer has moved on.
lang: en
cues:
  en: [stale jwks, 'cache* + rotat*']
  ru: ['кэш* + ротаци*']
questions:
  - Which caches hold the old key, and for how long?
controls:
  - Invalidate first, rotate after.
---

The longer story.
`

test('a pattern is read with its place in the text', () => {
  const draft = parseHindsightDocument(PATTERN)
  expect(draft.problems).toEqual([])
  const [document] = draft.documents
  expect(document).toMatchObject({
    kind: 'pattern',
    slug: 'cache-outlives-key',
    lang: 'en',
    body: 'The longer story.',
    pattern: {
      family: 'credential lifecycle',
      cues: { en: ['stale jwks', 'cache* + rotat*'], ru: ['кэш* + ротаци*'] },
      questions: ['Which caches hold the old key, and for how long?'],
      controls: ['Invalidate first, rotate after.'],
    },
  })
  const span = document?.spans['cues.ru.0']
  expect(span && PATTERN.slice(...span)).toBe("'кэш* + ротаци*'")
})

/** A document whose front matter, after the `hindsight` key, is the given lines. */
function withMatter(kind: string, ...lines: string[]): string {
  return ['---', `hindsight: ${kind}`, ...lines, '---', '', 'Body.', ''].join('\n')
}

test('only front matter that opens with the key is taken for the format', () => {
  expect(isHindsightDocument(PATTERN)).toBe(true)
  expect(isHindsightDocument(`\uFEFF${PATTERN.replaceAll('\n', '\r\n')}`)).toBe(true)
  // Each line of comment could end in two ways: with two hundred no answer would come.
  expect(isHindsightDocument(`---\r\n${'# note\r\n'.repeat(200)}title: x`)).toBe(false)
  expect(isHindsightDocument(`---\r\n${'# note\r\n'.repeat(200)}hindsight: person\r\n---\r\n`)).toBe(true)
  expect(isHindsightDocument('---\n# a comment\n\nhindsight: person\n---\n')).toBe(true)
  expect(isHindsightDocument('---\ntitle: hindsight: 20/20\n---\n')).toBe(false)
  expect(isHindsightDocument('hindsight: person\n')).toBe(false)
})

test('line ends of Windows and a byte order mark change nothing', () => {
  const [unix] = parseHindsightDocument(PATTERN).documents
  const [windows] = parseHindsightDocument(`\uFEFF${PATTERN.replaceAll('\n', '\r\n')}`).documents
  expect({ ...windows, spans: {} }).toEqual({ ...unix, spans: {} })
})

test.each([
  ['an open quote', withMatter('person', 'title: "Sam', 'handle: sam'), /not valid YAML/, 3],
  ['an unknown kind', withMatter('recipe', 'title: Soup'), /“hindsight” must be one of postmortem, skill/, 2],
  ['no closing line', '---\nhindsight: person\ntitle: Sam\n', /not closed/, 1],
  ['a list', '---\n- hindsight: person\n---\n', /keys and values/, 2],
  ['no title', withMatter('person', 'handle: sam'), /no “title”/, 2],
  ['a pattern without a family', withMatter('pattern', 'title: Stale cache', 'mechanism: It is stale.'), /“family”/, 2],
  [
    'nested aliases',
    withMatter('person', 'title: &a [lol, lol]', 'tags: &b [*a, *a, *a]', 'authors: [*b, *b, *b]'),
    /aliases are not accepted/,
    4,
  ],
  ['endless brackets', withMatter('person', `title: ${'['.repeat(20_000)}`), /cannot be read|not valid/, 3],
])('%s is an error with its line and gives no document', (_name, source, message, line) => {
  const draft = parseHindsightDocument(source)
  expect(draft.documents).toEqual([])
  const error = draft.problems.find(({ level }) => level === 'error')
  expect(error?.message).toMatch(message)
  expect(error?.line).toBe(line)
})

test('a field of a wrong type is left out with its name and line, and the rest is kept', () => {
  const draft = parseHindsightDocument(
    withMatter(
      'skill',
      'title: Restart the workers',
      'lang: en',
      'confidence: high',
      'lastVerified: last week',
      'owners: sam',
      'version: 1.10',
      'budgets: 5',
      'symptoms:',
      '  - Errors rise',
      '  - { text: not a text }',
      'triggers:',
      '  - { metric: errors, op: above, value: 5 }',
    ),
  )
  expect(draft.problems.map(({ level, line, message }) => [level, line, message.slice(0, 20)])).toEqual([
    ['warning', 5, '“confidence” must be'],
    ['warning', 6, '“lastVerified” must '],
    ['warning', 9, '“budgets” must have '],
    ['warning', 12, '“symptoms.1” must be'],
    ['warning', 14, '“triggers.0.op” must'],
    ['warning', 14, '“triggers.0” needs “'],
  ])
  expect(draft.documents[0]?.skill).toMatchObject({
    confidence: null,
    lastVerified: null,
    owners: ['sam'],
    version: '1.10',
    budgets: { diagnosis: null, resolution: null },
    symptoms: ['Errors rise'],
    triggers: [],
  })
})

test('a key that the format does not know is named and left out; prototypes stay clean', () => {
  const draft = parseHindsightDocument(
    withMatter(
      'person',
      'title: Sam',
      '__proto__: { admin: true }',
      'constructor: { prototype: { admin: true } }',
      'mood: good',
    ),
  )
  expect(draft.problems.map(({ line, message }) => [line, message.split(' ')[0]])).toEqual([
    [4, '“__proto__”'],
    [5, '“constructor”'],
    [6, '“mood”'],
  ])
  expect(Object.keys(draft.documents[0] ?? {})).not.toContain('admin')
  expect(({} as Record<string, unknown>)['admin']).toBeUndefined()
})

test('a key given twice counts once', () => {
  const draft = parseHindsightDocument(withMatter('person', 'title: Sam', 'title: Samantha'))
  expect(draft.problems).toEqual([{ level: 'warning', line: 4, message: '“title” is given twice; the first is used.' }])
  expect(draft.documents[0]?.title).toBe('Sam')
})

test('a flood of unknown keys is read quickly and told briefly', () => {
  const keys = Array.from({ length: 20_000 }, (_, index) => `key${index}: x`)
  const draft = parseHindsightDocument(withMatter('person', 'title: Sam', ...keys))
  expect(draft.documents).toHaveLength(1)
  expect(draft.problems).toHaveLength(101)
  expect(draft.problems.at(-1)?.message).toBe('19900 more warnings.')
})

test('a time written by hand takes the offset beside it or that of the document', () => {
  const draft = parseHindsightDocument(
    withMatter(
      'postmortem',
      'title: Outage',
      'timeline:',
      '  - { at: 2026-01-08T16:00, text: by the zone }',
      '  - { at: 2026-01-08 16:00:30+01:00, text: by its own }',
      '  - { at: 2026-02-30T16:00, text: no date }',
      '  - { time: later, text: no time }',
      'zone: "-08:00"',
    ),
  )
  expect(draft.documents[0]?.incident?.timeline.map(({ at, precision }) => [at, precision])).toEqual([
    ['2026-01-09T00:00:00Z', 'minute'],
    ['2026-01-08T15:00:30Z', 'minute'],
    [null, 'none'],
    [null, 'none'],
  ])
  expect(draft.problems.map(({ level, line }) => [level, line])).toEqual([['warning', 7]])
  expect(draft.problems[0]?.message).toContain('“timeline.2.at”')
})

test('without a zone a time without an offset is unknown, not guessed', () => {
  const draft = parseHindsightDocument(
    withMatter('postmortem', 'title: Outage', 'timeline: [{ at: 2026-01-08T16:00, text: x }]'),
  )
  expect(draft.documents[0]?.incident?.timeline[0]?.at).toBeNull()
  expect(draft.problems).toHaveLength(1)
})

test('links typed into the body count beside those of the front matter, but not those in code', () => {
  const source = [
    '---',
    'hindsight: company',
    'title: Acme',
    'references:',
    '  - { target: people/sam, note: account owner }',
    '  - https://status.example.com',
    '---',
    'See [[people/sam]], [[skills/restart.skill|restart]] and `[[skills/quoted]]`.',
    '```bash',
    '[[skills/fenced]]',
    '```',
  ].join('\n')
  const [document] = parseHindsightDocument(source).documents
  expect(document?.references.map(({ target, kind, note }) => [target, kind, note])).toEqual([
    ['people/sam', 'wikilink', 'account owner'],
    ['https://status.example.com', 'url', null],
    ['skills/restart', 'wikilink', null],
  ])
  const span = document?.references[2]?.span
  expect(span && source.slice(...span)).toBe('[[skills/restart.skill|restart]]')
})

test('only an address of the web is an address, whatever the front matter says', () => {
  const source = withMatter(
    'company',
    'title: Acme',
    'references:',
    '  - { target: "javascript:alert(1)", kind: url }',
    '  - { target: "data:text/html,hi", kind: url, note: a page }',
    '  - { target: "file:///etc/passwd", kind: url }',
    '  - { target: "HTTPS://status.example.com/", kind: url }',
    '  - { target: people/sam, kind: mention }',
  )
  const [document] = parseHindsightDocument(source).documents
  expect(document?.references.map(({ target, kind }) => [target, kind])).toEqual([
    ['javascript:alert(1)', 'wikilink'],
    ['data:text/html,hi', 'wikilink'],
    ['file:///etc/passwd', 'wikilink'],
    ['HTTPS://status.example.com/', 'url'],
    ['people/sam', 'mention'],
  ])
})

test('evidence points at the body when the body says it', () => {
  const source = withMatter(
    'postmortem',
    'title: Outage',
    'patterns: [{ slug: stale-cache, evidence: [Body, not in there] }]',
  )
  const evidence = parseHindsightDocument(source).documents[0]?.patterns[0]?.evidence ?? []
  expect(evidence.map(({ span }) => span && source.slice(...span))).toEqual(['Body', 'not in there'])
  expect(evidence[0]?.span?.[0]).toBeGreaterThan(source.indexOf('---', 4))
})

test('no text makes the parser throw', () => {
  const pieces = fc.constantFrom(
    '---\n',
    'hindsight: ',
    'postmortem\n',
    'skill\n',
    'title: x\n',
    '- ',
    '  ',
    '[',
    '{',
    '"',
    '&a ',
    '*a',
    ': ',
    '!!',
    '\n',
    'timeline:\n',
    '? ',
    '|',
    '#',
  )
  const soup = fc.array(fc.oneof(pieces, fc.string())).map((parts) => `---\nhindsight: ${parts.join('')}`)
  fc.assert(
    fc.property(fc.oneof(fc.string(), soup), (source) => {
      const draft = parseHindsightDocument(source)
      expect(draft.documents.length > 0 || draft.problems.some(({ level }) => level === 'error')).toBe(true)
    }),
    { numRuns: 500 },
  )
})
