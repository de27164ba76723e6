import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agentSkillName } from '@/lib/export/agent-skill-name'
import { writeAgentSkill } from '@/lib/export/write-agent-skill'
import { checkAgentSkill } from '@/lib/parse/agent-skill-rules'
import { isOwnAgentSkill } from '@/lib/parse/agent-skill'
import { parseSource } from '@/lib/parse/parse-source'
import { ActionItemKindSchema, ActionItemStatusSchema } from '@/lib/schema/action-item'
import { SkillStageSchema, type DocumentDraft } from '@/lib/schema/draft'
import { anySkillFacts } from '@/tests/factories/skill-arbitrary'
import { withoutSpans } from './without-spans'

const AWKWARD = [
  '---',
  '\n---\n',
  '-----',
  '- dash',
  'a: b',
  ' # y',
  '"',
  "'",
  '«ёж»',
  '👩‍🚀',
  '|',
  '>',
  '&a *a !t',
  '@maya',
  '{}',
  '[x]',
  '~',
  'null',
  'no',
  '1.10',
  '0x1f',
  '2026-01-08',
  '',
  ' ',
  '\t',
  '\n',
  '\r\n',
  '\u0000',
  '\u0085',
  '\u00a0',
  '\u2028',
  '\uFEFF',
  'end ',
  '\\n',
  '\\u002d',
  'a, b',
  ',',
  'Ключ подписи: ротация',
  'Schlüssel – Rotation',
  '__proto__',
  '\ud800',
  'x'.repeat(1500),
  'Wort '.repeat(400),
]
const words = fc.oneof(
  fc.constantFrom(...AWKWARD),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.constantFrom(...AWKWARD), { maxLength: 5 }).map((parts) => parts.join('')),
)
const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 3 })
const maybe = <T>(item: fc.Arbitrary<T>) => fc.option(item, { nil: null })
const moment = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2090-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString())
const day = moment.map((date) => date.slice(0, 10))
const amount = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0)
const lang = fc.constantFrom('en', 'de', 'ru', 'und')
const actionItem = fc.record({
  title: words,
  status: maybe(fc.constantFrom(...ActionItemStatusSchema.options)),
  owner: maybe(words),
  due: maybe(day),
  kind: maybe(fc.constantFrom(...ActionItemKindSchema.options)),
  condition: maybe(words),
  since: maybe(day),
  closedBy: maybe(words),
  ticket: maybe(words),
})
const facts = anySkillFacts({ words, amount, share, day, partialDay: day, instant: moment, actionItem })
const skill = fc
  .tuple(facts, fc.constantFrom(...SkillStageSchema.options))
  .map(([of, stage]): NonNullable<DocumentDraft['skill']> => ({ ...of, stage }))
const anySkill: fc.Arbitrary<DocumentDraft> = fc.record({
  kind: fc.constant('skill' as const),
  lang,
  title: words,
  slug: fc.oneof(
    fc.stringMatching(/^[a-z0-9]+(-[a-z0-9]+){0,3}$/),
    fc.constantFrom('сбой-входа', 'v1.2_disk', `long${'-name'.repeat(30)}`),
  ),
  tags: list(words),
  authors: list(words),
  body: words,
  dropped: fc.constant<DocumentDraft['dropped']>([]),
  spans: fc.constant<DocumentDraft['spans']>({}),
  references: list(
    fc.oneof(
      fc.record({ target: words, kind: fc.constantFrom('wikilink', 'mention'), note: maybe(words) }),
      fc.record({ target: fc.webUrl(), kind: fc.constant('url'), note: maybe(words) }),
    ),
  ),
  patterns: fc.constant<DocumentDraft['patterns']>([]),
  skill,
})

test('any skill is a valid agent skill in the folder of its name, and comes back from its file as it was', () => {
  fc.assert(
    fc.property(anySkill, maybe(share), (document, computed) => {
      const text = writeAgentSkill(document, { stage: document.skill?.stage ?? 'draft', computed })
      expect(checkAgentSkill(text, agentSkillName(document.slug))).toEqual([])
      expect(isOwnAgentSkill(text)).toBe(true)
      const draft = parseSource(text, { filename: `skills/${agentSkillName(document.slug)}/SKILL.md` })
      expect(draft.problems).toEqual([])
      expect(draft.documents.map(withoutFound)).toEqual([withoutFound(document)])
    }),
    { numRuns: 500 },
  )
})

test('readers that cut the front matter at the next three hyphens find all of it', () => {
  fc.assert(
    fc.property(anySkill, (document) => {
      const text = writeAgentSkill(document, { stage: 'published', computed: null })
      const [, matter = ''] = text.split('---')
      expect(matter).toContain('metadata:')
      expect(matter.endsWith('\n')).toBe(true)
      expect(text.startsWith(`---${matter}---\n\n`)).toBe(true)
      // The characters that YAML 1.1 lets stand for themselves.
      expect(/[^\n\x20-\x7e\u00a1-\u{10ffff}]/u.test(matter)).toBe(false)
    }),
    { numRuns: 200 },
  )
})

/** Without what reading adds: places, and how much was read. */
function withoutFound({ coverage: _coverage, ...document }: DocumentDraft) {
  return withoutSpans(document)
}

const SKILL: DocumentDraft = {
  kind: 'skill',
  lang: 'en',
  title: 'Drain a stuck queue',
  slug: 'drain-a-stuck-queue',
  tags: ['queue'],
  authors: [],
  body: '## Symptoms\n\nJobs wait for more than an hour.\n\n---\n\n## Resolution\n\nRestart the workers.',
  dropped: [],
  spans: {},
  references: [],
  patterns: [],
  skill: {
    description: 'What to do when jobs wait and no worker takes them.',
    category: 'queues',
    version: '1.10',
    confidence: 0.8,
    lastVerified: '2026-10-02',
    owners: ['maya', 'sam'],
    path: null,
    triggers: [{ metric: 'queue age', op: '>', value: 3600, unit: 's' }],
    symptoms: ['Jobs wait for more than an hour.'],
    diagnosis: [],
    resolution: [{ text: 'Restart the workers.', code: [] }],
    budgets: { diagnosis: null, resolution: 5 },
    escalation: [],
    recurrence: null,
    actionItems: [],
    sources: [
      {
        channel: '#jobs',
        on: '2026-09-30',
        from: null,
        to: null,
        participants: ['maya', 'sam'],
        messages: 12,
        inCorpus: true,
      },
    ],
    contradictions: [],
  },
}

test('what stands in plain words is said for people and agents', () => {
  const text = writeAgentSkill(SKILL, { stage: 'published', computed: 0.62 })
  const head = text.slice(0, text.indexOf('  hindsight-fields'))
  expect(head).toBe(`---
name: drain-a-stuck-queue
description: "What to do when jobs wait and no worker takes them."
metadata:
  hindsight: "skill"
  title: "Drain a stuck queue"
  lang: "en"
  stage: "published"
  version: "1.10"
  confidence: "0.8"
  computed-confidence: "0.62"
  last-verified: "2026-10-02"
  owners: "maya, sam"
  category: "queues"
  sources: "#jobs on 2026-09-30 (12 messages)"
`)
  expect(text.endsWith(`---\n\n${SKILL.body}\n`)).toBe(true)
})

test('what a person changes in the plain words counts', () => {
  const text = writeAgentSkill(SKILL, { stage: 'published', computed: null })
    .replace('version: "1.10"', 'version: 1.11.0')
    .replace('owners: "maya, sam"', 'owners: "deepak"')
    .replace('confidence: "0.8"\n  ', '')
    .replace('when jobs wait and', 'when jobs pile up and')
  const [document] = parseSource(text, { filename: 'SKILL.md' }).documents
  expect(document?.skill).toMatchObject({
    version: '1.11.0',
    owners: ['deepak'],
    confidence: null,
    description: 'What to do when jobs pile up and no worker takes them.',
    triggers: [{ metric: 'queue age', value: 3600 }],
  })
})

test('a description that is too long is cut in the file and whole when it is read', () => {
  const description = 'Wenn Aufträge warten und kein Arbeiter sie nimmt. '.repeat(40).trim()
  const document = { ...SKILL, skill: SKILL.skill && { ...SKILL.skill, description } }
  const text = writeAgentSkill(document, { stage: 'published', computed: null })
  const shown = /^description: "(.*)"$/m.exec(text)?.[1] ?? ''
  expect(shown.length).toBeLessThanOrEqual(1024)
  expect(shown.endsWith('…')).toBe(true)
  expect(parseSource(text).documents[0]?.skill?.description).toBe(description)
})

test('a broken list of fields is told, and the rest is read', () => {
  const text = writeAgentSkill(SKILL, { stage: 'published', computed: null }).replace('"triggers":', 'triggers:')
  const { documents, problems } = parseSource(text)
  expect(documents[0]?.skill).toMatchObject({ version: '1.10', triggers: [] })
  expect(problems[0]?.message).toContain('hindsight-fields')
})

const FILE = (matter: string) => `---\n${matter}\n---\n\nDo this.\n`
test.each([
  ['no front matter', 'Do this.', null, ['front-matter']],
  ['not closed', '---\nname: x', null, ['front-matter']],
  ['a list', FILE('- name'), null, ['yaml']],
  ['nothing needed', FILE('license: MIT'), null, ['name', 'description']],
  ['valid', FILE('name: disk-full\ndescription: Free a disk.'), 'disk-full', []],
  [
    'all keys',
    FILE(
      'name: a1\ndescription: d\nlicense: MIT\ncompatibility: git\nmetadata:\n  v: "1"\nallowed-tools: Read Bash(git:*)',
    ),
    'a1',
    [],
  ],
  ['tools as a list', FILE('name: a1\ndescription: d\nallowed-tools:\n  - Read\n  - Bash'), null, []],
  ['upper case', FILE('name: Disk\ndescription: d'), null, ['name-characters']],
  ['other letters', FILE('name: диск\ndescription: d'), null, ['name-characters']],
  ['hyphen at an end', FILE('name: disk-\ndescription: d'), null, ['name-hyphens']],
  ['two hyphens', FILE('name: disk--full\ndescription: d'), null, ['name-hyphens']],
  ['64 characters', FILE(`name: ${'a'.repeat(64)}\ndescription: d`), null, []],
  ['65 characters', FILE(`name: ${'a'.repeat(65)}\ndescription: d`), null, ['name-length']],
  ['another folder', FILE('name: disk\ndescription: d'), 'disks', ['name-folder']],
  ['1024 characters', FILE(`name: a\ndescription: ${'d'.repeat(1024)}`), null, []],
  ['1025 characters', FILE(`name: a\ndescription: ${'d'.repeat(1025)}`), null, ['description-length']],
  ['an empty description', FILE('name: a\ndescription: "  "'), null, ['description']],
  ['501 characters', FILE(`name: a\ndescription: d\ncompatibility: ${'c'.repeat(501)}`), null, ['compatibility']],
  ['metadata with numbers', FILE('name: a\ndescription: d\nmetadata:\n  v: 1.0'), null, ['metadata']],
  ['unknown keys', FILE('name: a\ndescription: d\nversion: "1"'), null, ['unknown-key']],
  ['tools of another kind', FILE('name: a\ndescription: d\nallowed-tools: 3'), null, ['allowed-tools']],
])('rules: %s', (_name, text, folder, rules) => {
  expect(checkAgentSkill(text, folder).map(({ rule }) => rule)).toEqual(rules)
})

test('names are kept where the rules allow them, and stay apart where not', () => {
  expect(agentSkillName('disk-full')).toBe('disk-full')
  const made = [
    'Disk-Full',
    'disk_full',
    'сбой-входа',
    'сбой-кассы',
    '鍵',
    `a${'-b'.repeat(60)}`,
    `a${'-b'.repeat(61)}`,
  ].map(agentSkillName)
  for (const name of made) expect(checkAgentSkill(FILE(`name: ${name}\ndescription: d`), name)).toEqual([])
  expect(new Set([...made, 'disk-full']).size).toBe(made.length + 1)
})
