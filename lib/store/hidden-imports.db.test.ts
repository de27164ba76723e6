import { afterAll, beforeEach, expect, test } from 'vitest'
import { isVisible } from '@/lib/access'
import { database } from '@/lib/database'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { ImportLine } from '@/lib/schema/import'
import type { Share } from '@/lib/schema/sharing'
import type { Viewer } from '@/lib/schema/viewer'
import { chatMessage, threadDocument } from '@/tests/factories/chat'
import { incidentDocument, skillDocument } from '@/tests/factories/documents'
import { germanEdition, russianEdition } from '@/tests/factories/outage'
import { person } from '@/tests/factories/people'
import { emptyDatabase, readState, saveDrafts } from '@/tests/factories/store-state'
import { shareIncident } from './share-incident'

beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

const restricted: Share = { visibility: 'restricted', users: [], teams: [] }

/** Restricts an incident to one person. */
async function restrict(viewer: Viewer, slug: string): Promise<void> {
  const { version } = await database.incident.findUniqueOrThrow({ where: { slug } })
  await shareIncident(viewer, slug, { visibility: 'restricted', readers: { users: [], teams: [] } }, version)
}

/** What lines tell, but for the ids of the sources that they have made. */
const told = (lines: readonly ImportLine[]) => JSON.stringify(lines.map(({ sourceId: _, ...line }) => line))

const root = chatMessage({ id: '1713526920.000100', text: 'Sign-in fails for one request in ten' })
const reply = chatMessage({ id: '1713526980.000200', text: 'Restarting the workers', author: 'sam', replyTo: root.id })
const later = chatMessage({ id: '1713527040.000300', text: 'Back to normal', replyTo: root.id })

/** A conversation with the account and the skill that were made of it. */
function conversation(messages = [root, reply], channel = { id: 'C0INCIDENT', name: 'incidents' }): DocumentDraft[] {
  const thread = threadDocument(messages, { channel })
  const references = [{ target: `threads/${thread.slug}`, kind: 'wikilink' as const, note: null }]
  const account = incidentDocument(
    {
      slug: '2024-04-19-sign-in-fails',
      title: 'Sign-in fails',
      references,
      externalId: `${thread.externalId}/incident`,
    },
    { on: '2024-04-19', reportedOn: '2024-04-19' },
  )
  const lesson = skillDocument({
    slug: 'sign-in-fails',
    title: 'Sign-in fails',
    references,
    citations: {},
    externalId: `${thread.externalId}/skill`,
  })
  return [thread, account, lesson]
}

test('an account of an incident that one may not read becomes an incident of its own, and nothing tells of the other', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  await saveDrafts([germanEdition()], { viewer: maya })
  await restrict(maya, germanEdition().slug)
  const hidden = await database.incident.findUniqueOrThrow({ where: { slug: germanEdition().slug } })
  const before = await readState()

  const lines = await saveDrafts([russianEdition()], { viewer: sam })
  expect(lines).toMatchObject([{ outcome: 'created', slug: russianEdition().slug }])
  expect(told(lines)).not.toContain('Anmeldung')
  expect(await database.editionSuggestion.count()).toBe(0)
  expect(await database.postmortem.count({ where: { incidentId: hidden.id } })).toBe(1)
  expect(await readState()).toMatchObject({ Postmortem: expect.arrayContaining(before['Postmortem'] ?? []) as unknown })
  expect(await isVisible(sam, hidden.id)).toBe(false)
})

test('the very same file of somebody else is a new document with a name of its own, and the same again changes nothing', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  const account = { ...germanEdition(), incidentSlug: 'the-outage', externalId: 'statuspage:parcelbay/1' }
  await saveDrafts([account], { viewer: maya, origin: 'reports/outage.md' })
  const { slug } = await database.incident.findFirstOrThrow()
  await restrict(maya, slug)

  const [line] = await saveDrafts([account], { viewer: sam, origin: 'reports/outage.md' })
  expect(line?.outcome).toBe('created')
  expect(line?.slug).toMatch(/^2025-03-02-anmeldung-gestoert-[0-9a-f]{8}$/)
  const own = await database.incident.findUniqueOrThrow({
    where: { slug: line?.slug ?? '' },
    include: { editions: true },
  })
  expect([own.visibility, own.editions[0]?.externalId]).toEqual(['internal', null])
  expect(await database.slugAlias.findUniqueOrThrow({ where: { slug: 'the-outage' } })).not.toMatchObject({
    incidentId: own.id,
  })

  const [again] = await saveDrafts([account], { viewer: sam, origin: 'reports/outage.md' })
  expect(again).toMatchObject({ outcome: 'unchanged', slug: line?.slug })
  const newer = { ...account, body: `${account.body} Nachtrag.` }
  const [revision] = await saveDrafts([newer], { viewer: sam, origin: 'reports/outage.md' })
  expect(revision).toMatchObject({ outcome: 'updated', slug: line?.slug })
  expect(await database.incident.count()).toBe(2)
})

test('a dry run tells as little as the import', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  await saveDrafts([germanEdition()], { viewer: maya })
  await restrict(maya, germanEdition().slug)
  const [same] = await saveDrafts([germanEdition()], { viewer: sam, dryRun: true })
  expect(same).toMatchObject({ outcome: 'created', problems: [] })
  expect(same?.reasons).toBeUndefined()
})

test('a conversation that is kept for others is stored once more, and the answer is that of a new one', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  await saveDrafts(conversation(), { viewer: maya })
  await restrict(maya, '2024-04-19-sign-in-fails')
  const before = await readState()
  const hidden = await database.thread.findFirstOrThrow({ include: { messages: { orderBy: { position: 'asc' } } } })

  const lines = await saveDrafts(conversation(), { viewer: sam })
  expect(lines.map(({ outcome, problems }) => [outcome, problems])).toEqual(Array(3).fill(['created', []]))
  expect(told(lines)).not.toMatch(/maya|C0INCIDENT|apart/i)
  const copy = await database.thread.findUniqueOrThrow({
    where: { slug: lines.find(({ kind }) => kind === 'thread')?.slug ?? '' },
    include: { messages: true },
  })
  expect([copy.channelName, copy.messages.length]).toEqual(['incidents', 2])
  expect([await isVisible(sam, copy.id), await isVisible(sam, hidden.id)]).toEqual([true, false])
  // The same again changes nothing, a newer reading changes the copy, and one that begins later is another.
  const again = await saveDrafts(conversation(), { viewer: sam })
  expect(again.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged'])
  const [newer] = await saveDrafts([threadDocument([root, reply, later])], { viewer: sam })
  expect(newer).toMatchObject({ outcome: 'updated', slug: copy.slug })
  const [part] = await saveDrafts([threadDocument([reply, later])], { viewer: sam })
  expect(part?.outcome).toBe('created')
  for (const [table, rows] of Object.entries(before)) {
    expect((await readState())[table]).toEqual(expect.arrayContaining(rows))
  }

  // What is restricted of the copy goes with it, and who is left out then begins anew.
  const account = lines.find(({ kind }) => kind === 'incident')?.slug ?? ''
  await restrict(maya, account)
  expect([await isVisible(sam, copy.id), await isVisible(maya, copy.id)]).toEqual([false, true])
  const [third] = await saveDrafts([threadDocument([root, reply, later], { title: 'Told again' })], { viewer: sam })
  expect(third?.outcome).toBe('created')
  // Who may read the first reads it on.
  const [grown] = await saveDrafts([threadDocument([root, reply, later])], { viewer: maya, text: 'grown' })
  expect(grown).toMatchObject({ outcome: 'updated', slug: hidden.slug })
})

test('pasted text that somebody else keeps for themselves is stored once more', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  const channel = { id: null, name: null }
  const pasted = () => {
    const [thread, account] = conversation([root, reply], { id: 'none', name: 'pasted' })
    if (!thread?.thread || !account) throw new Error('a conversation and its account')
    return [
      { ...thread, externalId: null, thread: { ...thread.thread, channel } },
      { ...account, externalId: null },
    ]
  }
  await saveDrafts(pasted(), { viewer: maya })
  await restrict(maya, '2024-04-19-sign-in-fails')
  const lines = await saveDrafts(pasted(), { viewer: sam })
  expect(lines.map(({ outcome }) => outcome)).toEqual(['created', 'created'])
  const [thread, account] = lines
  expect(thread?.slug).not.toBe(pasted()[0]?.slug)
  const own = await database.incident.findUniqueOrThrow({ where: { slug: account?.slug ?? '' } })
  const reference = await database.reference.findFirstOrThrow({ where: { fromKind: 'incident', fromId: own.id } })
  expect(reference.target).toBe(`threads/${thread?.slug}`)
  const again = await saveDrafts(pasted(), { viewer: sam })
  expect(again.map(({ outcome, slug }) => [outcome, slug])).toEqual(
    expect.arrayContaining(lines.map(({ slug }) => ['unchanged', slug])),
  )
})

test('a skill is no newer version of one that is out of sight, and names no conversation that is', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  await saveDrafts(conversation(), { viewer: maya })
  await restrict(maya, '2024-04-19-sign-in-fails')
  const hidden = await database.skill.findFirstOrThrow()
  const [line] = await saveDrafts([skillDocument({ slug: 'sign-in-fails', title: 'Sign-in fails' })], { viewer: sam })
  expect(line).toMatchObject({ outcome: 'created' })
  expect(line?.slug).not.toBe('sign-in-fails')
  expect(await database.skill.findUniqueOrThrow({ where: { id: hidden.id } })).toEqual(hidden)
  const own = await database.skill.findUniqueOrThrow({ where: { slug: line?.slug ?? '' } })
  expect(await isVisible(sam, own.id)).toBe(true)
})

test('what grows of a restricted conversation stays restricted: messages, sources, the account and the skill', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  await saveDrafts(conversation(), { viewer: maya })
  await restrict(maya, '2024-04-19-sign-in-fails')
  // The account says the same as before: only the conversation is read from another source now.
  await saveDrafts(conversation([root, reply, later]), { viewer: maya })
  await saveDrafts([threadDocument([root, reply, later, { ...later, id: '1713527100.000400', at: null }])], {
    viewer: maya,
  })
  const everything = [
    ...(await database.source.findMany({ select: { id: true } })),
    ...(await database.thread.findMany({ select: { id: true } })),
    ...(await database.skill.findMany({ select: { id: true } })),
    ...(await database.postmortem.findMany({ select: { id: true } })),
    ...(await database.actionItem.findMany({ select: { id: true } })),
  ]
  expect(everything.length).toBeGreaterThan(5)
  for (const { id } of everything) expect(await isVisible(sam, id)).toBe(false)
  for (const { id } of everything) expect(await isVisible(maya, id)).toBe(true)
})

test('what is imported for few is for few from the first moment, and joins nothing that more may read', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  const share = { ...restricted, users: [maya.userId] }
  await saveDrafts([germanEdition()], { viewer: sam })
  const open = await database.incident.findFirstOrThrow()
  const [line] = await saveDrafts([russianEdition()], { viewer: maya, share })
  expect(line).toMatchObject({ outcome: 'created', slug: russianEdition().slug })
  const own = await database.incident.findUniqueOrThrow({ where: { slug: russianEdition().slug } })
  expect([await isVisible(sam, own.id), await isVisible(maya, own.id)]).toEqual([false, true])
  expect(await isVisible(sam, line?.sourceId ?? '')).toBe(false)
  expect(await database.incident.findUniqueOrThrow({ where: { id: open.id } })).toMatchObject({
    visibility: 'internal',
    slug: germanEdition().slug,
  })
  const lines = await saveDrafts(conversation(), { viewer: maya, share })
  expect(lines.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created'])
  for (const { id } of [...(await database.thread.findMany()), ...(await database.skill.findMany())]) {
    expect(await isVisible(sam, id)).toBe(false)
  }
})

test('what cannot be kept for few is not imported for few', async () => {
  const maya = await person('maya')
  const share = { ...restricted, users: [maya.userId] }
  const before = await readState()
  const alone = [
    [threadDocument([root, reply])],
    [skillDocument({ slug: 'restart-workers', title: 'Restart the workers' })],
  ]
  for (const drafts of alone) {
    await expect(saveDrafts(drafts, { viewer: maya, share })).rejects.toMatchObject({ code: 'unprocessable' })
  }
  expect(await readState()).toEqual(before)
})

test('a public incident that an account joins which nobody has published is public no more', async () => {
  const maya = await person('maya')
  await saveDrafts([germanEdition()], { viewer: maya, share: { visibility: 'public', users: [], teams: [] } })
  const [line] = await saveDrafts([russianEdition()], { viewer: maya })
  expect(line).toMatchObject({ outcome: 'merged' })
  expect(line?.reasons?.join()).toContain('not public any more')
  expect(await database.incident.findFirstOrThrow()).toMatchObject({ visibility: 'internal' })
})
