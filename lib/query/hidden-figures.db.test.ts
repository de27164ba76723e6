import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { AskedFilterSchema } from '@/lib/schema/asked'
import type { Viewer } from '@/lib/schema/viewer'
import { updateActionItem } from '@/lib/store/action-items'
import { editPattern } from '@/lib/store/edit-pattern'
import { continueRun, listOpenRuns } from '@/lib/store/pattern-run'
import { keepPremortem, removePremortem, tickPremortem } from '@/lib/store/premortem'
import { judgeAsked, keepAsked, removeAsked } from '@/lib/store/recognition-history'
import { shareIncident } from '@/lib/store/share-incident'
import { actionItem, incidentDocument, skillDocument } from '@/tests/factories/documents'
import { person } from '@/tests/factories/people'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'
import { readActionItems } from './action-items'
import { readGaps } from './gaps'
import { listMentions } from './comments'
import { findImport } from './imports'
import { findIncident } from './incidents'
import { findPattern } from './patterns'
import { premortem } from './premortem'
import { findPremortem, listPremortems } from './premortem-history'
import { recognise } from './recognise'
import { findConfirmed, listAsked, listAskedWeeks, listUnrecognised } from './recognition-history'
import { listRuns } from './skill-runs'

beforeEach(async () => {
  await emptyDatabase()
  await database.asked.deleteMany()
  await database.premortem.deleteMany()
})
afterAll(() => database.$disconnect())

const report = (slug: string, title: string) => incidentDocument({ slug, title }, { on: '2026-03-02' })

async function restrict(viewer: Viewer, slug: string): Promise<void> {
  const { version } = await database.incident.findUniqueOrThrow({ where: { slug } })
  await shareIncident(viewer, slug, { visibility: 'restricted', readers: { users: [], teams: [] } }, version)
}

test('an import of which one may not read all says of no number how much the rest is', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  await saveDrafts([report('lift', 'The lift stopped'), report('door', 'The door stuck')], { viewer: maya })
  const { id } = await database.import.findFirstOrThrow()
  await database.import.update({ where: { id }, data: { total: 2, done: 2 } })
  expect(await findImport(sam, id)).toMatchObject({ total: 2, done: 2 })
  await restrict(maya, 'door')
  // Both come from one source: whoever may not read one of them may read neither line.
  await expect(findImport(sam, id)).rejects.toMatchObject({ code: 'not_found' })

  await saveDrafts([report('gate', 'The gate fell')], { viewer: maya, text: 'gate' })
  const later = await database.import.findFirstOrThrow({ orderBy: { startedAt: 'desc' } })
  await database.importLine.updateMany({ where: { importId: id }, data: { importId: later.id } })
  await database.import.update({ where: { id: later.id }, data: { total: 3, done: 3 } })
  expect(await findImport(sam, later.id)).toMatchObject({ total: null, done: 1, outcomes: { created: 1 } })
  expect(await findImport(maya, later.id)).toMatchObject({ total: 3 })

  // Files that are kept are, when the right to import was lost, also those that have their line.
  const files = [0, 1, 2].map((position) => ({
    position,
    path: `${position}.md`,
    kind: 'file',
    bytes: new Uint8Array(1),
  }))
  await database.importItem.createMany({ data: files.map((file) => ({ importId: later.id, ...file })) })
  await database.import.update({ where: { id: later.id }, data: { state: 'failed' } })
  expect(await findImport(sam, later.id)).toMatchObject({ state: 'failed', done: 1, retryable: 0 })
  expect(await findImport(maya, later.id)).toMatchObject({ state: 'failed', retryable: 3 })
})

test('the run of a pattern says neither how much there is nor how much of it shows the pattern', async () => {
  const [maya, sam, kim] = [await person('maya'), await person('sam'), await person('kim', 'admin')]
  for (const slug of ['lift', 'door', 'gate']) {
    const body = 'The projectfalcon storehouse lost its projectfalcon keys on the night of the move.'
    await saveDrafts([incidentDocument({ slug, title: `The ${slug} stuck`, body })], { viewer: maya, text: slug })
  }
  await restrict(maya, 'door')
  const probe = { slug: 'probe', title: 'A probe', family: 'probes', mechanism: 'It asks for a word.', body: '' }
  await editPattern(sam, { ...probe, cues: { en: ['projectfalcon ^5'] }, questions: [], controls: [] }, 0)
  const shown = async (viewer: Viewer) => (await findPattern(viewer, 'probe'))?.run
  const hidden = { checked: null, total: null, changed: null }
  expect(await shown(sam)).toEqual({ share: 0, finished: false, ...hidden })
  expect(await shown(kim)).toEqual({ share: 0, finished: false, checked: 0, total: 3, changed: 0 })
  const [id = ''] = await listOpenRuns()
  // Of few things a share to the last digit would tell their number.
  await database.patternRun.update({ where: { patternId: id }, data: { checked: 29, total: 37 } })
  expect(await shown(sam)).toEqual({ share: 0.7, finished: false, ...hidden })
  await database.patternRun.update({ where: { patternId: id }, data: { checked: 0, total: 3 } })
  let state = await continueRun(maya, id)
  while (state && !state.finished) state = await continueRun(maya, id)
  expect((await findPattern(sam, 'probe'))?.members).toHaveLength(2)
  expect(await shown(sam)).toEqual({ share: 1, finished: true, ...hidden })
  expect(await shown(kim)).toEqual({ share: 1, finished: true, checked: 3, total: 3, changed: 3 })
})

test('a question for which a hidden incident was right looks as if nobody had judged it', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  await saveDrafts([report('door', 'The door stuck')], { viewer: maya })
  const text = 'the door stuck again'
  const at = new Date('2026-11-16T09:00:00Z')
  const { id } = await keepAsked(maya, { source: 'grafana', text, answer: await recognise(maya, text, at) }, at)
  await judgeAsked(maya, { id, verdict: 'right', right: { kind: 'incident', slug: 'door' } }, at)
  const shown = async (viewer: Viewer, state?: 'right' | 'undecided') =>
    (await listAsked(viewer, AskedFilterSchema.parse({ state }))).items
  expect(await shown(sam, 'right')).toMatchObject([{ id, verdict: 'right', right: { slug: 'door' } }])

  await restrict(maya, 'door')
  expect(await shown(sam)).toMatchObject([{ id, hits: [], verdict: null, right: null, decidedBy: null }])
  expect(await shown(sam, 'right')).toEqual([])
  expect(await shown(sam, 'undecided')).toMatchObject([{ id }])
  expect(await listAskedWeeks(sam)).toMatchObject([{ asked: 1, decided: 0, right: 0 }])
  expect(await shown(maya, 'right')).toMatchObject([{ id, verdict: 'right', right: { slug: 'door' } }])
  expect(await listAskedWeeks(maya)).toMatchObject([{ asked: 1, decided: 1 }])
})

test('what somebody has typed is there for who may read what answered it, and for who asked', async () => {
  const [maya, sam, kim] = [await person('maya'), await person('sam'), await person('kim')]
  await saveDrafts([report('door', 'The door stuck')], { viewer: maya })
  const at = new Date('2026-11-16T09:00:00Z')
  const hit = { kind: 'incident' as const, slug: 'door', title: 'door', score: 0.9, reasons: [] }
  const answer = { ...(await recognise(maya, 'nothing', at)), skills: [], incidents: [hit] }
  const asked = { source: 'page' as const, text: 'the secret door stuck', answer, key: 'secret door' }
  const { id } = await keepAsked(sam, asked, at)
  const checklist = [
    { question: 'Who has the key?', because: [], kind: 'question' as const, sources: [], actionItem: null },
  ]
  const plan = { ...(await premortem(maya, 'New doors')), incidents: [{ ...hit, patterns: [] }], checklist }
  const planId = await keepPremortem(sam, 'New secret doors', plan, at)
  const shown = async (viewer: Viewer) => {
    const [{ items, total }, weeks, list, gaps] = await Promise.all([
      listAsked(viewer, AskedFilterSchema.parse({ q: 'secret' })),
      listAskedWeeks(viewer),
      listUnrecognised(viewer),
      readGaps(viewer),
    ])
    const plans = [await findPremortem(viewer, planId), ...(await listPremortems(viewer))]
    const lists = [list, gaps.alerts.items].map((found) => found.length)
    return { ids: items.map((item) => item.id), total, weeks: weeks.length, lists, plans: plans.filter(Boolean).length }
  }
  const all = { ids: [id], total: 1, weeks: 1, lists: [0, 0], plans: 2 }
  expect(await shown(kim)).toEqual(all)
  await restrict(maya, 'door')
  expect(await shown(kim)).toEqual({ ids: [], total: 0, weeks: 0, lists: [0, 0], plans: 0 })
  expect(await shown(sam)).toMatchObject({ ids: [id], total: 1, plans: 2 })
  expect(await shown(maya)).toEqual(all)

  const verdict = { id, verdict: 'wrong' as const, right: null }
  const tick = { id: planId, question: plan.checklist[0]?.question ?? '', ticked: true }
  await expect(judgeAsked(kim, verdict, at)).rejects.toMatchObject({ code: 'not_found' })
  await expect(tickPremortem(kim, tick)).rejects.toMatchObject({ code: 'not_found' })
  await judgeAsked(sam, verdict, at)
  await tickPremortem(sam, tick)
  await expect(removeAsked(kim, id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(removePremortem(kim, planId)).rejects.toMatchObject({ code: 'not_found' })
  await removeAsked(sam, id)
  await removePremortem(sam, planId)
  expect(await shown(maya)).toEqual({ ids: [], total: 0, weeks: 0, lists: [0, 0], plans: 0 })
  expect(
    await database.auditEntry.count({ where: { action: { in: ['question.removed', 'premortem.removed'] } } }),
  ).toBe(2)
})

/** What is told of questions that nothing answered: the gaps, the list beside the history, and its filter. */
async function unansweredFor(viewer: Viewer): Promise<Record<'gaps' | 'list' | 'filter', string[]>> {
  const [gaps, list, filtered] = await Promise.all([
    readGaps(viewer),
    listUnrecognised(viewer),
    listAsked(viewer, AskedFilterSchema.parse({ state: 'unrecognised' })),
  ])
  const textsOf = (found: readonly { text: string }[]) => found.map(({ text }) => text).toSorted()
  return { gaps: textsOf(gaps.alerts.items), list: textsOf(list), filter: textsOf(filtered.items) }
}

test('what a hidden incident answered, or was right for, is unanswered or not by what else is there', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  await saveDrafts([report('door', 'The door stuck'), report('lift', 'The lift stopped')], { viewer: maya })
  const hit = (slug: string, score: number) => ({ kind: 'incident', slug, title: slug, score, reasons: [] })
  const judged = { verdict: 'right', rightKind: 'incident', rightSlug: 'door' }
  const rows = [
    { text: 'only hidden', hits: [hit('door', 0.9)], score: 0.9 },
    { text: 'seen as well', hits: [hit('door', 0.9), hit('lift', 0.8)], score: 0.9 },
    { text: 'judged, seen as well', hits: [hit('lift', 0.8)], score: 0.8, ...judged },
    { text: 'judged, nothing else', hits: [], score: null, ...judged },
  ].map((row) => ({
    ...row,
    key: row.text,
    at: new Date('2026-11-16T09:00:00Z'),
    source: 'alertmanager',
    byName: 'alerts',
  }))
  await database.asked.createMany({ data: rows })
  const none = { gaps: [], list: [], filter: [] }
  expect([await unansweredFor(sam), await unansweredFor(maya)]).toEqual([none, none])

  await restrict(maya, 'door')
  const texts = ['judged, nothing else', 'only hidden']
  expect(await unansweredFor(sam)).toEqual({ gaps: texts, list: texts, filter: texts })
  expect(await unansweredFor(maya)).toEqual(none)
})

test('what was confirmed for an alert stays so for those who may not read what was confirmed later', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  await saveDrafts([report('door', 'The door stuck')], { viewer: maya })
  await saveDrafts([report('lift', 'The lift stopped')], { viewer: maya })
  const judged = (day: number, verdict: string, rightSlug: string | null = null) => ({
    key: 'bell rings',
    text: 'bell rings',
    hits: [],
    at: new Date(`2026-11-0${day}T08:00:00Z`),
    source: 'alertmanager',
    byName: 'alerts',
    verdict,
    rightKind: rightSlug && 'incident',
    rightSlug,
    decidedAt: new Date(`2026-11-0${day}T09:00:00Z`),
  })
  const confirmedFor = async (viewer: Viewer) => {
    const found = await findConfirmed(viewer, 'bell rings')
    const row = found && (await database.incident.findUniqueOrThrow({ where: { id: found.id } }))
    return row && [row.slug, found.on]
  }
  await database.asked.create({ data: judged(1, 'right', 'lift') })
  const door = await database.asked.create({ data: judged(3, 'right', 'door') })
  expect([await confirmedFor(sam), await confirmedFor(maya)]).toEqual(Array(2).fill(['door', '2026-11-03']))

  await restrict(maya, 'door')
  expect(await confirmedFor(maya)).toEqual(['door', '2026-11-03'])
  expect(await confirmedFor(sam)).toEqual(['lift', '2026-11-01'])
  // What is gone is passed over as well: else it would differ from what is hidden.
  await database.asked.update({ where: { id: door.id }, data: { rightSlug: 'nothing' } })
  expect([await confirmedFor(sam), await confirmedFor(maya)]).toEqual(Array(2).fill(['lift', '2026-11-01']))
  await database.asked.update({ where: { id: door.id }, data: { rightSlug: 'door' } })
  await database.asked.create({ data: judged(2, 'none') })
  expect(await confirmedFor(sam)).toBeNull()
  expect(await confirmedFor(maya)).toEqual(['door', '2026-11-03'])
})

test('a kept pre-mortem names no action item that has been hidden since, nor whether one waits for it', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  const withItem = (slug: string, title: string) =>
    incidentDocument({ slug, title }, { on: '2026-03-02', actionItems: [actionItem(`Oil the ${slug}`)] })
  await saveDrafts([withItem('door', 'The door stuck'), withItem('lift', 'The lift stopped')], { viewer: maya })
  const of = (slug: string) => database.actionItem.findFirstOrThrow({ where: { incident: { slug } } })
  const [door, lift] = [await of('door'), await of('lift')]
  await updateActionItem(maya, lift.id, { dependsOnId: door.id })
  const actionItems = await readActionItems(maya, [lift.id], new Date())
  const id = await keepPremortem(
    maya,
    'New ropes',
    { ...(await premortem(maya, 'New ropes')), actionItems },
    new Date(),
  )
  const itemFor = async (viewer: Viewer) =>
    (await findPremortem(viewer, id))?.answer.actionItems.find((one) => one.id === lift.id)
  expect(await itemFor(sam)).toMatchObject({ dependsOn: { id: door.id }, waits: true })
  await restrict(maya, 'door')
  expect(await itemFor(sam)).toMatchObject({ id: lift.id, dependsOn: null, dependents: [], waits: false })
  expect(await itemFor(maya)).toMatchObject({ dependsOn: { id: door.id }, waits: true })
})

test('runs of a skill in hidden incidents take no place in the list', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  await saveDrafts([report('door', 'The door stuck')], { viewer: maya })
  await saveDrafts([skillDocument({ slug: 'oil-it' })], { viewer: maya, text: 'oil it' })
  const { id: skillId } = await database.skill.findUniqueOrThrow({ where: { slug: 'oil-it' } })
  const { id: incidentId } = await database.incident.findUniqueOrThrow({ where: { slug: 'door' } })
  const run = (minute: number) => ({
    skillId,
    skillRecord: 1,
    outcome: 'worked',
    startedAt: new Date(Date.UTC(2026, 10, 16, 9, minute)),
    byName: 'maya',
    via: 'page',
  })
  const inDoor = Array.from({ length: 50 }, (_, minute) => ({ ...run(minute + 1), incidentId }))
  await database.skillRun.createMany({ data: [run(0), ...inDoor] })
  await restrict(maya, 'door')
  expect(await listRuns(sam, 'oil-it')).toMatchObject([{ startedAt: '2026-11-16T09:00:00Z', incident: null }])
})

test('what is hidden takes no place among the items that wait for one, nor among the comments that name somebody', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  const many = Array.from({ length: 30 }, (_, index) => actionItem(`Oil hinge ${index}`))
  await saveDrafts([incidentDocument({ slug: 'door', title: 'The door stuck' }, { actionItems: many })], {
    viewer: maya,
  })
  const own = [actionItem('Oil the lift'), actionItem('Oil it again')]
  await saveDrafts([incidentDocument({ slug: 'lift', title: 'The lift stopped' }, { actionItems: own })], {
    viewer: maya,
  })
  const lift = await database.incident.findUniqueOrThrow({
    where: { slug: 'lift' },
    include: { actionItems: { orderBy: { position: 'asc' } } },
  })
  const door = await database.incident.findUniqueOrThrow({ where: { slug: 'door' } })
  const [first, second] = lift.actionItems.map(({ id }) => id)
  await database.actionItem.updateMany({ where: { incidentId: door.id }, data: { dependsOnId: first ?? '' } })
  // Behind all others, whatever ids they have got.
  await database.actionItem.update({ where: { id: second ?? '' }, data: { id: 'zzzz', dependsOnId: first ?? '' } })
  const comments = Array.from({ length: 201 }, (_, index) => ({
    incidentId: index === 0 ? lift.id : door.id,
    byName: 'maya',
    text: index === 0 ? '@sam look at the lift' : '@sam look at the door',
    createdAt: new Date(Date.UTC(2026, 10, 1, 0, index)),
  }))
  const rows = await database.comment.createManyAndReturn({ data: comments, select: { id: true } })
  await database.commentMention.createMany({ data: rows.map(({ id }) => ({ commentId: id, userId: sam.userId })) })
  const told = async () => {
    const [items, found, mentions] = await Promise.all([
      readActionItems(sam, [first ?? ''], new Date()),
      findIncident(sam, 'lift'),
      listMentions(sam),
    ])
    const onPage = found?.actionItems.find(({ id }) => id === first)
    return {
      item: items[0]?.dependents.map(({ id }) => id),
      onPage: onPage?.dependents.map(({ id }) => id),
      mentions: mentions.map(({ slug }) => slug),
    }
  }
  const before = await told()
  expect([before.item?.length, before.onPage?.length, before.mentions.length]).toEqual([20, 20, 20])
  await restrict(maya, 'door')
  expect(await told()).toEqual({ item: ['zzzz'], onPage: ['zzzz'], mentions: ['lift'] })
})
