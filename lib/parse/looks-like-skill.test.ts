import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { looksLikeSkill } from './looks-like-skill'

const alert = (meaning: string, impact: string, diagnosis: string, mitigation: string) =>
  `# QueueStuck\n\n## ${meaning}\n\nx\n\n## ${impact}\n\nx\n\n## ${diagnosis}\n\nx\n\n## ${mitigation}\n\nx\n`

describe('runbooks', () => {
  test.each([
    ['en', alert('Meaning', 'Impact', 'Diagnosis', 'Mitigation')],
    ['de', alert('Bedeutung', 'Auswirkungen', 'Fehlersuche', 'Behebung')],
    ['ru', alert('Значение', 'Влияние', 'Диагностика', 'Устранение')],
    ['fr', alert('Signification', 'Impact', 'Diagnostic', 'Remédiation')],
    ['es', alert('Significado', 'Impacto', 'Diagnóstico', 'Mitigación')],
    ['pt', alert('Significado', 'Impacto', 'Diagnóstico', 'Mitigação')],
    ['it', alert('Significato', 'Impatto', 'Diagnosi', 'Mitigazione')],
    ['nl', alert('Betekenis', 'Gevolgen', 'Diagnostiek', 'Oplossing')],
    ['sv', alert('Betydelse', 'Påverkan', 'Felsökning', 'Åtgärd')],
    ['pl', alert('Znaczenie', 'Wpływ', 'Diagnostyka', 'Rozwiązanie')],
    ['ja', alert('意味', '影響', '調査', '対処方法')],
    ['zh', alert('含义', '影响', '诊断', '缓解')],
    ['ko', alert('의미', '영향', '진단', '조치')],
  ])('an alert runbook in %s', (_lang, text) => {
    expect(looksLikeSkill(text, 'QueueStuck.md')).toBe(true)
  })

  test('a procedure of commands', () => {
    const text =
      '# Rotate the keys\n\nKeys live for a year.\n\n1. Make one\n2. Put it in place\n3. Remove the old one\n\n```bash\nkeys rotate\n```\n'
    expect(looksLikeSkill(text, 'rotate.md')).toBe(true)
  })

  test('the front page of a folder of runbooks, but not of any folder', () => {
    const text = '# Welcome\n\nOur runbooks are below. Add a runbook for each alert.\n'
    expect(looksLikeSkill(text, 'docs/README.md')).toBe(true)
    expect(looksLikeSkill('# Welcome\n\nWe write code.\n', 'docs/README.md')).toBe(false)
  })

  test('a runbook that shows the times of a log is still one', () => {
    const text = `${alert('Meaning', 'Impact', 'Diagnosis', 'Mitigation')}\n\`\`\`\n10:01 a\n10:02 b\n10:03 c\n10:04 d\n\`\`\`\n`
    expect(looksLikeSkill(text, 'QueueStuck.md')).toBe(true)
  })
})

describe('accounts of an incident', () => {
  test.each([
    [
      'with symptoms, diagnosis and resolution',
      '# Checkout outage of 4 May\n\nDate: 2024-05-04\nDuration: 40 min\n\n## Symptoms\n\nx\n\n## Diagnosis\n\nx\n\n## Resolution\n\nx\n\n## Timeline\n\n- 10:01 a\n- 10:02 b\n- 10:04 c\n',
    ],
    [
      'told by clock times only',
      '# Queue stuck\n\n## Diagnosis\n\n10:01 we saw it\n\n10:05 we looked\n\n10:20 we fixed it\n\n## Resolution\n\nRestarted.\n',
    ],
    [
      'as a form',
      '# Incident\n\n## Summary\n\n## Impact\n\n## Root causes\n\n## Trigger\n\n## Resolution\n\n## Detection\n\n## Action items\n\n## Lessons learned\n\n## Timeline\n',
    ],
    [
      'with commands that were run',
      '# Postmortem: database\n\n## Impact\n\nx\n\n## Root cause\n\nx\n\n```sql\nselect 1\n```\n\n```sql\nselect 2\n```\n\n```sql\nselect 3\n```\n\n## Timeline\n\nx\n',
    ],
  ])('%s', (_name, text) => {
    expect(looksLikeSkill(text, 'report.md')).toBe(false)
  })
})

const CORPUS = '../shared/corpus'
const listFiles = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? listFiles(path) : [path]
  })

describe.skipIf(!existsSync(CORPUS))('public documents', () => {
  const isText = (path: string) => /\.(?:md|markdown|txt)$|\/[^./]+$/.test(path) && !/LICENSE|README|NOTES/i.test(path)

  test('no postmortem is taken for a runbook', () => {
    const files = ['dfds', 'posthog', 'gsp', 'dastergon'].flatMap((name) => listFiles(join(CORPUS, 'markdown', name)))
    const taken = files.filter(isText).filter((path) => looksLikeSkill(readFileSync(path, 'utf8'), path))
    expect(files.length).toBeGreaterThan(40)
    expect(taken).toEqual([])
  })

  test('every alert runbook is one', () => {
    const files = listFiles(join(CORPUS, 'runbooks/prometheus-operator/content/runbooks'))
    expect(files.filter((path) => !looksLikeSkill(readFileSync(path, 'utf8'), path))).toEqual([])
    const named = files.filter((path) => !path.endsWith('_index.md'))
    // by its text alone, whatever its folder
    expect(named.filter((path) => !looksLikeSkill(readFileSync(path, 'utf8'), 'x.md')).length).toBeLessThan(3)
  })
})

describe('a runbook without marks', () => {
  test.each([
    [
      'underlined headings',
      'Renewing the licence\n====================\n\nBefore you start\n----------------\n\nGet the token.\n\nSteps\n-----\n\n1. Open the console.\n2. Paste the token.\n',
    ],
    [
      'lines that end with a colon',
      'SOP-4: Moving the mail queue\n\nPrerequisites:\n- access to the host\n\nProcedure:\n1. Stop the intake.\n2. Copy the spool.\n\nVerification:\n- the queue is empty\n',
    ],
  ])('%s', (_, text) => {
    expect(looksLikeSkill(text, null)).toBe(true)
  })

  test('an account whose first line says so stays one', () => {
    expect(
      looksLikeSkill(
        'Incident report: mail queue\n\nResolution:\nThe spool was copied.\n\nVerification:\nThe queue is empty.\n',
        null,
      ),
    ).toBe(false)
  })
})

test('"How to" above numbered steps is a runbook, without a section or a command', () => {
  const steps = '1. Log in to the host.\n2. Note the full partition.\n3. Remove old images.\n'
  expect(looksLikeSkill(`How to free space on the hosts\n\nWhen "DiskFull" fires:\n\n${steps}`, 'disk.txt')).toBe(true)
  expect(looksLikeSkill('How to write a report\n\nTell what happened, not who did it.\n', 'guide.txt')).toBe(false)
})

test('a runbook-like account with a dated timeline is one of an incident', () => {
  const text =
    '# 权限故障排查\n\n## 故障现象\n\n命令都被拒绝。\n\n## 故障时间线\n\n| 时间 | 事件 |\n| --- | --- |\n| 2025-04-11 | 用户升级 |\n| 2025-04-14 22:19 | 修改配置 |\n\n## 诊断\n\n1. 查看日志\n2. 比较配置\n3. 重启\n\n```bash\njournalctl -u gateway\n```\n\n## 解决方案\n\n```bash\nsystemctl restart gateway\n```\n'
  expect(looksLikeSkill(text, null)).toBe(false)
})

test('what is done, and the code that does it, on no day, is a runbook', () => {
  const code = 'The script below does it.\n\n```ruby\nSession.stale.each(&:destroy)\n```\n'
  expect(looksLikeSkill(`# Clearing sessions of guests\n\n${code}`, 'docs/clear.md')).toBe(true)
  expect(looksLikeSkill(`# Sessions of guests were lost\n\n${code}`, 'docs/lost.md')).toBe(false)
  expect(looksLikeSkill(`# Clearing sessions of guests\n\nOn 2024-03-05 they were lost. ${code}`, 'a.md')).toBe(false)
})

test('a title with the number of an incident is of an account, whatever its sections are called', () => {
  const text = (title: string) =>
    `# ${title}\n\n## 장애 개요\n2026년 7월 15일 응답이 느렸다.\n\n## 증상\n- 느림\n\n## 원인\n연결이 고갈되었다.\n\n## 조치\n늘렸다.\n`
  expect(looksLikeSkill(text('INC-2026-001 Payment API'), null)).toBe(false)
})
