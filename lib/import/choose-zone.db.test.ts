import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { emptyDatabase } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { chooseZone } from './choose-zone'
import { findSkill } from '@/lib/query/skills'
import { importSources, previewSource, type SourceInput } from './run-import'
import { saveReviewedDraft } from './save-reviewed'

afterAll(() => database.$disconnect())
beforeEach(emptyDatabase)

const TEXT = `# Parcels waited

Date: 2026-07-01

## Timeline

- 22:50 Parcels began to wait
- 23:10 Maya was paged
- 00:20 Nothing waited any more
`

async function importText(text = TEXT): Promise<{ itemId: string; version: number }> {
  const bytes = new TextEncoder().encode(text)
  for await (const line of importSources(testViewer(), [{ path: 'parcels.md', kind: 'file', bytes }], { via: 'api' }))
    expect(line.outcome).toBe('created')
  const item = await database.reviewItem.findFirstOrThrow({ where: { path: 'zone' } })
  return { itemId: item.id, version: 1 }
}
const times = async () =>
  (await database.timelineEntry.findMany({ orderBy: { position: 'asc' } })).map(({ at }) => at?.toISOString() ?? null)

test('a zone chosen once places all times, daylight saving and midnight included', async () => {
  const item = await importText()
  expect(await times()).toEqual([null, null, null])
  const { document, version } = await chooseZone(testViewer(), { ...item, zone: 'Europe/Berlin' })
  expect(document.incident?.zone).toBe('+02:00')
  expect(version).toBe(2)
  expect(await times()).toEqual(['2026-07-01T20:50:00.000Z', '2026-07-01T21:10:00.000Z', '2026-07-01T22:20:00.000Z'])
  expect(await database.reviewItem.findFirstOrThrow({ where: { path: 'zone' } })).toMatchObject({ state: 'corrected' })
  expect(await database.postmortem.findFirstOrThrow()).toMatchObject({ edited: true })
})

test('what is no zone changes nothing', async () => {
  const item = await importText()
  await expect(chooseZone(testViewer(), { ...item, zone: 'Atlantis' })).rejects.toMatchObject({ code: 'bad_input' })
  await expect(chooseZone(testViewer('read'), { ...item, zone: 'UTC' })).rejects.toMatchObject({ code: 'forbidden' })
  expect(await times()).toEqual([null, null, null])
})

const CHAT = `#incidents
Wednesday, July 1st, 2026
Pager APP  11:42 PM
[FIRING] checkout-api: 401 responses above 20 % for 5 minutes
Maya  11:44 PM
declaring an incident, every pod logs that the signature is invalid
Deepak  11:51 PM
root cause: the signing keys were rotated and the cache still has the old set
Sam  11:58 PM
restarting the gateways
Sam  12:03 AM
error rate is back to normal, resolved
`

test('in a conversation the times of its messages are placed too', async () => {
  const item = await importText(CHAT)
  const said = async () =>
    (await database.message.findMany({ orderBy: { position: 'asc' } })).map(({ at }) => at?.toISOString() ?? null)
  expect(await said()).toEqual([null, null, null, null, null])
  const { document } = await chooseZone(testViewer(), { ...item, zone: 'Europe/Berlin' })
  expect(document.incident?.zone).toBe('+02:00')
  const placed = ['21:42', '21:44', '21:51', '21:58', '22:03'].map((time) => `2026-07-01T${time}:00.000Z`)
  expect(await said()).toEqual(placed)
  expect((await times())[0]).toBe(placed[0])
  expect(await database.thread.findFirstOrThrow()).toMatchObject({ startedAt: new Date(placed[0] ?? '') })
})

const TAUGHT = CHAT.replace(
  'restarting the gateways',
  'restarting the gateways now:\n```\nkubectl rollout restart deployment/gateway -n prod\n```',
)

test('the skill that was made of it says when the conversation was', async () => {
  const item = await importText(TAUGHT)
  const { slug } = await database.skill.findFirstOrThrow()
  expect((await findSkill(testViewer(), slug))?.sources).toMatchObject([{ from: null, to: null }])
  await chooseZone(testViewer(), { ...item, zone: 'Europe/Berlin' })
  expect((await findSkill(testViewer(), slug))?.sources).toMatchObject([
    { on: '2026-07-01', from: '2026-07-01T21:42:00Z', to: '2026-07-01T22:03:00Z' },
  ])
})

test('what a person said of a conversation that does not tell its day is kept with it', async () => {
  const text = CHAT.replace('Wednesday, July 1st, 2026\n', '')
  const input: SourceInput = {
    path: null,
    kind: 'paste',
    bytes: new TextEncoder().encode(text),
    told: { date: '2026-07-01' },
  }
  await saveReviewedDraft(testViewer(), input, previewSource(input, []), 'browser')
  expect(await database.source.findFirstOrThrow()).toMatchObject({ context: { date: '2026-07-01' } })
  // Said again, of the same words.
  const again: SourceInput = { ...input, told: { date: '2026-07-01', zone: 'Europe/Berlin' } }
  await saveReviewedDraft(testViewer(), again, previewSource(again, []), 'browser')
  expect(await database.source.findFirstOrThrow()).toMatchObject({ context: again.told })
  expect(await database.thread.count()).toBe(1)
  expect((await times())[0]).toBe('2026-07-01T21:42:00.000Z')
})
