import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DraftSchema, type SkillDraft } from '@/lib/schema/draft'
import { matterRest } from './matter-rest'
import { parseSkillPage } from './skill-page'
import { exactSkillTopic, isStepHeading, skillTopic } from './skill-section-names'
import { isUnwritten } from './unwritten'

const read = (text: string, filename: string | null = null) => {
  const draft = DraftSchema.parse(parseSkillPage(text, filename))
  const document = draft.documents[0]
  return { document, skill: document?.skill as SkillDraft, problems: draft.problems.map(({ message }) => message) }
}
const texts = (steps: SkillDraft['diagnosis']) => steps.map(({ text }) => text)

describe('pages that are no runbook', () => {
  test('a template by its file gives no facts', () => {
    const { skill, document, problems } = read(
      '# Alert\n\nOwner: Ops\n\n## Diagnosis\n\n- [ ] Basic order\n\n## Escalation\n\n- @person1\n',
      'docs/alert-playbook-template.md',
    )
    expect(skill).toMatchObject({ diagnosis: [], escalation: [], owners: [] })
    expect(document?.body).toContain('@person1')
    expect(problems).toHaveLength(1)
  })

  test('an index gives no steps, and its text stays', () => {
    const { skill, document, problems } = read(
      '# Runbooks\n\n1. [Disk](disk.md)\n2. [Queue](queue.md)\n',
      'runbooks/README.md',
    )
    expect(skill).toMatchObject({ diagnosis: [], resolution: [], symptoms: [] })
    expect(document?.body).toContain('[Queue](queue.md)')
    expect(problems).toEqual(['This page leads to other pages and holds no steps of its own; its text was kept.'])
  })

  test('front matter alone', () => {
    const { document, problems } = read('---\ntitle: etcd\nweight: 10\n---\n', 'runbooks/etcd/_index.md')
    expect(document).toMatchObject({ title: 'etcd', body: '```yaml\ntitle: etcd\nweight: 10\n```' })
    expect(problems).toHaveLength(1)
  })
})

describe('titles', () => {
  test('a heading that was copied from another runbook gives way to the file and its title', () => {
    const { document, problems } = read(
      '---\ntitle: Relay Write Behind\n---\n\n# RelayStorageFailures\n\n## Diagnosis\n\nLook.\n',
      'relay/RelayWriteBehind.md',
    )
    expect(document).toMatchObject({ title: 'Relay Write Behind', slug: 'relay-write-behind' })
    expect(problems[0]).toContain('RelayStorageFailures')
  })

  test('a page that begins with a section is named after its file', () => {
    expect(read('Ask the board.\n\n## Prerequisites\n\n- a token\n', 'query-board.md').document?.title).toBe(
      'query board',
    )
    expect(read('## Prerequisites\n\n- a token\n').problems).toContain('No title was found in the document.')
  })
})

describe('steps', () => {
  test('text between two numbers belongs to the first, text behind the list stands alone', () => {
    const { skill } = read('# T\n\n## Fix\n\n1. Stop it\n\nIt takes a minute.\n\n2. Start it\n\nNow wait.\n')
    expect(texts(skill.resolution)).toEqual(['Stop it\nIt takes a minute.', 'Start it', 'Now wait.'])
  })

  test('a part of a section stands at the head of its first step', () => {
    const { skill } = read(
      '# T\n\n## Mitigation\n\n### Slow disk\n\n- Move the log\n- Add a disk\n\n### Old kernel\n\nUpdate it.\n',
    )
    expect(texts(skill.resolution)).toEqual(['Slow disk\nMove the log', 'Add a disk', 'Old kernel\nUpdate it.'])
  })

  test('commands with names to fill in are steps; lines left to be written are none', () => {
    const { skill } = read(
      '# T\n\n## Fix\n\n- Run `drain <node>`\n- ${NODE} must be free\n- <describe the next step>\n- TBD\n',
    )
    expect(texts(skill.resolution)).toEqual(['Run `drain <node>`', '${NODE} must be free'])
  })

  test('hints in comments are no steps', () => {
    const { skill, document } = read('# T\n\n## Fix\n\n<!--\nWrite the steps here.\n-->\n\nRestart it.\n')
    expect(texts(skill.resolution)).toEqual(['Restart it.'])
    expect(document?.body).toContain('Write the steps here.')
  })

  test('a two-column table of sections', () => {
    const { skill } = read(
      '# T\n\n| Symptoms | Queue grows |\n| --- | --- |\n| Diagnosis | Look at the board<br>Ask the team |\n| Fix | Restart |\n',
    )
    expect(skill.symptoms).toEqual(['Queue grows'])
    expect(texts(skill.diagnosis)).toEqual(['Look at the board', 'Ask the team'])
    expect(texts(skill.resolution)).toEqual(['Restart'])
  })

  test('a duration is no threshold, a number of something is', () => {
    expect(read('# T\n\nFires when there is no traffic for at least 30m.\n').skill.triggers).toEqual([])
    expect(read('# T\n\nFires when the error rate is above 5 %.\n').skill.triggers).toEqual([
      { metric: 'error rate', op: '>', value: 5, unit: '%' },
    ])
  })
})

test.each([
  ['en', 'Prerequisites', 'Verification', 'Rollback', 'Escalation'],
  ['de', 'Voraussetzungen', 'Überprüfung', 'Rückfallplan', 'Eskalation'],
  ['ru', 'Подготовка', 'Проверка результата', 'План отката', 'Эскалация'],
  ['fr', 'Prérequis', 'Vérification', 'Retour arrière', 'Escalade'],
  ['es', 'Requisitos previos', 'Verificación', 'Plan de reversión', 'Escalado'],
  ['pt', 'Pré-requisitos', 'Verificação', 'Plano de reversão', 'Escalonamento'],
  ['it', 'Prerequisiti', 'Verifica', 'Rollback', 'Contatti'],
  ['nl', 'Vereisten', 'Verificatie', 'Terugdraaien', 'Escalatie'],
  ['sv', 'Förutsättningar', 'Verifiering', 'Återställningsplan', 'Eskalering'],
  ['pl', 'Wymagania', 'Weryfikacja', 'Plan wycofania', 'Eskalacja'],
  ['ja', '前提条件', '検証', '切り戻し', 'エスカレーション'],
  ['zh', '前置条件', '验证', '回滚', '联系人'],
  ['ko', '사전 조건', '검증', '롤백', '에스컬레이션'],
])('names of sections in %s', (_lang, ...names) => {
  expect(names.map(exactSkillTopic)).toEqual(['prerequisites', 'verification', 'rollback', 'escalation'])
})

test('names among other words, and headings that are steps', () => {
  expect(skillTopic('General troubleshooting steps')).toBe('diagnosis')
  expect(skillTopic('Solutions Detail {#solutions-detail}')).toBe('resolution')
  expect(exactSkillTopic('Verify the fix of the gateway')).toBeNull()
  expect(['1. Look', 'Step 2: Point the DNS', 'Schritt 3', '手順1', 'Option B'].every(isStepHeading)).toBe(true)
  expect(['10 minutes', 'Stepping back', '2024-05-04'].some(isStepHeading)).toBe(false)
})

test('front matter that no field took', () => {
  const text = 'title: A\nmetadata:\n  version: 1\n  owners: [x]\nlinks:\n  - a\n'
  expect(matterRest(text, [0, text.length], new Set(['title', 'version', 'owners']))).toBe('links:\n  - a')
  expect(matterRest(text, [0, text.length], new Set(['title', 'version']))).toContain('owners: [x]')
})

test('a line is unwritten as a whole or not at all', () => {
  expect(
    ['TODO', 'To be added.', '<your steps>', 'When you ... you see ...', '[Step](#step)', '—'].every(isUnwritten),
  ).toBe(true)
  expect(['Do nothing', '[Overview](https://x.test/d)', 'Replace <node> first'].some(isUnwritten)).toBe(false)
})

describe('any arrangement of a runbook’s parts', () => {
  const line = fc.constantFrom(
    '# Queue stuck',
    '## Meaning',
    '## Diagnosis (5 min)',
    '### Slow disk',
    '## Mitigation {#mitigation}',
    '**Impact:** Orders wait.',
    '| Fix | Restart it |',
    '| --- | --- |',
    '1. Look at the board',
    '   - the left half',
    '2. Run it',
    '```bash',
    'queuectl drain <node>',
    '```',
    'If it does not help:',
    '- call Ines',
    'TODO',
    '<!-- a hint',
    '-->',
    '{{< hint >}}',
    'Errors are above 5 %.',
    '',
    '',
  )
  const text = fc.array(line, { maxLength: 40 }).map((lines) => lines.join('\n'))

  test('steps come from the source, in its order, and nothing of the source is lost', () => {
    fc.assert(
      fc.property(text, (source) => {
        const { document, skill } = read(source)
        if (!document) return
        const words = (part: string) => part.match(/[\p{L}\p{N}]+/gu) ?? []
        for (const name of ['diagnosis', 'resolution'] as const) {
          skill[name].forEach(({ text: step, code }, index) => {
            const [from, to] = document.spans[`${name}.${index}`] ?? [0, 0]
            const told = [step, ...code.map((block) => block.text)].join('\n')
            expect(words(source.slice(from, to))).toEqual(expect.arrayContaining(words(told)))
          })
        }
        const kept = [document.title, document.body, skill.description ?? '', ...document.tags]
        const dropped = document.dropped.map(([from, to]) => source.slice(from, to))
        expect(words([...kept, ...dropped].join(' '))).toEqual(expect.arrayContaining(words(source)))
        expect(skill).toMatchObject({ version: null, confidence: null, owners: [], lastVerified: null })
      }),
    )
  })
})

describe('sections of a text without marks', () => {
  test('a known name that is underlined is a heading of its rank', () => {
    const text =
      'Renewing the licence\n====================\n\nBefore you start\n----------------\n\nGet the token.\n\nSteps\n-----\n\n1. Open the console.\n2. Paste the token.\n\nRollback\n--------\n\nPaste the old token.\n'
    const skill = parseSkillPage(text, 'licence.md').documents[0]?.skill
    expect(skill?.resolution.map((step) => step.text)).toEqual(
      expect.arrayContaining(['Open the console.', 'Paste the token.']),
    )
  })

  test('a line of a known name and a colon ends the steps above it', () => {
    const text =
      'SOP-4: Moving the mail queue\n\nProcedure:\n1. Stop the intake.\n2. Copy the spool.\n\nEscalation:\nCall the duty manager.\n'
    const skill = parseSkillPage(text, 'queue.txt').documents[0]?.skill
    expect(skill?.resolution.map((step) => step.text)).toEqual(['Stop the intake.', 'Copy the spool.'])
    expect(skill?.escalation).toEqual(['Call the duty manager.'])
  })
})

test('a page whose first heading is "Reason" has the name of its file as title', () => {
  const text =
    '## Reason\n\nA container hangs.\n\n## Possible checks\n\n1. Log in.\n\n## Fix\n\n1. Restart the container.\n'
  expect(read(text, 'runbooks/image_cache_is_down.md').document?.title).toBe('image cache is down')
})

test('what sets a runbook off without a threshold is a sign; definitions of links are no step', () => {
  const { skill } = read(
    '# Queue failover\n\n## When to use\n\n- `QueuePrimaryDown` fires\n- Lag is above 40 s\n\n## Mitigation\n\nSee the [guide][one] and [list][two].\n\n[one]: https://example.test/1\n[two]: https://example.test/2\n',
  )
  expect(skill.symptoms).toEqual(['`QueuePrimaryDown` fires'])
  expect(skill.triggers).toMatchObject([{ op: '>', value: 40, unit: 's' }])
  expect(skill.resolution).toHaveLength(1)
})
