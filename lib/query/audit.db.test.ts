import { afterAll, beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/database'
import type { Viewer } from '@/lib/schema/viewer'
import { person } from '@/tests/factories/people'
import { auditHeading, writeAuditRows } from '@/lib/export/write-audit'
import { listAudit, readAllAudit, readAuditChoices } from './audit'

let admin: Viewer
let editor: Viewer
const entry = (day: string, byName: string, action: string, targetKind: string, targetId: string) => ({
  at: new Date(`${day}T23:59:59Z`),
  byName,
  via: 'session' as const,
  action,
  targetKind,
  targetId,
  changes: { title: { from: '=1+1', to: 'B' } },
})

beforeAll(async () => {
  admin = await person('ines', 'admin')
  editor = await person('maya', 'editor')
  await database.auditEntry.createMany({
    data: [
      entry('2024-03-01', 'Maya', 'incident.updated', 'incident', 'a'),
      entry('2024-03-02', 'Maya', 'incident.stage', 'incident', 'b'),
      entry('2024-03-03', '=Sam', 'incident-link.added', 'incident', 'a'),
      entry('2024-03-04', 'Sam', 'skill.updated', 'skill', 'c'),
      ...Array.from({ length: 600 }, (_, index) => entry('2023-01-01', 'Robot', 'token.used', 'token', String(index))),
    ],
  })
})
afterAll(() => database.$disconnect())

const actions = async (filter: Parameters<typeof listAudit>[1]) =>
  (await listAudit(admin, filter)).items.map(({ action }) => action)

test('the audit log is asked by person, action, kind, thing and time', async () => {
  expect(await actions({ by: 'MAYA' })).toEqual(['incident.stage', 'incident.updated'])
  expect(await actions({ action: 'incident' })).toEqual(['incident.stage', 'incident.updated'])
  expect(await actions({ action: 'incident.stage' })).toEqual(['incident.stage'])
  expect(await actions({ kind: 'skill' })).toEqual(['skill.updated'])
  expect(await actions({ target: 'a' })).toEqual(['incident-link.added', 'incident.updated'])
  expect(await actions({ from: '2024-03-02', to: '2024-03-03' })).toEqual(['incident-link.added', 'incident.stage'])
  expect((await listAudit(admin, { by: 'robot', page: 12 })).items).toHaveLength(50)
})

test('only administrators read it, by whatever filter, as a list, a file or its choices', async () => {
  await expect(listAudit(editor, { target: 'a' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(listAudit(editor, { kind: 'incident', by: 'maya' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(readAuditChoices(editor)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(readAllAudit(editor, {}).next()).rejects.toMatchObject({ code: 'forbidden' })
})

test('a file has every entry of a filter once, and no cell that a spreadsheet works out', async () => {
  const ids: string[] = []
  for await (const rows of readAllAudit(admin, { by: 'Robot' })) ids.push(...rows.map(({ target }) => target.id))
  expect([ids.length, new Set(ids).size]).toEqual([600, 600])
  const { items } = await listAudit(admin, { by: '=Sam' })
  const [, line] = `${auditHeading()}${writeAuditRows(items)}`.split('\r\n')
  expect(line).toContain("'=Sam")
  expect((await readAuditChoices(admin)).kinds).toEqual(['incident', 'skill', 'token'])
})

test('signs of a name that is looked for stand for themselves', async () => {
  for (const by of ['m_ya', 'May%', '_', '%', '\\', 'Maya\\']) expect(await actions({ by })).toEqual([])
  await database.auditEntry.createMany({ data: [entry('2024-03-05', 'a\\b_c%', 'team.made', 'team', 'd')] })
  for (const by of ['\\', 'A\\B', '_', '%', 'b_c\u0000']) expect(await actions({ by })).toEqual(['team.made'])
})
