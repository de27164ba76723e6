import { beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { PremortemSchema } from '@/lib/schema/premortem'
import type { Viewer } from '@/lib/schema/viewer'
import { keepPremortem, tickPremortem } from '@/lib/store/premortem'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'
import { person } from '@/tests/factories/people'
import { premortem } from './premortem'
import { findPremortem, listPremortems } from './premortem-history'

let viewer: Viewer
beforeAll(async () => {
  viewer = await loadDemoContent()
})

const PLAN = 'On Monday we rotate the signing key. The gateways cache the JWKS for 24 hours.'
const NOW = new Date('2026-11-01T10:00:00Z')

test('a planned change: patterns with quotes, incidents they caused here, what is still open, and a checklist of both', async () => {
  const answer = PremortemSchema.parse(await premortem(viewer, PLAN))
  const [first] = answer.patterns
  expect(first?.slug).toBe(DEMO.pattern)
  expect(first?.why.join(' ')).toContain('rotate the signing key')
  expect(first?.incidents).toContain(DEMO.keyRotation)
  expect(answer.incidents.find(({ slug }) => slug === DEMO.keyRotation)?.patterns).toContain(DEMO.pattern)
  expect(answer.checklist.some(({ kind, because }) => kind === 'question' && because.includes(DEMO.pattern))).toBe(true)
  expect(answer.actionItems.map((item) => item.status)).not.toContain('done')
  expect(answer.note).toBeNull()
})

test('controls are action items that prevent or detect, of incidents that show the pattern, with their status', async () => {
  const incident = await database.incident.findUniqueOrThrow({ where: { slug: DEMO.keyRotation } })
  const add = (key: string, status: string | null, kind: string) =>
    database.actionItem.create({
      data: { incidentId: incident.id, key, position: -1, title: { en: `Item ${key}` }, status, kind },
    })
  const [open] = await Promise.all([
    add('refetch', 'open', 'prevent'),
    add('alert', 'done', 'detect'),
    add('minutes', 'open', 'process'),
    add('dropped', 'wont-do', 'prevent'),
  ])
  const controls = (await premortem(viewer, PLAN)).checklist.filter(
    ({ kind, because }) => kind === 'control' && because.includes(DEMO.keyRotation),
  )
  const words = controls.map(({ question }) => question).join('\n')
  expect(words).toContain('still not done; must it come first: “Item refetch”')
  expect(words).not.toMatch(/Item (?:minutes|dropped)/)
  expect(controls.find(({ question }) => question.includes('refetch'))).toMatchObject({
    actionItem: { id: open.id, status: 'open' },
    sources: [{ kind: 'incident', slug: DEMO.keyRotation }],
  })
})

test('nothing known is said, and is no error', async () => {
  const answer = await premortem(viewer, 'Paint the door of the office.')
  expect(answer).toMatchObject({ patterns: [], checklist: [] })
  expect(answer.note).toMatch(/no proof/)
  await expect(premortem(viewer, '\u0000 + - @@ -1 +1 @@')).resolves.toMatchObject({ patterns: [] })
})

test('a kept answer is found again, ticked by several, and forgotten when newer ones have come', async () => {
  const answer = await premortem(viewer, PLAN)
  const id = await keepPremortem(viewer, `# Key change\n\n${PLAN}`, answer, NOW)
  const [one, two] = answer.checklist.map(({ question }) => question)
  await Promise.all([one, two].map((question = '') => tickPremortem(viewer, { id, question, ticked: true })))
  await tickPremortem(viewer, { id, question: one ?? '', ticked: true })
  expect(new Set((await findPremortem(viewer, id))?.ticked)).toEqual(new Set([one, two]))
  expect(await findPremortem(viewer, id)).toMatchObject({ title: 'Key change', at: '2026-11-01T10:00:00Z' })
  await expect(tickPremortem(viewer, { id, question: 'Who?', ticked: true })).rejects.toMatchObject({
    code: 'not_found',
  })
  expect((await listPremortems(viewer))[0]).toMatchObject({ id, ticked: 2, questions: answer.checklist.length })

  const rows = Array.from({ length: 200 }, (_, index) => ({
    at: new Date(NOW.getTime() + 1000 + index),
    byName: viewer.name,
    userId: viewer.userId,
    title: 'later',
    text: 'x',
    answer,
    ticked: [],
  }))
  await database.premortem.createMany({ data: rows })
  await keepPremortem(viewer, 'Newest', answer, new Date(NOW.getTime() + 60_000))
  expect(await database.premortem.count()).toBe(200)
  expect(await findPremortem(viewer, id)).toBeNull()
})

test('who asks for many pre-mortems takes those of nobody else away', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  const answer = await premortem(maya, PLAN)
  const id = await keepPremortem(maya, PLAN, answer, NOW)
  const later = (index: number) => new Date(NOW.getTime() + 1000 + index)
  const rows = Array.from({ length: 200 }, (_, index) => ({
    at: later(index),
    byName: sam.name,
    userId: sam.userId,
    title: 'later',
    text: 'x',
    answer,
    ticked: [],
  }))
  await database.premortem.createMany({ data: rows })
  await keepPremortem(sam, 'Newest', answer, later(200))
  expect(await database.premortem.count({ where: { userId: sam.userId } })).toBe(200)
  expect(await findPremortem(maya, id)).not.toBeNull()
})

test('who may only read keeps and ticks nothing', async () => {
  const reader: Viewer = { ...viewer, scope: 'read' }
  const answer = await premortem(reader, PLAN)
  await expect(keepPremortem(reader, PLAN, answer, NOW)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(tickPremortem(reader, { id: 'x', question: 'y', ticked: true })).rejects.toMatchObject({
    code: 'forbidden',
  })
})
