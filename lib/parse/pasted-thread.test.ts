import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseSource } from './parse-source'

/** From the pasted text to both documents, as somebody reads them in it. */
const { documents } = parseSource(readFileSync('tests/fixtures/pasted-thread/checkout-pool.txt', 'utf8'))
const incident = documents.find(({ kind }) => kind === 'incident')
const skill = documents.find(({ kind }) => kind === 'skill')

test('a pasted thread gives a postmortem with its stamps, its impact, its cause and its promises', () => {
  expect(incident?.incident).toMatchObject({
    severity: 'SEV2',
    windows: [
      { startedAt: '2026-10-14T09:12:00Z', declaredAt: '2026-10-14T09:15:00Z', mitigatedAt: '2026-10-14T09:36:00Z' },
    ],
    impact: { summary: expect.stringContaining('cards are being declined for some customers') as string },
  })
  expect(incident?.incident?.causes.map(({ role, text }) => [role, text.slice(0, 30)])).toEqual([
    ['false-lead', 'first thought was the deploy b'],
    ['root', 'the reporting job was moved to'],
  ])
  expect(incident?.incident?.actionItems.map(({ title, owner, due }) => [title, owner, due])).toEqual([
    ['Put a connection limit on the reporting user', 'Ravi', '2026-10-14'],
    ['Alert on connections above 80 %', null, null],
    ['Move reporting back to the replica', 'Imke', '2026-10-16'],
  ])
})

test('its skill has the limit of the alert, the checks without the talk, and the command that helped', () => {
  expect(skill?.skill?.triggers).toEqual([{ metric: '5xx rate of checkout-api', op: '>', value: 2, unit: '%' }])
  expect(skill?.skill?.diagnosis.map(({ text }) => text).join('\n')).not.toContain('status page says')
  expect(skill?.skill?.resolution[0]).toEqual({
    text: 'killed the job',
    code: [{ lang: 'bash', text: 'kubectl scale deployment/reporting --replicas=0 -n prod' }],
  })
})
