import { Client } from 'pg'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { ZodError } from 'zod'
import { commandLineViewer } from '@/lib/auth/command-line-viewer'
import { consumeSignInLink } from '@/lib/auth/sign-in-link'
import { findSessionViewer } from '@/lib/auth/session'
import { database } from '@/lib/database'
import { listAudit } from '@/lib/query/audit'
import { listAccounts } from '@/lib/query/people-accounts'
import { listReaderChoices, listTeams } from '@/lib/query/teams'
import { person } from '@/tests/factories/people'
import { changeAccount, createReturnLink, inviteAccount, inviteAgain, renameSelf } from './accounts'
import { changeTeam, createTeam, deleteTeam } from './teams'

beforeEach(async () => {
  await database.team.deleteMany()
  await database.signInLink.deleteMany()
  await database.user.deleteMany()
})
afterAll(() => database.$disconnect())

const actionsOf = async (id: string) =>
  (await database.auditEntry.findMany({ where: { targetId: id }, orderBy: { id: 'asc' } })).map(({ action }) => action)

async function signIn(token: string): Promise<string> {
  const opened = await consumeSignInLink(token, 'Firefox of a test')
  if (opened.problem !== undefined) throw new Error(opened.problem)
  return opened.session.sessionToken
}

test('somebody who is invited has an account at once, signs in once by the link, and is then seen', async () => {
  const admin = await person('ines', 'admin')
  const { id, token } = await inviteAccount(admin, { email: 'Maya@Example.com', role: 'editor' })
  expect(await listAccounts(admin)).toMatchObject([
    { name: 'ines', isYou: true },
    { id, name: 'maya', email: 'maya@example.com', role: 'editor', state: 'invited', lastSeenAt: null, sessions: 0 },
  ])
  const again = await inviteAgain(admin, id)
  expect((await consumeSignInLink(token, null)).problem).toBe('link')
  const session = await signIn(again.token)
  expect(await findSessionViewer(session)).toMatchObject({ userId: id, role: 'editor' })
  const [, maya] = await listAccounts(admin)
  expect(maya).toMatchObject({ state: 'active', sessions: 1 })
  expect(maya?.lastSeenAt).not.toBeNull()
  // From now on a link would let an administrator act in their name.
  await expect(inviteAgain(admin, id)).rejects.toMatchObject({ code: 'conflict' })
  expect((await consumeSignInLink(again.token, null)).problem).toBe('link')
  await expect(inviteAccount(admin, { email: 'MAYA@example.com' })).rejects.toMatchObject({ code: 'conflict' })
  expect(await actionsOf(id)).toEqual(expect.arrayContaining(['account.invited']))
})

test('a link that is used while an administrator makes the invitation anew has ended, and nothing fails', async () => {
  const admin = await person('ines', 'admin')
  const { id, token } = await inviteAccount(admin, { email: 'maya@example.com' })
  // What `inviteAgain` does: it locks the person, and then the links.
  const inviting = new Client(process.env.DATABASE_URL)
  await inviting.connect()
  // The server ends the transaction of who has waited for this long first: the one that uses the link.
  await inviting.query(`SET deadlock_timeout = '30s'`)
  await inviting.query('BEGIN')
  await inviting.query('SELECT 1 FROM "User" WHERE "id" = $1 FOR UPDATE', [id])
  const using = consumeSignInLink(token, null).catch((error: unknown) => error)
  const waits = () => database.$queryRaw`SELECT 1 FROM pg_locks WHERE NOT granted AND pid IN (
    SELECT pid FROM pg_stat_activity WHERE datname = current_database())`
  await expect.poll(waits, { interval: 10 }).toHaveLength(1)
  await inviting.query(`UPDATE "SignInLink" SET "expiresAt" = now() WHERE "email" = 'maya@example.com'`)
  await inviting.query('COMMIT')
  await inviting.end()
  expect(await using).toEqual({ problem: 'link' })
  expect(await database.session.count({ where: { userId: id } })).toBe(0)
  expect((await inviteAgain(admin, id)).token).not.toBe(token)
})

test('using one link ends the others that were made for this person, and those of nobody else', async () => {
  const admin = await person('ines', 'admin')
  const first = await inviteAccount(admin, { email: 'maya@example.com' })
  const sam = await inviteAccount(admin, { email: 'sam@example.com' })
  const second = await createReturnLink(commandLineViewer(), 'maya@example.com')
  await signIn(second.token)
  expect((await consumeSignInLink(first.token, null)).problem).toBe('link')
  expect((await consumeSignInLink(sam.token, null)).problem).toBeUndefined()
})

test('somebody without a session, a provider or a mailbox comes back by a link that only the command line makes', async () => {
  const admin = await person('ines', 'admin')
  const { id, token } = await inviteAccount(admin, { email: 'maya@example.com', role: 'editor' })
  await signIn(token)
  await expect(createReturnLink(admin, 'maya@example.com')).rejects.toMatchObject({ code: 'forbidden' })
  const operator = commandLineViewer()
  const back = await createReturnLink(operator, ' Maya@Example.com ')
  expect(await findSessionViewer(await signIn(back.token))).toMatchObject({ userId: id, role: 'editor' })
  await expect(createReturnLink(operator, 'nobody@example.com')).rejects.toMatchObject({ code: 'not_found' })
  await changeAccount(admin, id, { disabled: true })
  await expect(createReturnLink(operator, 'maya@example.com')).rejects.toMatchObject({ code: 'conflict' })
})

test('somebody changes their own name, and takes nobody else’s', async () => {
  const admin = await person('ines', 'admin')
  const { id, token } = await inviteAccount(admin, { email: 'maya@example.com' })
  const cookie = await signIn(token)
  const maya = await findSessionViewer(cookie)
  if (!maya) throw new Error('not signed in')
  await renameSelf(maya, '  Maya Lind ')
  expect((await findSessionViewer(cookie))?.name).toBe('Maya Lind')
  expect(await actionsOf(id)).toContain('account.changed')
  for (const taken of ['INES', 'ines@example.com']) {
    await expect(renameSelf(maya, taken)).rejects.toMatchObject({ code: 'conflict' })
  }
  for (const odd of ['', ' ', 'a\nb', 'a\u202Eb', 'x'.repeat(81)]) {
    await expect(renameSelf(maya, odd)).rejects.toBeInstanceOf(ZodError)
  }
  await expect(renameSelf(commandLineViewer(), 'Maya')).rejects.toMatchObject({ code: 'forbidden' })
})

test('the audit log names accounts and teams, not their keys', async () => {
  const admin = await person('ines', 'admin')
  const { id } = await inviteAccount(admin, { email: 'maya@example.com', role: 'editor' })
  const slug = await createTeam(admin, { name: 'On-call' })
  const { items } = await listAudit(admin)
  expect(items.find(({ action }) => action === 'account.invited')?.target).toMatchObject({
    id,
    title: 'maya@example.com',
  })
  expect(items.find(({ action }) => action === 'team.created')?.target).toMatchObject({ slug: null, title: 'On-call' })
  await deleteTeam(admin, slug, true)
  expect((await listAudit(admin)).items.find(({ action }) => action === 'team.created')?.target.title).toBeNull()
})

test('a disabled account is signed out and may not come back until it is enabled', async () => {
  const admin = await person('ines', 'admin')
  const { id, token } = await inviteAccount(admin, { email: 'sam@example.com', role: 'viewer' })
  const session = await signIn(token)
  await changeAccount(admin, id, { disabled: true })
  expect(await findSessionViewer(session)).toBeNull()
  expect((await listAccounts(admin)).find((one) => one.id === id)).toMatchObject({ state: 'disabled', sessions: 0 })
  await changeAccount(admin, id, { disabled: false })
  expect(await findSessionViewer(session)).toBeNull()
  expect(await actionsOf(id)).toEqual(expect.arrayContaining(['account.changed', 'account.changed']))
})

test('a demoted user’s open tab is denied at the next request', async () => {
  const admin = await person('ines', 'admin')
  const { id, token } = await inviteAccount(admin, { email: 'sam@example.com', role: 'admin' })
  const session = await signIn(token)
  expect(await findSessionViewer(session)).toMatchObject({ role: 'admin', reach: 'all' })
  await changeAccount(admin, id, { role: 'viewer' })
  const demoted = await findSessionViewer(session)
  expect(demoted).toMatchObject({ role: 'viewer', reach: 'named' })
  await expect(listAccounts(demoted ?? admin)).rejects.toMatchObject({ code: 'forbidden' })
})

test('there is always an administrator left, also when two take each other’s rights at once', async () => {
  const [ines, lena] = [await person('ines', 'admin'), await person('lena', 'admin')]
  const both = await Promise.allSettled([
    changeAccount(ines, lena.userId, { role: 'viewer' }),
    changeAccount(lena, ines.userId, { disabled: true }),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const left = await database.user.findFirstOrThrow({ where: { role: 'admin', disabledAt: null } })
  const last = left.id === ines.userId ? ines : lena
  for (const change of [{ role: 'viewer' as const }, { disabled: true }]) {
    await expect(changeAccount(last, last.userId, change)).rejects.toMatchObject({ code: 'conflict' })
  }
  await changeAccount(last, last.userId, { name: 'Renamed' })
})

test('only administrators see and change accounts and teams', async () => {
  const editor = await person('maya', 'editor')
  const refused = [
    () => listAccounts(editor),
    () => listTeams(editor),
    () => inviteAccount(editor, { email: 'x@example.com', role: 'admin' }),
    () => inviteAgain(editor, editor.userId),
    () => changeAccount(editor, editor.userId, { role: 'admin' }),
    () => createTeam(editor, { name: 'Mine' }),
    () => changeTeam(editor, 'mine', { add: [editor.userId] }),
    () => deleteTeam(editor, 'mine', true),
  ]
  for (const attempt of refused) await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' })
  expect(await database.user.findUniqueOrThrow({ where: { id: editor.userId } })).toMatchObject({ role: 'editor' })
})

test('a team has a name, a slug that stays, and members that come and go', async () => {
  const [admin, maya, sam] = [await person('ines', 'admin'), await person('maya'), await person('sam')]
  const slug = await createTeam(admin, { name: 'On-call, EU', members: ['maya@example.com'] })
  expect(slug).toBe('on-call-eu')
  await changeTeam(admin, slug, { name: 'On-call', add: [sam.userId, maya.userId] })
  await changeTeam(admin, slug, { remove: ['MAYA@example.com'] })
  expect(await listTeams(admin)).toEqual([
    { slug, name: 'On-call', members: [{ id: sam.userId, name: 'sam', email: 'sam@example.com' }], incidents: 0 },
  ])
  expect((await listReaderChoices(maya)).map(({ kind, name }) => [kind, name])).toEqual([
    ['team', 'On-call'],
    ['user', 'ines'],
    ['user', 'maya'],
    ['user', 'sam'],
  ])
  await expect(createTeam(admin, { name: 'on-CALL' })).rejects.toMatchObject({ code: 'conflict' })
  expect(await createTeam(admin, { name: 'Дежурные' })).toMatch(/^team-[0-9a-f]{8}$/)
  await expect(changeTeam(admin, slug, { add: ['nobody'] })).rejects.toMatchObject({ code: 'bad_input' })
  const { id } = await database.team.findUniqueOrThrow({ where: { slug } })
  const entries = await database.auditEntry.findMany({ where: { targetId: id }, orderBy: { id: 'asc' } })
  expect(entries.map(({ action, changes }) => [action, changes])).toEqual([
    ['team.created', { name: { from: null, to: 'On-call, EU' }, members: { from: [], to: ['maya@example.com'] } }],
    ['team.changed', { name: { from: 'On-call, EU', to: 'On-call' }, members: { from: [], to: ['sam@example.com'] } }],
    ['team.changed', { members: { from: ['maya@example.com'], to: [] } }],
  ])
})

test('an address with an underscore names one person and nobody who is spelled almost so', async () => {
  const [admin, , close] = [await person('ines', 'admin'), await person('a_b'), await person('axb')]
  const slug = await createTeam(admin, { name: 'Few', members: ['A_B@example.com'] })
  const [few] = await listTeams(admin)
  expect(few).toMatchObject({ slug, members: [{ name: 'a_b' }] })
  expect(few?.members.some(({ id }) => id === close.userId)).toBe(false)
})
