import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { MessageDraft, ThreadDraft } from '@/lib/schema/thread'
import { chatMessage, threadDocument } from '@/tests/factories/chat'
import { actionItem, incidentDocument } from '@/tests/factories/documents'
import { emptyDatabase, permutations, saveDrafts } from '@/tests/factories/store-state'

beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

const root = chatMessage({ id: '1713526920.000100', text: 'Sign-in fails for one request in ten' })
const reply = chatMessage({ id: '1713526980.000200', text: 'Restarting the workers', author: 'sam', replyTo: root.id })
const later = chatMessage({ id: '1713527040.000300', text: 'Back to normal', replyTo: root.id })

type Channel = ThreadDraft['channel']
const BY_ID = { id: 'C0INCIDENT', name: 'incidents' }
const BY_NAME = { id: null, name: 'incidents' }
const UNKNOWN = { id: null, name: null }

/** One conversation and what is made of it, as it is read when this much of its channel is known. */
function readingOf(channel: Channel, messages: readonly MessageDraft[]): DocumentDraft[] {
  const key = `slack:${channel.id ?? channel.name ?? 'unknown'}/${root.id}`
  const thread = threadDocument(messages, { channel, externalId: key, slug: `${channel.name ?? 'in'}-sign-in-fails` })
  const references = [{ target: `threads/${thread.slug}`, kind: 'wikilink' as const, note: null }]
  const incident = incidentDocument(
    { slug: 'sign-in-fails', title: 'Sign-in fails', externalId: `${key}/incident`, references },
    { actionItems: [actionItem('Alert on refused sign-ins')] },
  )
  return [incident, thread]
}

async function expectOnce(messages: readonly MessageDraft[], key: string): Promise<void> {
  expect(await database.thread.findMany()).toMatchObject([{ key, messageCount: messages.length }])
  const stored = await database.message.findMany({ orderBy: { position: 'asc' } })
  expect(stored.map((message) => message.key)).toEqual(messages.map(({ id }) => id))
  expect(new Set(stored.map(({ channel }) => channel)).size).toBe(1)
  expect(await database.postmortem.findMany()).toMatchObject([{ externalId: `${key}/incident` }])
  expect(await database.incident.count()).toBe(1)
  expect(await database.actionItem.count()).toBe(1)
}

test.each(permutations([BY_ID, BY_NAME, UNKNOWN]))(
  'a conversation is stored once however much of its channel is known (%o, %o, %o)',
  async (...channels) => {
    const pages = [
      [root, reply],
      [root, reply, later],
      [root, later],
    ]
    for (const [index, channel] of channels.entries()) await saveDrafts(readingOf(channel, pages[index] ?? []))
    await expectOnce([root, reply, later], `slack:C0INCIDENT/${root.id}`)
    expect(await database.thread.findFirstOrThrow()).toMatchObject({
      channelId: 'C0INCIDENT',
      channelName: 'incidents',
    })
    expect(await database.message.count({ where: { channel: 'C0INCIDENT' } })).toBe(3)
  },
)

test('channels of the same name in two workspaces, and other words at the same time, stay apart', async () => {
  const elsewhere = chatMessage({ ...root, text: 'Lunch at noon?', authorId: 'U09OTHER' })
  await saveDrafts(readingOf(BY_NAME, [root]))
  const [, thread] = readingOf(BY_ID, [elsewhere])
  await saveDrafts(thread ? [thread] : [])
  expect(await database.thread.count()).toBe(2)
  const [, other] = readingOf({ id: 'C0OTHER', name: 'random' }, [root])
  await saveDrafts(other ? [other] : [])
  expect(await database.thread.count()).toBe(3)
})
