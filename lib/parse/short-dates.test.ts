import { describe, expect, test } from 'vitest'
import { parseSource } from './parse-source'

const incidentOf = (text: string) => parseSource(text, { filename: 'report.md' }).documents[0]?.incident

describe('a short date in front of a time', () => {
  test.each([
    ['# Rapporto del 9 gennaio 2026', 'ore 8:40', '10/01 ore 14:30', 'CET', '2026-01-10T13:30:00Z'],
    ['# Rapport du 20 janvier 2026', '08:40', '23/01 à 10h00', 'CET', '2026-01-23T09:00:00Z'],
    ['# Informe del 20 de enero de 2026', '08:40', '23/01 a las 10:00', 'CET', '2026-01-23T09:00:00Z'],
    ['# Bericht vom 20. Januar 2026', '08:40', '23.01. um 10:00', 'CET', '2026-01-23T09:00:00Z'],
    ['# Raport z 20 stycznia 2026', '08:40', '23.01 o 10:00', 'CET', '2026-01-23T09:00:00Z'],
  ])('%s: the word between date and time belongs to neither', (title, first, later, zone, at) => {
    const text = `${title}\n\n| a | b |\n|---|---|\n| Data | 13/01/2026 |\n\n## Timeline (${zone})\n\n- ${first} - A\n- ${later} - B\n`
    expect(incidentOf(text)?.timeline.at(-1)?.at).toBe(at)
  })
})

test('a due date of day and month is of the year nearest to the report', () => {
  const text =
    '# Incidentrapport: avbrott 18.8.2026\n\n## Åtgärder\n\n| # | Åtgärd | Ansvarig | Klar |\n|---|---|---|---|\n| 1 | Larma tidigare | Maya | 25.8 |\n| 2 | Rensa arkivet | Sam | 5.9. |\n'
  expect(incidentOf(text)?.actionItems.map(({ owner, due }) => [owner, due])).toEqual([
    ['Maya', '2026-08-25'],
    ['Sam', '2026-09-05'],
  ])
})

test('immediate steps of a runbook are its resolution, quick checks its diagnosis', () => {
  const text =
    '# Runbook: Heap is full\n\n**Alert:** `HeapFull`\n\n## Quick checks\n\n1. Is a dump being taken?\n\n## Immediate Steps\n\n1. Restart it:\n   ```bash\n   docker restart harbour\n   ```\n\n## Escalation\n\n- Page the on-call.\n'
  const skill = parseSource(text, { filename: 'heap.md' }).documents[0]?.skill
  expect(skill?.actionItems).toEqual([])
  expect(skill?.diagnosis[0]?.text).toContain('Is a dump being taken?')
  expect(skill?.resolution[0]).toMatchObject({ code: [{ text: 'docker restart harbour' }] })
})

describe('lines of a later day', () => {
  test.each([
    ['# 障害報告 2025年3月4日', 'JST', '14:05 検索が止まる', '翌日 10:00 振り返り', '2025-03-05T01:00:00Z'],
    ['# 障害報告 2025年3月4日', 'JST', '14:05 検索が止まる', '翌々日 09:00 会議', '2025-03-06T00:00:00Z'],
    ['# 장애 보고서 2025년 3월 4일', 'KST', '14:05 검색 중단', '이틀 뒤 09:00 회의', '2025-03-06T00:00:00Z'],
    [
      '# Search down, 4 March 2025',
      'UTC',
      '14:05 search stops',
      'two days later at 09:00 a review',
      '2025-03-06T09:00:00Z',
    ],
  ])('%s: %s', (title, zone, first, later, at) => {
    const text = `${title}\n\n## Timeline (${zone})\n\n- ${first}\n- ${later}\n`
    expect(incidentOf(text)?.timeline.at(-1)?.at).toBe(at)
  })
})

test('hours with one unit behind their range are a time', () => {
  const text =
    '# Account op slot\n\n## Tijdlijn (2026-07-21, UTC)\n\n| Tijd | Gebeurtenis |\n|---|---|\n| 05:58 | Eerste fout |\n| 07–09u | Veel fouten |\n| 11-12 uur | Weer goed |\n'
  expect(incidentOf(text)?.timeline.map(({ at, timeText }) => [at, timeText])).toEqual([
    ['2026-07-21T05:58:00Z', '05:58'],
    ['2026-07-21T07:00:00Z', '07–09u'],
    ['2026-07-21T11:00:00Z', '11-12 uur'],
  ])
})

test.each([
  ['## Qué se cambió', 'Alarma con el doble de umbral'],
  ['## Что изменили', 'Порог тревоги вдвое выше'],
  ['## What we changed', 'Twice the threshold'],
])('%s: what is listed has been done', (heading, line) => {
  const text = `# Postmortem 2025-03-04\n\n## Timeline\n\n- 10:00 UTC errors\n\n${heading}\n\n- ${line}\n`
  expect(incidentOf(text)?.actionItems.map(({ title, status }) => [title, status])).toEqual([[line, 'done']])
})

test('a name in bold in front of what a person does is taken for the owner, with a doubt; a thing in bold is not', () => {
  const text =
    '# Mail down 2025-03-04\n\n## Timeline\n\n- 14:05 UTC mail stops\n\n## Action items\n\n- **maya** adds an alert\n- **Sam** will write the runbook\n- **Alerting** needs an owner\n- **Kafka** must be bigger\n'
  const incident = incidentOf(text)
  expect(incident?.actionItems.map(({ owner }) => owner)).toEqual(['maya', 'Sam', null, null])
})

describe('a zone in front of a time', () => {
  test.each([
    ['- 10:00 UTC 発生', '- 日本時間 2025年3月5日 12:36 温度が上がる', ['2025-03-05T03:36:00Z', '温度が上がる']],
    ['- 10:00 UTC start', '- JST 2025-03-05 13:00 mended', ['2025-03-05T04:00:00Z', 'mended']],
    ['- UTC 10:00 - start', '- UTC 10:30: paged', ['2025-03-04T10:30:00Z', 'paged']],
    ['- 10:00 UTC start', '- [CET] 12:30 - paged', ['2025-03-04T11:30:00Z', 'paged']],
  ])('%s, %s', (first, second, expected) => {
    const text = `# Search down 2025-03-04\n\n## Timeline\n\n${first}\n${second}\n`
    const entry = incidentOf(text)?.timeline.at(-1)
    expect([entry?.at, entry?.text]).toEqual(expected)
  })

  test('letters right behind the name of a zone do not hide it', () => {
    const at = (line: string) =>
      incidentOf(`# 障害 2025年3月4日\n\n${line}\n\n## タイムライン\n\n- 10:00 発生\n- 日本時間 20:00 復旧\n`)
        ?.timeline[0]?.at
    expect(at('時刻はUTCです。')).toBe('2025-03-04T10:00:00Z')
    expect(at('시간은 모두 KST기준입니다.')).toBe('2025-03-04T01:00:00Z')
  })
})

test('of boxes of which some are ticked, those that are not are left to do, whatever the heading', () => {
  const text =
    '# Rapport d’incident du 4 mars 2025\n\n## Chronologie\n\n- 10:00 UTC erreurs\n\n## Validation\n\n- [x] Historique nettoyé\n- [ ] Nouveaux identifiants obtenus\n'
  expect(incidentOf(text)?.actionItems.map(({ title, status }) => [title, status])).toEqual([
    ['Nouveaux identifiants obtenus', 'open'],
  ])
})

test('a heading that names a symptom is one, its steps are the resolution', () => {
  const text =
    '# Mini runbook\n\n## 🚨 **Sintomo: il watcher non parte**\n\n1. Reinstallarlo:\n   ```bash\n   make watch\n   ```\n\n## Symptom: tests are red\n\n1. Run the doctor\n'
  const skill = parseSource(text, { filename: 'runbook.md' }).documents[0]?.skill
  expect(skill?.symptoms).toEqual(['il watcher non parte', 'tests are red'])
  expect(skill?.resolution).toHaveLength(2)
})

test('what stands below a line across the page says nothing of the last item', () => {
  const text =
    '# Mail down 2025-03-04\n\n## Timeline\n\n- 14:05 UTC mail stops\n\n## Action items\n\n- [ ] Test the alert\n\n---\n\n**Status**: resolved\n\n**Owner**: Maya\n'
  expect(incidentOf(text)?.actionItems).toMatchObject([{ title: 'Test the alert', status: 'open', owner: null }])
})
