import { createHash } from 'node:crypto'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { findThread, listChannels, listThreads } from '@/lib/query/threads'
import { chatMessage, threadDocument } from '@/tests/factories/chat'
import { incidentDocument } from '@/tests/factories/documents'
import { skill } from '@/tests/factories/outage'
import { emptyDatabase, readState, saveDrafts } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { ImportRecord } from './import-record'
import { newSaveContext, saveSources } from './save-source'
import { undoImport } from './undo-import'

beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

const root = chatMessage({ id: '1713526920.000100', text: 'Sign-in fails for one request in ten' })
const reply = chatMessage({ id: '1713526980.000200', text: 'Restarting the workers', author: 'sam', replyTo: root.id })
const later = chatMessage({ id: '1713527040.000300', text: 'Back to normal', replyTo: root.id })
const textsOf = async (slug: string) => (await findThread(testViewer(), slug))?.messages.map(({ text }) => text)
const undoLast = async () => {
  const { id } = await database.import.findFirstOrThrow({ orderBy: { startedAt: 'desc' } })
  return undoImport(testViewer(), id)
}

test('a thread is stored with its messages, found by its words, and taken back whole', async () => {
  const before = await readState()
  const document = threadDocument([root, reply, later])
  const [line] = await saveDrafts([document])
  expect(line).toMatchObject({ outcome: 'created', kind: 'thread', slug: document.slug })
  expect(await findThread(testViewer(), document.slug)).toMatchObject({
    title: root.text,
    channel: 'incidents',
    startedAt: root.at,
    endedAt: later.at,
    messages: [root, reply, later],
    documents: [],
  })
  expect(await database.searchDocument.findMany({ where: { kind: 'thread' } })).toMatchObject([
    { slug: document.slug, body: expect.stringContaining('sam: Restarting the workers') as string },
  ])
  expect((await undoLast()).left).toEqual([])
  expect(await readState()).toEqual(before)
})

test('pages that overlap make one thread, and each message is stored once', async () => {
  const { slug } = threadDocument([root])
  await saveDrafts([threadDocument([root, reply])])
  const [line] = await saveDrafts([threadDocument([root, later])])
  expect(line).toMatchObject({ outcome: 'updated', slug })
  expect(await textsOf(slug)).toEqual([root.text, reply.text, later.text])
  expect(
    (await saveDrafts([threadDocument([reply, later], { externalId: threadDocument([root]).externalId })]))[0],
  ).toMatchObject({
    outcome: 'unchanged',
    slug,
  })
  expect(await database.message.count()).toBe(3)
})

test('a message that another thread of the channel holds stays there', async () => {
  await saveDrafts([threadDocument([root, reply])])
  const [same] = await saveDrafts([threadDocument([reply])])
  expect(same).toMatchObject({ outcome: 'unchanged', slug: threadDocument([root]).slug })
  const [other] = await saveDrafts([threadDocument([reply, later])])
  expect(await textsOf(other?.slug ?? '')).toEqual([later.text])
  const elsewhere = threadDocument([reply], { channel: { id: 'C0OTHER', name: 'other' } })
  expect((await saveDrafts([elsewhere]))[0]).toMatchObject({ outcome: 'created' })
})

test('an edit and a deletion change one message, and undoing brings its words back', async () => {
  const document = threadDocument([root, reply, later])
  await saveDrafts([document])
  const before = await readState()
  const edited = { ...reply, text: 'Restarting two workers', editedAt: '2024-04-19T11:50:00.000Z' }
  const gone = { ...later, kind: 'deleted' as const, text: '' }
  await saveDrafts([threadDocument([root, edited, gone])])
  const view = await findThread(testViewer(), document.slug)
  expect(view?.messages).toMatchObject([
    { text: root.text },
    { text: edited.text },
    { kind: 'deleted', text: later.text },
  ])
  expect((await undoLast()).left).toEqual([])
  expect(await readState()).toEqual(before)
})

test('two threads of one name are two', async () => {
  await saveDrafts([threadDocument([root], { slug: 'incidents-errors' })])
  const [line] = await saveDrafts([threadDocument([later], { slug: 'incidents-errors' })])
  expect(line?.slug).toMatch(/^incidents-errors-[0-9a-f]{8}$/)
  const { items, total } = await listThreads(testViewer(), { page: 1 })
  expect(items.map(({ slug }) => slug)).toEqual([line?.slug, 'incidents-errors'])
  expect(total).toBe(2)
  expect(await listChannels(testViewer())).toEqual([{ name: 'incidents', threads: 2 }])
  expect((await listThreads(testViewer(), { page: 1, channel: 'other' })).items).toEqual([])
})

test('an incident made of a thread is listed with it, whichever is stored first', async () => {
  const thread = threadDocument([root, reply])
  const target = `threads/${thread.slug}`
  const incident = incidentDocument({
    slug: 'sign-in-fails',
    title: 'Sign-in fails',
    references: [{ target, kind: 'wikilink', note: null }],
  })
  await saveDrafts([incident, thread])
  expect((await findThread(testViewer(), thread.slug))?.documents).toEqual([
    { kind: 'incident', slug: 'sign-in-fails', title: 'Sign-in fails' },
  ])
})

test('what is made of a thread whose name is taken refers to that thread', async () => {
  await saveDrafts([threadDocument([root], { slug: 'incidents-errors' })])
  const thread = threadDocument([later], { slug: 'incidents-errors' })
  const incident = incidentDocument({
    slug: 'errors',
    title: 'Errors',
    references: [{ target: 'threads/incidents-errors', kind: 'wikilink', note: null }],
  })
  const lines = await saveDrafts([incident, thread])
  expect((await findThread(testViewer(), lines[1]?.slug ?? ''))?.documents).toMatchObject([{ slug: 'errors' }])
  expect((await findThread(testViewer(), 'incidents-errors'))?.documents).toEqual([])
})

test('the skill of a thread that grows is the one that it had, whatever it is called now', async () => {
  const made = (title: string) => ({ ...skill(), slug: title.toLowerCase().replaceAll(' ', '-'), title })
  const [first] = await saveDrafts([made('Sign-in fails'), threadDocument([root, reply])])
  const lines = await saveDrafts([made('Sign-in fails after a deploy'), threadDocument([root, reply, later])])
  expect(lines).toMatchObject([
    { kind: 'skill', outcome: 'updated', slug: first?.slug },
    { kind: 'thread', outcome: 'updated' },
  ])
  expect(await database.skill.count()).toBe(1)
  expect((await undoLast()).left).toEqual([])
  expect(await database.skill.findFirst()).toMatchObject({ title: 'Sign-in fails' })
  expect(await textsOf(threadDocument([root]).slug)).toEqual([root.text, reply.text])
})

test('many threads are stored at once as one after the other', async () => {
  const of = (id: string, more: object = {}) => threadDocument([chatMessage({ id, text: `talk ${id}` })], more)
  const talks = [
    of('1713526920.000100'),
    of('1713526921.000100', { slug: 'same' }),
    of('1713526922.000100', { slug: 'same' }),
    threadDocument([root, reply]),
    threadDocument([root, later]),
    threadDocument([reply, later]),
    of('1713526923.000100'),
  ]
  const outcomes: string[] = []
  for (const talk of talks) outcomes.push(...(await saveDrafts([talk])).map(({ outcome }) => outcome))
  const expected = await readState()
  await emptyDatabase()
  const record = new ImportRecord(testViewer(), 'api')
  const requests = talks.map((talk) => {
    const text = JSON.stringify([talk])
    const bytes = new TextEncoder().encode(text)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const source = { kind: 'file' as const, origin: null, bytes, text, sha256 }
    const read = () => ({ format: 'postmortem' as const, documents: [talk], problems: [] })
    return { source, read, path: 'test', reviewed: false }
  })
  const saved = await saveSources(testViewer(), requests, newSaveContext(), record)
  const lines = saved.flatMap((one) => ('lines' in one ? one.lines : []))
  expect(lines.map(({ outcome }) => outcome)).toEqual(outcomes)
  expect(await readState()).toEqual(expected)
})
