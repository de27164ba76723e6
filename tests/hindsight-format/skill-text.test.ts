import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeSkillText } from '@/lib/export/skill-text'
import { splitSkillParts } from '@/lib/parse/skill-parts'
import { readSkillText } from '@/lib/parse/skill-text'
import { skillHeadings } from '@/lib/parse/thread-skill-body'
import type { DocumentDraft } from '@/lib/schema/draft'
import { SKILL_SECTIONS } from '@/lib/schema/skill-text'
import { skillDocument } from '@/tests/factories/documents'

const write = (document: DocumentDraft) =>
  writeSkillText(document, splitSkillParts(document.body), skillHeadings(document.lang))

/** What no step can say: a fence is code, and words begin and end with a letter of some kind. */
const words = fc
  .array(
    fc.oneof(
      fc.stringMatching(/^[ -~äß中]{1,30}$/),
      fc.constantFrom('', '# no heading', '1. first', '- dash', '    deep', 'a  ', '## Resolution', '---'),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((lines) => lines.join('\n').trim())
  .filter((text) => text !== '' && !/^\s*(?:`{3}|~{3})/m.test(text))
const code = fc.record({
  lang: fc.option(fc.constantFrom('bash', 'sql', 'c++', 'yaml'), { nil: null }),
  text: fc
    .array(fc.oneof(fc.stringMatching(/^[ -~]{0,30}$/), fc.constantFrom('```', '# x', '## Escalation', '\tx', '~~~')), {
      maxLength: 5,
    })
    .map((lines) => lines.join('\n')),
})
const step = fc.record({ text: words, code: fc.array(code, { maxLength: 2 }) })
const skill = fc.record({
  description: fc.option(words, { nil: null }),
  owners: fc.array(words, { maxLength: 2 }),
  triggers: fc.array(
    fc.record({
      metric: words,
      op: fc.constantFrom('>' as const, '<=' as const),
      value: fc.integer(),
      unit: fc.option(words, { nil: null }),
    }),
    { maxLength: 2 },
  ),
  symptoms: fc.array(words, { maxLength: 3 }),
  diagnosis: fc.array(step, { maxLength: 3 }),
  resolution: fc.array(step, { maxLength: 3 }),
  escalation: fc.array(words, { maxLength: 2 }),
  budgets: fc.record({
    diagnosis: fc.option(fc.nat(500), { nil: null }),
    resolution: fc.option(fc.nat(500), { nil: null }),
  }),
})
const lang = fc.constantFrom('en', 'de', 'ru', 'fr', 'es', 'pl')
const body = fc.constantFrom(
  '',
  'About the keys.',
  '# Keys\n\nAbout.\n\n## Notes\n\n1. One\n\n## Symptoms\n\nOld ones\n\n### Deeper\n\nText',
  '```\n## Diagnosis\n```\n\n## Resolution\n\n1. Do\n\n## Source\n\n#incidents',
)

test('the fields of a skill, written as text and read again, are the same', () => {
  fc.assert(
    fc.property(skill, lang, body, (fields, language, text) => {
      const document = skillDocument({ slug: 'keys', title: 'Keys', lang: language, body: text }, fields)
      const read = readSkillText(write(document))
      expect(read.problems).toEqual([])
      expect(read.document?.skill).toMatchObject(fields)
      // A second time nothing moves any more.
      expect(read.document && write({ ...document, ...read.document })).toBe(write(document))
    }),
  )
})

test('what stands outside of the sections stays where it is, word for word', () => {
  const text =
    '# Keys\n\nAbout them.\n\n## Symptoms\n\n- old\n\n## Verification\n\nRun `check`.\n\n## Source\n\n#incidents'
  const written = write(skillDocument({ slug: 'keys', title: 'Keys', body: text }, { symptoms: ['new'] }))
  expect(written.split('---\n\n')[1]).toBe(text.replace('- old', '- new') + '\n')
})

test('steps as people type them: paragraphs, bullets, code at the margin, a second section of the name', () => {
  const typed = `---
hindsight: skill
name: keys
title: Keys
---

## Diagnosis (3 min)

Look at the graph.

* Ask who deployed
  last night

\`\`\`bash
# who
git log
\`\`\`

## Diagnosis

Older notes.
`
  const { document, keptAsText, problems } = readSkillText(typed)
  expect(problems).toEqual([])
  expect(document?.skill?.diagnosis).toEqual([
    { text: 'Look at the graph.', code: [] },
    { text: 'Ask who deployed\nlast night', code: [{ lang: 'bash', text: '# who\ngit log' }] },
  ])
  expect(document?.skill?.budgets.diagnosis).toBe(3)
  expect(keptAsText).toEqual(['Diagnosis'])
})

test('a line above the text that is no field is named with its place, a broken front matter gives no fields', () => {
  const told = readSkillText('---\nhindsight: skill\ntitle: Keys\ncolour: red\n---\n\nText\n')
  expect(told.problems).toMatchObject([{ line: 4 }])
  expect(told.document?.title).toBe('Keys')
  expect(readSkillText('---\nhindsight: skill\ntitle: [\n---\n').document).toBeNull()
  expect(readSkillText('Just words').document).toBeNull()
})

test('headings of every language that Hindsight writes are read as the fields they stand for', () => {
  for (const language of ['en', 'de', 'ru', 'fr', 'es']) {
    const headings = skillHeadings(language)
    const text = SKILL_SECTIONS.map((name) => `## ${headings[name]}\n\n- x`).join('\n\n')
    expect(splitSkillParts(text).map(({ field }) => field)).toEqual([...SKILL_SECTIONS])
  }
})
