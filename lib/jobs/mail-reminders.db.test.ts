import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { PrismaClient } from '@/generated/prisma/client'
import { skillDocument } from '@/tests/factories/documents'
import { MailServer } from '@/tests/factories/mail-server'
import { saveDrafts } from '@/tests/factories/store-state'

/** Monday 23 November 2026, 09:00 UTC. */
const MONDAY = new Date('2026-11-23T09:00:00Z')
const HOUR = 3_600_000
const after = (ms: number) => new Date(MONDAY.getTime() + ms)

let server: MailServer
let database: PrismaClient
// The environment is read once, so the address of the server has to be in it before anything asks.
async function load() {
  const { database: opened } = await import('@/lib/database')
  const { planDigests, planOverdue } = await import('./reminders')
  const { sendMails } = await import('./mail-reminders')
  const { channelViewer } = await import('@/lib/auth/slack-viewer')
  const people = await import('@/lib/auth/reminded-viewer')
  const { unsubscribeAddress } = await import('@/lib/auth/unsubscribe-link')
  const { unsubscribe } = await import('@/lib/store/reminder-preferences')
  const mails = await import('@/lib/store/mail-reminders')
  const { listOwnMails } = await import('@/lib/query/reminders')
  const readers = { viewerOf: people.findRemindedViewer, unsubscribe: unsubscribeAddress }
  return {
    opened,
    planDigests,
    planOverdue,
    sendMails,
    channelViewer,
    people,
    unsubscribe,
    mails,
    listOwnMails,
    readers,
  }
}
let loaded: Awaited<ReturnType<typeof load>>

beforeAll(async () => {
  server = await MailServer.start()
  Object.assign(process.env, server.env, { AUTH_SECRET: 'only-for-this-test-0123456789', SLACK_BOT_TOKEN: '' })
  loaded = await load()
  database = loaded.opened
})
beforeEach(async () => {
  server.mails.splice(0)
  server.faults.splice(0)
  await database.$executeRaw`TRUNCATE "Reminder", "User", "Incident", "Skill", "ActionItem", "Pattern", "WatchedChannel", "Guard" CASCADE`
  await database.user.createMany({
    data: [
      { id: 'maya', email: 'maya@example.org', name: 'Maya', role: 'admin' },
      { id: 'sam', email: 'sam@example.org', name: 'Sam', role: 'editor' },
    ],
  })
  await database.incident.createMany({
    data: [
      { id: 'open', slug: 'search-slow', title: 'Search was slow', onDate: new Date('2026-11-02') },
      { id: 'closed', slug: 'key-leak', title: 'A key leaked', visibility: 'restricted' },
    ],
  })
})
afterAll(async () => {
  await server.stop()
  await database.$disconnect()
})

type Item = { id: string; owner: string; due: string; incidentId?: string; status?: string }
const saveItems = (...items: Item[]) =>
  database.actionItem.createMany({
    data: items.map(({ due, incidentId = 'open', status = 'open', ...item }, position) => ({
      ...item,
      incidentId,
      status,
      key: item.id,
      position,
      title: { en: `Do ${item.id}` },
      due: new Date(due),
    })),
  })
async function run(now: Date): Promise<void> {
  await loaded.planOverdue(loaded.channelViewer(), now, loaded.readers)
  await send(now)
}
const send = (now: Date) => loaded.sendMails(loaded.channelViewer(), loaded.readers, now)
const subjects = () => server.mails.map(({ raw }) => /^Subject: (.*)$/m.exec(raw)?.[1] ?? '')
const ids = () => server.mails.map(({ raw }) => /^Message-ID: (.*)$/m.exec(raw)?.[1])
const rows = () => database.reminder.findMany({ orderBy: { createdAt: 'asc' } })

test('an owner gets one mail of what is overdue and soon due, and of nothing again until it is due again', async () => {
  await saveItems(
    { id: 'late', owner: '@Maya', due: '2026-11-20' },
    { id: 'soon', owner: 'maya@example.org', due: '2026-11-26' },
    { id: 'later', owner: 'maya', due: '2026-11-27' },
    { id: 'ready', owner: 'maya', due: '2026-11-20', status: 'done' },
    { id: 'sams', owner: 'sam', due: '2026-11-20' },
  )
  await run(MONDAY)
  expect(server.mails.map(({ to }) => to).toSorted()).toEqual(['maya@example.org', 'sam@example.org'])
  const mayas = server.mails.find(({ to }) => to.startsWith('maya'))?.raw ?? ''
  for (const said of ['Do late', 'Do soon', '1 action item overdue', '1 action item due soon'])
    expect(mayas).toContain(said)
  for (const other of ['Do later', 'Do ready', 'Do sams']) expect(mayas).not.toContain(other)
  expect(new Set(subjects())).toEqual(new Set(['1 action item overdue, 1 due soon', 'Overdue: Do sams']))
  for (const hours of [1, 4, 8]) await run(after(hours * HOUR))
  expect(server.mails).toHaveLength(2)
  // On Tuesday "later" is soon due; on Friday "soon" is overdue, which is something new.
  await run(after(24 * HOUR))
  expect(server.mails.at(-1)?.raw).toContain('Do later')
  expect(server.mails.at(-1)?.raw).not.toContain('Do late\n')
  await run(after(4 * 24 * HOUR))
  expect(subjects().slice(2)).toEqual(['Due 2026-11-27: Do later', 'Overdue: Do soon'])
})

test('a mail says what it is to programs: automatic, one of its kind, switched off with one click', async () => {
  await saveItems({ id: 'late', owner: 'maya', due: '2026-11-20' })
  await run(MONDAY)
  const raw = server.mails[0]?.raw ?? ''
  const [row] = await rows()
  expect(ids()).toEqual([`<reminder.${row?.id}@localhost>`])
  expect(raw).toMatch(/^Auto-Submitted: auto-generated$/m)
  expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m)
  const link = /^List-Unsubscribe: <(\S+)>$/m.exec(raw)?.[1] ?? ''
  const token = new URL(link).searchParams.get('token') ?? ''
  const off = await loaded.people.findUnsubscriber(token)
  expect(off).toMatchObject({ what: 'reminders', viewer: { userId: 'maya' } })
  for (const wrong of [`${token}x`, token.replace('maya', 'sam'), token.replace('reminders', 'digest'), '', 'a.b.c']) {
    expect(await loaded.people.findUnsubscriber(wrong)).toBeNull()
  }
  if (off) await loaded.unsubscribe(off.viewer, off.what)
  await run(after(7 * 24 * HOUR))
  expect(server.mails).toHaveLength(1)
})

test('nobody is told of what they may not read, an administrator neither, and no subject names what is restricted', async () => {
  await saveItems(
    { id: 'secret-one', owner: 'maya', due: '2026-11-20', incidentId: 'closed' },
    { id: 'secret-two', owner: 'sam', due: '2026-11-20', incidentId: 'closed' },
  )
  await database.incidentReader.create({ data: { incidentId: 'closed', userId: 'sam' } })
  await run(MONDAY)
  expect(server.mails.map(({ to }) => to)).toEqual(['sam@example.org'])
  expect(subjects()).toEqual(['1 action item overdue'])
  expect(server.mails[0]?.raw).toContain('Do secret-two')
  expect((await rows()).map(({ text }) => text)).toEqual([null])
})

test('what is hidden from its owner after it was planned is not told', async () => {
  await saveItems({ id: 'late', owner: 'sam', due: '2026-11-20' })
  await loaded.planOverdue(loaded.channelViewer(), MONDAY, loaded.readers)
  await database.incident.update({ where: { id: 'open' }, data: { visibility: 'restricted' } })
  await send(MONDAY)
  expect([server.mails, await rows()]).toEqual([[], []])
})

test('the hours are those that somebody has chosen, and a mail that was planned before waits for them', async () => {
  await saveItems({ id: 'late', owner: 'maya', due: '2026-11-20' })
  const night = { fromHour: 22, toHour: 6, weekdays: [1], zone: 'Asia/Kathmandu', bySlack: false }
  await database.reminderPreference.create({ data: { userId: 'maya', ...night } })
  await run(MONDAY)
  expect(await rows()).toEqual([])
  // 22:00 in Kathmandu, 5:45 ahead, and 05:59 on Tuesday, which still is Monday's night.
  await run(new Date('2026-11-23T16:14:59Z'))
  expect(server.mails).toHaveLength(0)
  await run(new Date('2026-11-24T00:14:00Z'))
  expect(server.mails).toHaveLength(1)
})

test('what is refused has failed and says what to do; one that is put right can be sent again', async () => {
  await saveItems({ id: 'late', owner: 'maya', due: '2026-11-20' })
  server.faults.push({ at: 'address', status: 550 })
  await run(MONDAY)
  const [row] = await rows()
  expect(row?.state).toBe('failed')
  expect(row?.error).toContain('refuses the address (550). Correct it')
  const maya = await loaded.people.findRemindedViewer('maya')
  const sam = await loaded.people.findRemindedViewer('sam')
  if (!maya || !sam || !row) throw new Error('missing')
  expect(await loaded.listOwnMails(maya)).toMatchObject([{ kind: 'due', state: 'failed' }])
  await expect(loaded.mails.sendMailAgain(sam, row.id, MONDAY)).rejects.toMatchObject({ code: 'not_found' })
  await loaded.mails.sendMailAgain(maya, row.id, MONDAY)
  await send(MONDAY)
  expect(await rows()).toMatchObject([{ state: 'sent', error: null }])
  await expect(loaded.mails.sendMailAgain(maya, row.id, MONDAY)).rejects.toMatchObject({ code: 'conflict' })
})

test('what is not taken now is tried later, ever more seldom, and has failed in the end', async () => {
  await saveItems({ id: 'late', owner: 'maya', due: '2026-11-20' })
  server.faults.push(...Array.from({ length: 10 }, () => ({ at: 'mail', status: 451 }) as const))
  await run(MONDAY)
  expect(await rows()).toMatchObject([{ state: 'due', dueAt: after(2 * 60_000), attempts: 1 }])
  await send(after(60_000))
  expect(server.faults).toHaveLength(9)
  await send(after(2 * 60_000))
  expect(await rows()).toMatchObject([{ state: 'due', dueAt: after(6 * 60_000), attempts: 2 }])
  for (let days = 1; days < 9; days++) await send(new Date('2026-11-24T09:00:00Z'))
  await database.reminderPreference.create({ data: { userId: 'maya', weekdays: [1, 2, 3, 4, 5, 6, 7] } })
  for (let day = 25; day <= 30; day++)
    for (const hour of [8, 13, 17]) await send(new Date(Date.UTC(2026, 10, day, hour)))
  expect(await rows()).toMatchObject([{ state: 'failed', attempts: 10 }])
  expect(server.mails).toEqual([])
})

test('when the answer to a whole mail is lost it is unsure, told, and not sent again by itself', async () => {
  await saveItems({ id: 'late', owner: 'maya', due: '2026-11-20' })
  server.faults.push({ at: 'answer' })
  await run(MONDAY)
  expect(await rows()).toMatchObject([{ state: 'unsure' }])
  expect((await rows())[0]?.error).toContain('may have arrived')
  for (const hours of [1, 24, 48]) await run(after(hours * HOUR))
  expect(server.mails).toHaveLength(1)
})

test('what a process has begun to send and not recorded is unsure after a while', async () => {
  await saveItems({ id: 'late', owner: 'maya', due: '2026-11-20' })
  await loaded.planOverdue(loaded.channelViewer(), MONDAY, loaded.readers)
  await loaded.mails.claimMail(MONDAY)
  await send(after(14 * 60_000))
  expect(await rows()).toMatchObject([{ state: 'sending' }])
  await send(after(16 * 60_000))
  expect([await rows(), server.mails]).toMatchObject([[{ state: 'unsure' }], []])
})

test('processes that plan and send at once send once', async () => {
  await saveItems({ id: 'late', owner: 'maya', due: '2026-11-20' }, { id: 'sams', owner: 'sam', due: '2026-11-20' })
  await Promise.all(Array.from({ length: 4 }, () => run(MONDAY)))
  expect(server.mails.map(({ to }) => to).toSorted()).toEqual(['maya@example.org', 'sam@example.org'])
})

test('an owner of a skill that nobody has verified for long is told so, once in four weeks', async () => {
  await saveDrafts([
    skillDocument({ slug: 'rotate-keys', title: 'Rotate keys' }, { owners: ['sam'], lastVerified: '2026-01-05' }),
  ])
  for (const weeks of [0, 1, 2, 3]) await run(after(weeks * 7 * 24 * HOUR))
  expect(subjects()).toEqual(['1 skill going stale'])
  expect(server.mails[0]?.raw).toContain('Rotate keys')
  await run(after(4 * 7 * 24 * HOUR))
  expect(server.mails).toHaveLength(2)
})

test('the week comes once, at its hour on its reader’s clock, to who wants it and has something to be told', async () => {
  await saveItems({ id: 'late', owner: 'maya', due: '2026-11-20' }, { id: 'soon', owner: 'maya', due: '2026-11-29' })
  const digest = { zone: 'Europe/Berlin', byMail: false, bySlack: false, digest: true, digestHour: 11 }
  await database.reminderPreference.createMany({
    data: [
      { userId: 'maya', ...digest },
      { userId: 'sam', ...digest },
    ],
  })
  const plan = async (now: Date) => {
    await loaded.planDigests(loaded.channelViewer(), now, loaded.readers)
    await send(now)
  }
  await plan(after(HOUR - 1000))
  expect(server.mails).toEqual([])
  for (const minutes of [60, 65, 180]) await plan(after(minutes * 60_000))
  expect(server.mails.map(({ to }) => to)).toEqual(['maya@example.org'])
  expect(server.mails[0]?.raw).toContain('Your week, 16 Nov 2026 to 23 Nov 2026')
  expect(server.mails[0]?.raw).toContain('Do soon')
  expect(server.mails[0]?.raw).toContain('token=digest.maya.')
})
