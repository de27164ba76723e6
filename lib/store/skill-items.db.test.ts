import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { listActionItems, listUnfinishedOf } from '@/lib/query/action-items'
import { findSkillDocument } from '@/lib/query/documents'
import { findIncident } from '@/lib/query/incidents'
import { search } from '@/lib/query/search'
import { findSkill } from '@/lib/query/skills'
import { ActionItemFilterSchema } from '@/lib/schema/action-item'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { Viewer } from '@/lib/schema/viewer'
import { chatMessage, threadDocument } from '@/tests/factories/chat'
import { actionItem, incidentDocument, skillDocument } from '@/tests/factories/documents'
import { person } from '@/tests/factories/people'
import { emptyDatabase, readState, saveDrafts } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { updateActionItem } from './action-items'
import { shareIncident } from './share-incident'
import { linkIssue, requestIssue } from './tracker-issues'
import { undoImport } from './undo-import'

beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

const viewer = testViewer()
const promise = chatMessage({ id: '1713526920.000100', text: 'I will add an alert on refused tokens' })
const thread = threadDocument([promise])
const references = [{ target: `threads/${thread.slug}`, kind: 'wikilink' as const, note: null }]
const ALERT = 'Add an alert on refused tokens'

function incidentWith(titles: readonly string[], more: Partial<DocumentDraft> = {}): DocumentDraft {
  return incidentDocument(
    {
      slug: 'tokens-refused',
      title: 'Tokens were refused',
      body: 'Tokens were refused for an hour.',
      references,
      ...more,
    },
    { actionItems: titles.map((title) => actionItem(title, { status: 'open' })) },
  )
}
function skillWith(titles: readonly string[], more: Partial<DocumentDraft> = {}): DocumentDraft {
  return skillDocument(
    { slug: 'refused-tokens', title: 'Refused tokens', body: 'When tokens are refused, restart.', references, ...more },
    { version: '1', actionItems: titles.map((title) => actionItem(title, { status: 'open' })) },
  )
}

const listed = async () =>
  (await listActionItems(viewer, ActionItemFilterSchema.parse({}))).items.map(({ title, from }) => [
    title['en'],
    from.kind,
  ])
const onSkill = async () =>
  (await findSkill(viewer, 'refused-tokens'))?.actionItems.map(({ title, from, status }) => [
    title['en'],
    from.kind,
    status,
  ])
const undoLast = async () => {
  const { id } = await database.import.findFirstOrThrow({ orderBy: { startedAt: 'desc' } })
  return undoImport(viewer, id)
}

test('an action item of a conversation is the incident’s, and the skill shows it', async () => {
  await saveDrafts([incidentWith([ALERT]), skillWith([ALERT]), thread])
  expect(await listed()).toEqual([[ALERT, 'incident']])
  expect(await onSkill()).toEqual([[ALERT, 'incident', 'open']])
  expect(await findIncident(viewer, 'tokens-refused')).toMatchObject({ actionItems: [{ title: { en: ALERT } }] })
  expect(await database.searchDocument.count({ where: { kind: 'action-item' } })).toBe(1)
  const parents = { incidents: ['tokens-refused'], skills: ['refused-tokens'] }
  expect(await listUnfinishedOf(viewer, parents, 10)).toHaveLength(1)
  expect(await listUnfinishedOf(viewer, { incidents: [], skills: ['refused-tokens'] }, 10)).toHaveLength(1)
  // Done on either page is done on both, and in the skill's file.
  const { id } = await database.actionItem.findFirstOrThrow()
  await updateActionItem(viewer, id, { status: 'done' })
  expect(await onSkill()).toEqual([[ALERT, 'incident', 'done']])
  expect((await findSkillDocument(viewer, 'refused-tokens'))?.skill?.actionItems).toMatchObject([
    { title: ALERT, status: 'done' },
  ])
})

test('a conversation that gives a skill alone gives it the items; of several each is where it belongs', async () => {
  await saveDrafts([skillWith([ALERT]), thread])
  expect(await listed()).toEqual([[ALERT, 'skill']])
  await saveDrafts([skillWith([ALERT, 'Add an alert on refused sign-ups'], { body: 'When tokens are refused, wait.' })])
  await saveDrafts([incidentWith(['Add an alert on refused tokens'])])
  expect(await listed()).toEqual(
    expect.arrayContaining([
      [ALERT, 'incident'],
      ['Add an alert on refused sign-ups', 'skill'],
    ]),
  )
  expect(await database.actionItem.count()).toBe(2)
  expect(await onSkill()).toHaveLength(2)
})

test('what comes first does not matter, and taking the incident back gives the item to the skill again', async () => {
  await saveDrafts([skillWith([ALERT]), thread])
  const before = await readState()
  await saveDrafts([incidentWith([ALERT])])
  const [after] = [await listed()]
  expect(after).toEqual([[ALERT, 'incident']])
  expect((await undoLast()).left).toEqual([])
  expect(await readState()).toEqual(before)
  expect(await onSkill()).toEqual([[ALERT, 'skill', 'open']])
})

test('what was edited on the skill, and its history, go with the item', async () => {
  await saveDrafts([skillWith([ALERT]), thread])
  const { id } = await database.actionItem.findFirstOrThrow()
  await updateActionItem(viewer, id, { owner: 'kim', status: 'done' })
  await saveDrafts([incidentWith([ALERT])])
  expect(await database.actionItem.findMany({ include: { changes: true } })).toMatchObject([
    { owner: 'kim', status: 'done', editedFields: ['owner', 'status'], skillId: null, changes: [{}, {}] },
  ])
  expect(await database.incident.findFirstOrThrow()).toMatchObject({ openActionItems: 0 })
})

test('newer versions and other editions leave one item', async () => {
  await saveDrafts([incidentWith([ALERT]), skillWith([ALERT]), thread], { origin: 'export/incidents.json' })
  const more = 'Write down who to page'
  await saveDrafts(
    [
      incidentWith([ALERT, more], { body: 'Tokens were refused for an hour and a half.' }),
      skillWith([ALERT, more], { body: 'When tokens are refused, restart twice.' }),
      thread,
    ],
    { origin: 'export/incidents.json' },
  )
  expect(await listed()).toHaveLength(2)
  expect(await onSkill()).toEqual([
    [ALERT, 'incident', 'open'],
    [more, 'incident', 'open'],
  ])
  const hits = await search(viewer, { q: 'alert refused tokens', limit: 20 })
  expect(hits.items.filter(({ kind }) => kind === 'action-item')).toHaveLength(1)
})

/** Lets `who` alone read the incident, and administrators. */
async function restrict(who: Viewer, slug: string): Promise<void> {
  const { version } = await database.incident.findUniqueOrThrow({ where: { slug } })
  await shareIncident(who, slug, { visibility: 'restricted', readers: { users: [], teams: [] } }, version)
}
const itemsOf = (owner: { incident: { slug: string } } | { skill: { slug: string } }) =>
  database.actionItem.findMany({
    where: owner,
    select: { owner: true, status: true, editedFields: true, version: true },
  })

test('who guesses the conversation and an item of a hidden incident changes nothing of it by a skill, and learns nothing', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  await saveDrafts([incidentWith([ALERT]), thread], { viewer: maya })
  await restrict(maya, 'tokens-refused')
  const hidden = { incident: { slug: 'tokens-refused' } }
  const mine = { skill: { slug: 'refused-tokens' } }
  const before = await itemsOf(hidden)
  await saveDrafts([skillWith([ALERT], { references: [] })], { viewer: sam, origin: 'skills/mine.md' })
  const { id } = await database.actionItem.findFirstOrThrow({ where: mine })
  await updateActionItem(sam, id, { owner: 'sam', status: 'done' })

  await saveDrafts([skillWith([ALERT])], { viewer: sam, origin: 'skills/mine.md' })
  expect(await itemsOf(hidden)).toEqual(before)
  expect(await itemsOf(mine)).toMatchObject([{ owner: 'sam', status: 'done', editedFields: ['owner', 'status'] }])
  expect(await database.skillActionItem.count()).toBe(0)
  expect(await database.incident.findFirstOrThrow()).toMatchObject({ openActionItems: 1 })

  // Nor does it reach the item when somebody who may read the incident changes it.
  const longer = { body: 'Tokens were refused for an hour and a half.' }
  await saveDrafts([incidentWith([ALERT], longer), thread], { viewer: maya, origin: 'incidents/tokens.md' })
  expect(await itemsOf(hidden)).toMatchObject([{ owner: null, status: 'open', editedFields: [] }])
  expect(await itemsOf(mine)).toMatchObject([{ owner: 'sam', status: 'done' }])
  expect(await database.skillActionItem.count()).toBe(0)
})

test('a skill that is hidden with the incident shares its items as any other', async () => {
  const maya = await person('maya')
  await saveDrafts([incidentWith([]), skillWith([ALERT]), thread], { viewer: maya, origin: 'export/tokens.json' })
  await restrict(maya, 'tokens-refused')
  const { id } = await database.actionItem.findFirstOrThrow()
  await updateActionItem(maya, id, { owner: 'maya' })
  await saveDrafts([incidentWith([ALERT]), skillWith([ALERT]), thread], { viewer: maya, origin: 'export/tokens.json' })
  expect(await database.actionItem.findMany()).toMatchObject([{ owner: 'maya', skillId: null }])
  expect(await database.skillActionItem.count()).toBe(1)
})

test('what was edited in a hidden skill does not go to an item that more people may read', async () => {
  const maya = await person('maya')
  const other = incidentWith([], { slug: 'lawyers-asked', title: 'The lawyers asked', body: 'Why?', references: [] })
  await saveDrafts([other, skillWith([ALERT, 'Tell the lawyers'])], { viewer: maya })
  await restrict(maya, 'lawyers-asked')
  const { id } = await database.actionItem.findFirstOrThrow({ where: { position: 0 } })
  await updateActionItem(maya, id, { owner: 'the lawyers' })
  await saveDrafts([incidentWith([ALERT, 'Tell the lawyers']), thread])
  expect(await itemsOf({ incident: { slug: 'tokens-refused' } })).toMatchObject([{ owner: null }, { owner: null }])
  // The other one, which nobody has edited, is shared.
  expect(await itemsOf({ skill: { slug: 'refused-tokens' } })).toMatchObject([{ owner: 'the lawyers' }])
  expect(await database.skillActionItem.count()).toBe(1)
})

async function project(): Promise<string> {
  await database.trackerProject.deleteMany()
  const { id } = await database.trackerProject.create({
    data: { kind: 'github', key: 'parcels/app', name: 'parcels/app', createdBy: 'Tess' },
  })
  return id
}
/** Links an item with an issue of a tracker. */
async function link(projectId: string, itemId: string, number: string): Promise<void> {
  const fields = { status: 'open', owner: null, due: null }
  const named = { externalId: number, key: `#${number}`, url: `https://github.example/parcels/app/issues/${number}` }
  await linkIssue(viewer, itemId, projectId, { ...named, fields, updatedAt: new Date() }, false)
}
const itemNamed = async (title: string, kind: 'incident' | 'skill' = 'skill') => {
  const found = await database.actionItem.findMany({ where: { [`${kind}Id`]: { not: null } } })
  return found.find((item) => JSON.stringify(item.title).includes(title))?.id ?? ''
}
const linked = () =>
  database.actionItem.findMany({
    where: { OR: [{ trackerIssue: { isNot: null } }, { trackerTasks: { some: {} } }, { dependents: { some: {} } }] },
    select: {
      skillId: true,
      trackerIssue: { select: { key: true } },
      trackerTasks: { select: { kind: true, state: true } },
      dependents: { select: { id: true } },
    },
    orderBy: { position: 'asc' },
  })

test('the issue of an item, the calls for it, and what waits for it go with the item to the incident', async () => {
  const [page, tell] = ['Write down who to page', 'Tell the partners beforehand']
  await saveDrafts([skillWith([ALERT, page, tell]), thread])
  const at = await project()
  await link(at, await itemNamed(ALERT), '12')
  await requestIssue(viewer, await itemNamed(page), at, false)
  const waiting = await itemNamed(tell)
  await updateActionItem(viewer, waiting, { dependsOnId: await itemNamed(ALERT) })
  await saveDrafts([incidentWith([ALERT, page])])
  expect(await listed()).toHaveLength(3)
  expect(await linked()).toEqual([
    {
      skillId: null,
      trackerIssue: { key: '#12' },
      trackerTasks: [{ kind: 'push', state: 'due' }],
      dependents: [{ id: waiting }],
    },
    { skillId: null, trackerIssue: null, trackerTasks: [{ kind: 'create', state: 'due' }], dependents: [] },
  ])
})

test('an item stays the skill’s where the incident’s has an issue, too, and while a tracker is called for it', async () => {
  const page = 'Write down who to page'
  await saveDrafts([skillWith([ALERT, page]), incidentWith([ALERT, page], { references: [] })])
  const at = await project()
  await link(at, await itemNamed(ALERT, 'skill'), '12')
  await link(at, await itemNamed(ALERT, 'incident'), '13')
  await link(at, await itemNamed(page, 'skill'), '14')
  await database.trackerTask.updateMany({
    where: { actionItemId: await itemNamed(page) },
    data: { state: 'calling', callingFor: await itemNamed(page) },
  })
  await saveDrafts([incidentWith([ALERT, page]), thread])
  expect(await listed()).toHaveLength(4)
  expect((await linked()).map(({ trackerIssue }) => trackerIssue?.key ?? '').toSorted()).toEqual(['#12', '#13', '#14'])
  expect(await database.skillActionItem.count()).toBe(0)
})

test('items that wait for each other’s are not made one', async () => {
  const [page, tell] = ['Write down who to page', 'Tell the partners beforehand']
  await saveDrafts([skillWith([ALERT, page, tell]), incidentWith([ALERT, page], { references: [] })])
  const wait = (id: string, dependsOnId: string) => updateActionItem(viewer, id, { dependsOnId })
  // Each pair alone could be made one; of both, each would wait for the other.
  await wait(await itemNamed(ALERT, 'incident'), await itemNamed(page, 'incident'))
  await wait(await itemNamed(page), await itemNamed(tell))
  await wait(await itemNamed(tell), await itemNamed(ALERT))
  await saveDrafts([incidentWith([ALERT, page]), thread])
  const items = await database.actionItem.findMany()
  const next = new Map(items.map(({ id, dependsOnId }) => [id, dependsOnId]))
  expect(items.filter(({ dependsOnId }) => dependsOnId !== null)).toHaveLength(3)
  for (const { id } of items) {
    const seen = new Set<string>()
    for (let at: string | null = id; at !== null; at = next.get(at) ?? null) {
      expect(seen).not.toContain(at)
      seen.add(at)
    }
  }
})

test('an item that its source no longer has stays when it has an issue, is to get one, or another item waits for it', async () => {
  const [page, tell, gone] = ['Write down who to page', 'Tell the partners beforehand', 'Buy a second clock']
  await saveDrafts([incidentWith([ALERT, page, tell, gone])], { origin: 'incidents/tokens.md' })
  await saveDrafts([skillWith(['Rotate the keys by hand'], { references: [] })])
  const at = await project()
  await link(at, await itemNamed(ALERT, 'incident'), '12')
  await requestIssue(viewer, await itemNamed(page, 'incident'), at, false)
  await updateActionItem(viewer, await itemNamed('Rotate'), { dependsOnId: await itemNamed(tell, 'incident') })
  await saveDrafts([incidentWith([], { body: 'Tokens were refused for two hours.' })], {
    origin: 'incidents/tokens.md',
  })
  const items = await itemsOf({ incident: { slug: 'tokens-refused' } })
  expect(items).toHaveLength(3)
  expect(await linked()).toMatchObject([
    { trackerIssue: { key: '#12' } },
    { trackerTasks: [{ kind: 'create' }] },
    { dependents: [{}] },
  ])
})
