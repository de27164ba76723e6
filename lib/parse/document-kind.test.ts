import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { blankIncident } from '@/lib/schema/blank-incident'
import { parseSource } from './parse-source'

const TEMPLATES = '../shared/corpus/markdown/dastergon/templates'
const parse = (text: string, filename = 'page.md') => {
  const { documents, problems } = parseSource(text, { filename })
  return { document: documents[0], message: problems.map(({ message }) => message).join(' ') }
}

describe('an empty form gives no fact', () => {
  test.each([
    [
      'brackets',
      '# Post-Mortem: [Incident Title]\n\n**Date:** YYYY-MM-DD\n**Severity:** SEV1 / SEV2 / SEV3\n**Author:** [Name]\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| HH:MM | [Event] |\n| 10:00 | Alert fires |\n\n## Root cause\n\n[What was the underlying cause?]\n\n## Action items\n\n| Action | Owner | Due |\n|---|---|---|\n| [Action 1] | [Name] | YYYY-MM-DD |\n',
    ],
    [
      'braces',
      '# {{ incident name }}\n\n## Summary\n\n## Timeline\n\n### {{ hh:mm }}\n\n## Action items\n\n### {{ topic }}\n\nSteps for the future.\n',
    ],
    [
      'labels without values',
      '# Vorlage Störungsbericht\n\n- **Datum:**\n- **Dauer:**\n- **Schweregrad:**\n\n## Ursache\n\n## Maßnahmen\n\n- [ ]\n',
    ],
    [
      'Japanese',
      '# Postmortem テンプレート\n\n- 発生日: YYYY-MM-DD\n- 重要度: SEV1 / SEV2 / SEV3\n\n## 原因\n- 直接原因:\n\n## 再発防止\n- [ ] [対策内容] (期限: YYYY-MM-DD, 担当: XXX)\n',
    ],
    [
      'instructions',
      '# Incident report\n\n## Summary\n\n_Describe what happened in two sentences._\n\n## Impact\n\n_Who was affected, and how?_\n\n## Root cause\n\n_Explain the underlying cause._\n\n## Lessons learned\n\n_What went well? What did not?_\n\n## Action items\n\n- _List the follow-ups here_\n',
    ],
  ])('%s', (_, text) => {
    const { document, message } = parse(text)
    expect(document?.incident).toEqual(blankIncident())
    expect(document?.authors).toEqual([])
    expect(message).toMatch(/empty template/)
    expect(document?.title).not.toMatch(/[[{]/)
  })

  test.skipIf(!existsSync(TEMPLATES)).each(existsSync(TEMPLATES) ? readdirSync(TEMPLATES) : [])('%s', (name) => {
    const { document, message } = parse(readFileSync(join(TEMPLATES, name), 'utf8'), name)
    expect(document?.incident).toEqual(blankIncident())
    expect(message).toMatch(/empty template/)
  })
})

test('a form that was filled in is a report, and what was left empty in it is unknown', () => {
  const { document } = parse(
    '# Postmortem template: Mail is late\n\n**Date:** 2024-03-01\n**Severity:** SEV-2\n**Author:** [Name]\n\n## Root cause\n\nThe queue worker was stopped by hand.\n\n## Action items\n\n- Restart it by itself (owner: TBD)\n- [Action 2]\n',
  )
  expect(document).toMatchObject({ authors: [], incident: { on: '2024-03-01', severity: 'SEV-2' } })
  expect(document?.incident?.actionItems.map(({ title, owner }) => [title, owner])).toEqual([
    ['Restart it by itself', null],
  ])
})

test('a guide is no incident', () => {
  const { document, message } = parse(
    '# How to write a postmortem\n\nA postmortem tells what happened. Postmortems are blameless.\n\n## Timeline\n- List the events\n\n## Action items\n- Every postmortem has some\n- Give each an owner\n',
    'README.md',
  )
  expect(document?.incident).toEqual(blankIncident())
  expect(message).toMatch(/text about incidents/)
})

test('a few words are refused with a message', () => {
  expect(parse('hello there').document).toBeUndefined()
  expect(parse('hello there').message).toMatch(/only a few words/)
})
