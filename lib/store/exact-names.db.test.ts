import { expect, test } from 'vitest'
import { database } from '@/lib/database'
import { testViewer } from '@/tests/factories/viewer'
import { findUserIds } from './find-users'
import { changeService, createService } from './services'
import { receiveDelivery } from './tracker-deliveries'
import { addProject } from './tracker-projects'
import { inTransaction } from './transaction'

const admin = testViewer('admin', 'Tess')
const ODD = ['\\', 'a\\', '%', '_', '\\%', '100%', "o'neil", '{}', '$1']

test('names of services are compared as they are, in whatever case: no sign of them stands for others', async () => {
  await createService(admin, { name: 'deploy bot', role: 'viewer' as const })
  const id = await createService(admin, { name: 'deploy_bot', role: 'viewer' as const })
  await createService(admin, { name: 'deploy%', role: 'viewer' as const })
  for (const name of ODD) {
    await createService(admin, { name, role: 'viewer' as const })
    await expect(createService(admin, { name, role: 'viewer' as const })).rejects.toMatchObject({ code: 'conflict' })
    await changeService(admin, id, { name: `${name} too` })
  }
  for (const name of ['Deploy BOT', 'DEPLOY%']) {
    await expect(createService(admin, { name, role: 'viewer' as const })).rejects.toMatchObject({ code: 'conflict' })
  }
})

test('people are named by their whole address or id', async () => {
  const data = { email: 'Maya_S@example.org', name: 'Maya', role: 'viewer' as const }
  const { id } = await database.user.create({ data })
  await database.user.create({ data: { ...data, email: 'mayaxs@example.org' } })
  const find = (name: string) => inTransaction((tx) => findUserIds(tx, [name], 'people'))
  expect(await find('maya_s@EXAMPLE.org')).toEqual([id])
  expect(await find(id)).toEqual([id])
  for (const name of [...ODD, 'maya%', 'maya__@example.org', 'maya_s@example.org\\', 'maya\u0000']) {
    await expect(find(name)).rejects.toMatchObject({ code: 'bad_input' })
  }
})

test('a repository is known by its whole name: one with an underscore is not one with another sign there', async () => {
  const states = [{ id: 'open', name: 'Open', kind: 'waiting' as const }]
  const add = (key: string) => addProject(admin, { kind: 'github', key, name: key, states })
  const dashed = await add('acme/my-repo')
  await add('acme/my_repo')
  await expect(add('ACME/my_repo')).rejects.toMatchObject({ code: 'conflict' })
  const item = await database.actionItem.create({
    data: { key: 'one', position: 0, title: { en: 'One' }, editedFields: [] },
  })
  await database.trackerIssue.create({
    data: {
      projectId: dashed.id,
      actionItemId: item.id,
      externalId: '7',
      key: '#7',
      url: 'https://github.example.org/acme/my-repo/issues/7',
      base: {},
      remote: { status: 'open', owner: null, due: null },
    },
  })
  const event = { externalId: '7', updatedAt: null, fieldsIn: null }
  const deliver = (project: string) => receiveDelivery('github', `of ${project}`, { ...event, project })
  expect(await deliver('acme/my_repo')).toBe('no-news')
  expect(await deliver('acme/my%')).toBe('no-news')
  expect(await deliver('acme/my-repo\\')).toBe('no-news')
  expect(await deliver('Acme/My-Repo')).toBe('queued')
})
