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
