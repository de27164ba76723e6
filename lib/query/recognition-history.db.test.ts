import { beforeAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { AskedFilterSchema, VerdictInputSchema, type AskedFilter } from '@/lib/schema/asked'
import type { Viewer } from '@/lib/schema/viewer'
import { judgeAsked, keepAsked, pruneAsked, resolveFirings } from '@/lib/store/recognition-history'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'
import { testViewer } from '@/tests/factories/viewer'
import { recognise } from './recognise'
import { listAsked, listAskedWeeks, listUnrecognised } from './recognition-history'

let viewer: Viewer
beforeAll(async () => {
  viewer = await loadDemoContent()
})
beforeEach(async () => {
  await database.asked.deleteMany()
})

const ALERT = 'FIRING: 401 rate is 12x baseline on /api, no deploy today, log says "kid mismatch"'
const ODD = 'the coffee of machine 4 tastes bitter'
const MONDAY = new Date('2026-11-16T09:00:00Z')
const day = (days: number) => new Date(MONDAY.getTime() + days * 86_400_000)
const filter = (given: Partial<AskedFilter> = {}) => AskedFilterSchema.parse(given)

async function ask(text: string, at = MONDAY, more: { firing?: string; key?: string } = {}): Promise<string> {
  const answer = await recognise(viewer, text, at, more.key)
  return (await keepAsked(viewer, { source: 'page', text, answer, ...more }, at)).id
}

test('what was asked is kept with its answer, once for the same question and for the same firing', async () => {
  const id = await ask(ALERT)
  expect(await ask(ALERT, new Date(MONDAY.getTime() + 60_000))).toBe(id)
  expect(await ask(ALERT, day(1))).not.toBe(id)
  const firing = await ask(ALERT, day(2), { firing: 'a@1' })
  expect(await ask('told otherwise', day(3), { firing: 'a@1' })).toBe(firing)
  const page = await listAsked(viewer, filter())
  expect(page.total).toBe(3)
  expect(page.items[0]).toMatchObject({ id: firing, by: viewer.name, source: 'page', verdict: null, resolvedAt: null })
  expect(page.items[2]?.hits[0]).toMatchObject({ kind: 'skill', slug: DEMO.skill })
  await resolveFirings(viewer, [{ firing: 'a@1', at: day(4) }])
  expect((await listAsked(viewer, filter())).items[0]?.resolvedAt).toBe('2026-11-20T09:00:00Z')
})

test('what a person says counts the next time, until it is said otherwise', async () => {
  const asked = await ask('Boiler 3 of the kitchen is cold')
  const right = { kind: 'skill' as const, slug: DEMO.skill }
  await judgeAsked(viewer, { id: asked, verdict: 'right', right }, day(1))
  const again = await recognise(viewer, 'Boiler 7 of the kitchen is cold', day(2))
  expect(again.skills[0]).toMatchObject({ slug: DEMO.skill })
  expect(again.skills[0]?.reasons).toContain('Confirmed for this alert on 2026-11-17')
  expect((await recognise(viewer, 'Boiler 7 of the cellar is cold', day(2))).skills).toEqual([])
  await judgeAsked(viewer, { id: asked, verdict: 'none', right: null }, day(3))
  expect((await recognise(viewer, 'Boiler 7 of the kitchen is cold', day(4))).skills).toEqual([])
  expect(await database.auditEntry.count({ where: { action: 'question.judged', targetId: asked } })).toBe(2)
})

test('a confirmed incident comes first as well', async () => {
  const asked = await ask('Boiler 3 of the attic is cold')
  const right = { kind: 'incident' as const, slug: DEMO.keyRotation }
  await judgeAsked(viewer, { id: asked, verdict: 'right', right }, day(1))
  const again = await recognise(viewer, 'Boiler 4 of the attic is cold', day(2))
  expect(again.incidents[0]).toMatchObject({ slug: DEMO.keyRotation })
  expect(again.incidents[0]?.reasons[0]).toBe('Confirmed for this alert on 2026-11-17')
})

test('only who may write judges, and only what exists', async () => {
  const id = await ask(ALERT)
  const none = { id, verdict: 'none' as const, right: null }
  await expect(judgeAsked(testViewer('read'), none)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(judgeAsked(viewer, { ...none, id: 'nothing' })).rejects.toMatchObject({ code: 'not_found' })
  const unknown = { id, verdict: 'right' as const, right: { kind: 'skill' as const, slug: 'nobody' } }
  await expect(judgeAsked(viewer, unknown)).rejects.toMatchObject({ code: 'not_found' })
  expect(VerdictInputSchema.safeParse({ id, verdict: 'right' }).success).toBe(false)
  expect(VerdictInputSchema.safeParse({ id, verdict: 'none', right: unknown.right }).success).toBe(false)
})

test('the hit rate by week counts the first answer of its kind', async () => {
  const hit = await ask(ALERT)
  const second = await ask(`${ALERT} again`, day(1))
  await ask(ODD, day(8))
  const answered = (await listAsked(viewer, filter())).items.find(({ id }) => id === second)
  const first = answered?.hits.find(({ kind }) => kind === 'incident')?.slug
  const other = await database.incident.findFirstOrThrow({ where: { slug: { not: first ?? '' } } })
  await judgeAsked(viewer, { id: hit, verdict: 'right', right: { kind: 'skill', slug: DEMO.skill } })
  await judgeAsked(viewer, { id: second, verdict: 'right', right: { kind: 'incident', slug: other.slug } })
  expect(await listAskedWeeks(viewer)).toEqual([
    { week: '2026-11-16', asked: 2, decided: 2, right: 1 },
    { week: '2026-11-23', asked: 1, decided: 0, right: 0 },
  ])
})

test('what nothing known answers is listed once, until it is recognised', async () => {
  await ask(ALERT)
  await ask(ODD)
  await ask('the coffee of machine 9 tastes bitter', day(1))
  expect(await listUnrecognised(viewer)).toEqual([
    { text: 'the coffee of machine 9 tastes bitter', times: 2, last: '2026-11-17T09:00:00Z' },
  ])
  expect((await listAsked(viewer, filter({ state: 'unrecognised' }))).total).toBe(2)
  expect((await listAsked(viewer, filter({ q: 'KID mismatch' }))).total).toBe(1)
  expect((await listAsked(viewer, filter({ source: 'slack' }))).total).toBe(0)
  const last = await ask('the coffee of machine 2 tastes bitter', day(2))
  await judgeAsked(viewer, { id: last, verdict: 'right', right: { kind: 'skill', slug: DEMO.skill } })
  expect(await listUnrecognised(viewer)).toEqual([])
})

test('the oldest that nobody has judged give way; what people said stays', async () => {
  const old = await ask('first question of all', day(-400))
  const judged = await ask('second question of all', day(-400))
  await judgeAsked(viewer, { id: judged, verdict: 'none', right: null })
  const ids = []
  for (const place of [0, 1, 2]) ids.push(await ask(`question ${'abc'[place] ?? ''} of today`, day(place)))
  await pruneAsked(day(3))
  const left = async () => (await database.asked.findMany({ orderBy: { at: 'asc' } })).map(({ id }) => id)
  expect(await left()).toEqual([judged, ...ids])
  expect(await left()).not.toContain(old)
  await pruneAsked(day(3), { rows: 2, days: 180 })
  expect(await left()).toEqual([judged, ...ids.slice(1)])
})

test('who asks much takes no question of others away', async () => {
  const rare = await ask('a question that is asked once', day(0))
  const answer = await recognise(viewer, ODD, MONDAY)
  const often = { ...testViewer('read'), userId: null, name: 'Webhook of grafana' }
  for (const place of [1, 2, 3]) {
    const asked = { source: 'grafana' as const, text: ODD, answer, firing: `grafana:${place}` }
    await keepAsked(often, asked, day(place))
  }
  expect(await pruneAsked(day(4), { rows: 2, days: 180 })).toBe(1)
  const left = await database.asked.findMany({ orderBy: { at: 'asc' } })
  expect(left.map(({ id, firing }) => firing ?? id)).toEqual([rare, 'grafana:2', 'grafana:3'])
})
