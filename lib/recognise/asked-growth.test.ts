import { expect, test } from 'vitest'
import { readCatalogueFiles } from '@/bench/catalogue'
import { incidentDraft } from '@/tests/factories/draft-fields'
import { growth } from '@/tests/factories/growth'
import { compileCues } from './cue-index'
import { scoreDraft, scorePatterns, scoreText } from './match-patterns'
import { nearestSentences } from './near-in-meaning'
import { tellingTerms } from './neighbours'
import { answerPremortem, findRisks } from './premortem'
import { rankIncidents, rankSkills, type RecognisableIncident, type RecognisableSkill } from './recognise'
import { alertKeyOf } from './recognise-key'
import { weighByHeadings } from './sections'
import { tryTriggers } from './try-triggers'

const CUES = compileCues(readCatalogueFiles())
const skill = (slug: string): RecognisableSkill => ({
  slug,
  title: 'Database locks',
  description: 'No deploy.',
  triggers: [{ metric: 'database locks', op: '>', value: 1e12, unit: null }],
  symptoms: ['The database answers late', 'No deploy for hours'],
  body: 'Look for `database is locked` in the log.',
  matches: [],
})
const SKILLS = [skill('locks')]
const INCIDENTS: RecognisableIncident[] = [
  { slug: 'locks', title: 'Database locks', text: 'The database `was locked`.', matches: [], keys: ['domain:a.com'] },
]

/** What reads a text that somebody asks about. */
const READERS: [string, (text: string) => unknown][] = [
  [
    'scoreText',
    (text) =>
      scoreText(text, CUES)
        .slice(0, 5)
        .map(({ evidence }) => evidence()),
  ],
  ['scoreDraft', (text) => scoreDraft(incidentDraft({ body: text }), CUES)],
  ['tellingTerms', (text) => tellingTerms(text, weighByHeadings(text), CUES)],
  ['rankSkills', (text) => rankSkills(text, [], SKILLS)],
  ['rankIncidents', (text) => rankIncidents(text, [], INCIDENTS)],
  ['findRisks', (text) => answerPremortem(findRisks(text, CUES), INCIDENTS)],
  ['alertKeyOf', alertKeyOf],
  ['tryTriggers', (text) => tryTriggers(SKILLS[0]?.triggers ?? [], text)],
  ['nearestSentences', (text) => nearestSentences({ text, lang: 'en' }, { text: 'A lock is held.', lang: 'en' })],
]

/** What may stand in a row within a line that is a heading, an address or nothing of the kind. */
const MARKS = [...'. … , ; : - * _ # > | / \\ ? ! ( ) [ ] " \' ` ” 1 a 字 😀'.split(' '), ' ', '\t', '. ']
const LINES: [before: string, after: string][] = [
  ['database x', 'x'],
  ['# a', 'b'],
  ['Database A', '.'],
  ['Database http://', 'x'],
]
/** What goes over lines, and words. */
const ROWS = [
  '\n',
  '\r\n',
  ' \n',
  '.\n',
  'A:\n',
  '# a\n',
  '- [ ] a\n',
  '+++ b/a\n',
  '+alter table a\n',
  '<!--',
  'database ',
  'database locks 1 ',
  'not ',
  'no deploy ',
  'a. ',
  '1. ',
  '1,1',
  '5% ',
  "a'",
  'aB',
  '"a" ',
  '`a b` ',
  'http://',
  'http://a/ ',
  '2026-01-01 ',
  '12:00 ',
  'jan 1, ',
  '\u0301',
  '\u0000',
]
const CASES = [
  ...MARKS.flatMap((row) => LINES.map(([before, after]) => ({ row, before, after }))),
  ...ROWS.map((row) => ({ row, before: 'database x', after: 'x' })),
  { row: ' b/', before: 'diff --git a/x', after: '""' },
  { row: 'requirements', before: '--- /dev/null\n+++ b/', after: '!\n@@ -0,0 +1,1 @@\n+x' },
]

// What was read is remembered, of each word as well: a new text each time.
let made = 0

test.each(READERS)('%s reads a row of anything in time that grows with it', { timeout: 120_000 }, (_name, read) => {
  for (const { row, before, after } of CASES) {
    const work = (size: number) => read(`${before}${++made}${row.repeat(size / row.length)}${after}`)
    expect(growth(work, 40_000), JSON.stringify([before, row, after])).toBeLessThan(3)
  }
})

test('what many skills ask of one text is read in it once', () => {
  const work = (size: number) => {
    const skills = Array.from({ length: size / 800 }, (_, index) => skill(`locks-${index}`))
    return rankSkills(`database locks ${++made} ${'1 '.repeat(size / 2)}`, [], skills)
  }
  expect(growth(work, 40_000)).toBeLessThan(3)
})

test('what its patterns and its neighbours are found by is read in a text once', () => {
  const timeOf = (work: () => unknown) => {
    const start = process.cpuUsage()
    work()
    return process.cpuUsage(start).user
  }
  const shares = [1, 2, 3].map(() => {
    const text = `database x${++made}${'A:\n'.repeat(30_000)}`
    const ranges = weighByHeadings(text)
    const patterns = timeOf(() => scorePatterns(text, ranges, CUES))
    return timeOf(() => tellingTerms(text, ranges, CUES)) / patterns
  })
  expect(Math.min(...shares)).toBeLessThan(0.3)
})

test('long words are looked up in time that grows with them', () => {
  const work = (size: number) =>
    scoreText(Array.from({ length: 12 }, () => `x${++made}${'a'.repeat(size)}`).join(' '), CUES)
  // V8 takes no sum of a key that is longer.
  expect(growth(work, 16_000)).toBeLessThan(3)
})
