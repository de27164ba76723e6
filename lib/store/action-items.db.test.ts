import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { database } from '@/lib/database'
import { findActionItem, listActionItemChanges, listActionItems } from '@/lib/query/action-items'
import { writeDocument } from '@/lib/export/write-document'
import { listDocuments } from '@/lib/query/documents'
import { ActionItemFilterSchema, ActionItemPatchSchema } from '@/lib/schema/action-item'
import type { Viewer } from '@/lib/schema/viewer'
import { actionItem, incidentDocument, skillDocument } from '@/tests/factories/documents'
import { person } from '@/tests/factories/people'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { addActionItem, removeActionItem } from './add-action-item'
import { updateActionItem } from './action-items'
import { shareIncident } from './share-incident'

const viewer = testViewer('admin', 'Maya')
beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

const report = (origin: string, items: Parameters<typeof actionItem>[1][] = [{}], lang = 'en') =>
  saveDrafts(
    [
      incidentDocument(
        { slug: 'cards', lang, incidentSlug: 'cards' },
        {
          actionItems: items.map((fields, index) =>
            actionItem(TITLES[index] ?? '', { span: [index, index + 1], ...fields }),
          ),
        },
      ),
    ],
    { origin },
  )
const TITLES = ['Alert before a certificate expires', 'Renew certificates by machine', 'Write the runbook down']

async function idOf(title: string): Promise<string> {
  const found = await listActionItems(viewer, ActionItemFilterSchema.parse({ q: title }))
  const [item] = found.items
  if (!item) throw new Error(`no item ${title}`)
  return item.id
}
const read = async (id: string, by: Viewer = viewer) => {
  const item = await findActionItem(by, id)
  if (!item) throw new Error('it is there')
  return item
}

describe('the fields of an item', () => {
  test('come from its sources, and every one can be changed by hand, with its history', async () => {
    await report('a.md', [
      { priority: 'high', description: '- at 14 days', scope: 'only in eu-west', dependency: 'after OPS-1' },
    ])
    const id = await idOf('Alert')
    expect(await read(id)).toMatchObject({
      priority: 'high',
      description: { en: '- at 14 days' },
      scope: { en: 'only in eu-west' },
      dependency: { en: 'after OPS-1' },
      reason: null,
      evidence: null,
      waits: false,
    })
    const patch = {
      title: 'Alert early',
      description: 'At **30** days',
      priority: 'urgent',
      scope: null,
      kind: 'detect',
    } as const
    expect(await updateActionItem(viewer, id, patch, 1)).toEqual({ version: 2 })
    expect(await read(id)).toMatchObject({
      title: { en: 'Alert early' },
      description: { en: 'At **30** days' },
      priority: 'urgent',
      scope: null,
      dependency: { en: 'after OPS-1' },
    })
    const told = (await listActionItemChanges(viewer, id)).map(({ field, from, to }) => [field, from, to])
    expect(told).toContainEqual(['title', TITLES[0], 'Alert early'])
    expect(told).toContainEqual(['priority', 'high', 'urgent'])
    expect(told).toContainEqual(['scope', 'only in eu-west', null])
    // It is found by its new words, and not by its old ones.
    expect(await idOf('Alert early')).toBe(id)
    expect((await listActionItems(viewer, ActionItemFilterSchema.parse({ q: 'certificate expires' }))).items).toEqual(
      [],
    )
  })

  test('are found and sorted by priority', async () => {
    await report('a.md', [{ priority: 'low' }, { priority: 'urgent' }, {}])
    const list = async (filter: Record<string, string>) =>
      (await listActionItems(viewer, ActionItemFilterSchema.parse(filter))).items.map(({ priority }) => priority)
    expect(await list({ sort: 'priority' })).toEqual(['urgent', 'low', null])
    expect(await list({ sort: 'priority', dir: 'asc' })).toEqual(['low', 'urgent', null])
    expect(await list({ priority: 'low' })).toEqual(['low'])
    expect(await list({ priority: 'unknown' })).toEqual([null])
  })

  test('stay as a person has written them when the source comes again, changed; others follow it', async () => {
    await report('a.md', [{ description: 'old', priority: 'low' }])
    const id = await idOf('Alert')
    await updateActionItem(viewer, id, { title: 'Warn us early', description: 'mine' })
    await report('a.md', [{ description: 'new', priority: 'high', dependency: 'after OPS-2' }])
    expect(await read(id)).toMatchObject({
      title: { en: 'Warn us early' },
      description: { en: 'mine' },
      priority: 'high',
      dependency: { en: 'after OPS-2' },
    })
    expect(await database.actionItem.count()).toBe(1)
  })

  test('of two editions are one item, each text in its language, and a difference is told', async () => {
    await report('a.md', [{ description: 'At 14 days', priority: 'high' }])
    await report('b.md', [{ description: 'Ab 14 Tagen', priority: 'low' }], 'de')
    const [item] = (await listActionItems(viewer, ActionItemFilterSchema.parse({}))).items
    expect(item).toMatchObject({ description: { en: 'At 14 days', de: 'Ab 14 Tagen' }, priority: 'high' })
    expect(await database.actionItem.count()).toBe(1)
    const { differences } = await database.incident.findFirstOrThrow()
    expect(JSON.stringify(differences)).toContain('actionItems.1.priority')
  })

  test('go along when the document is exported, with what people have changed', async () => {
    await report('a.md', [{ description: '- at 14 days\n- by mail', dependency: 'invalidate first, then rotate' }])
    await updateActionItem(viewer, await idOf('Alert'), {
      title: 'Warn us early',
      priority: 'urgent',
      scope: 'eu-west',
    })
    const texts: string[] = []
    for await (const draft of listDocuments(viewer)) texts.push(writeDocument(draft))
    const text = texts.join('\n')
    expect(text).toContain('title: Warn us early')
    expect(text).toContain('priority: urgent')
    expect(text).toContain('scope: eu-west')
    expect(text).toContain('invalidate first, then rotate')
    expect(text).toContain('- at 14 days')
  })

  test('take texts only in a language that the item is told in', async () => {
    await report('a.md')
    const id = await idOf('Alert')
    await expect(updateActionItem(viewer, id, { title: 'Warnen', lang: 'de' })).rejects.toMatchObject({
      code: 'unprocessable',
    })
  })
})

describe('closing an item', () => {
  test('done with a link, a note, or openly without; won’t do with a reason', async () => {
    await report('a.md', [{}, {}, {}])
    const [link, note, none] = [await idOf('Alert'), await idOf('Renew'), await idOf('runbook')]
    await updateActionItem(viewer, link, { status: 'done', closedBy: 'https://git.example.org/pull/7' })
    await updateActionItem(viewer, note, { status: 'done', closedBy: 'v3.4.0' })
    await updateActionItem(viewer, none, { status: 'done' })
    expect((await read(link)).evidence).toEqual({ kind: 'link', text: 'https://git.example.org/pull/7' })
    expect((await read(note)).evidence).toEqual({ kind: 'note', text: 'v3.4.0' })
    expect(await read(none)).toMatchObject({ status: 'done', evidence: null })
    await updateActionItem(viewer, none, { status: 'wont-do', reason: 'The service is retired' })
    expect(await read(none)).toMatchObject({ reason: 'The service is retired', evidence: null })
    await updateActionItem(viewer, none, { status: 'open' })
    expect(await read(none)).toMatchObject({ reason: null, closedAt: null })
  })

  test.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'ftp://example.org/x', ' JavaScript:x'])(
    'no address but of the web: %s',
    (address) => {
      expect(ActionItemPatchSchema.safeParse({ closedBy: address }).success).toBe(false)
      expect(ActionItemPatchSchema.safeParse({ ticket: address }).success).toBe(false)
    },
  )

  test('a note may have a colon', () => {
    expect(ActionItemPatchSchema.safeParse({ closedBy: 'v3.4.0: see the notes' }).success).toBe(true)
    expect(ActionItemPatchSchema.safeParse({ closedBy: 'https://example.org/x' }).success).toBe(true)
  })
})

describe('an item that waits for another', () => {
  test('is told on both, until that one is finished', async () => {
    await report('a.md', [{ status: 'open' }, { status: 'open' }])
    const [alert, renew] = [await idOf('Alert'), await idOf('Renew')]
    await updateActionItem(viewer, renew, { dependsOnId: alert })
    expect(await read(renew)).toMatchObject({ dependsOn: { id: alert, status: 'open' }, waits: true })
    expect((await read(alert)).dependents.map(({ id }) => id)).toEqual([renew])
    expect((await listActionItemChanges(viewer, renew))[0]).toMatchObject({ field: 'dependsOnId', to: TITLES[0] })
    await updateActionItem(viewer, alert, { status: 'done' })
    expect((await read(renew)).waits).toBe(false)
  })

  test('never in a circle, for itself, or for one that is not there', async () => {
    await report('a.md', [{}, {}, {}])
    const [a, b, c] = [await idOf('Alert'), await idOf('Renew'), await idOf('runbook')]
    await updateActionItem(viewer, a, { dependsOnId: b })
    await updateActionItem(viewer, b, { dependsOnId: c })
    const refused = { code: 'unprocessable' }
    await expect(updateActionItem(viewer, c, { dependsOnId: a })).rejects.toMatchObject(refused)
    await expect(updateActionItem(viewer, c, { dependsOnId: c })).rejects.toMatchObject(refused)
    const nowhere = '00000000-0000-4000-8000-000000000000'
    await expect(updateActionItem(viewer, c, { dependsOnId: nowhere })).rejects.toMatchObject({ code: 'not_found' })
    // Two at once do not make one either.
    await updateActionItem(viewer, a, { dependsOnId: null })
    await updateActionItem(viewer, b, { dependsOnId: null })
    const both = await Promise.allSettled([
      updateActionItem(viewer, a, { dependsOnId: b }),
      updateActionItem(viewer, b, { dependsOnId: a }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('tells nothing of one that the reader may not read, in no answer, history or refusal', async () => {
    const stranger = await person('sam', 'editor')
    await report('a.md')
    await saveDrafts(
      [incidentDocument({ slug: 'hidden' }, { actionItems: [actionItem('zqxsecret rotate the vault')] })],
      { origin: 'h.md' },
    )
    const [alert, secret] = [await idOf('Alert'), await idOf('zqxsecret')]
    await updateActionItem(viewer, alert, { dependsOnId: secret })
    await updateActionItem(viewer, secret, { priority: 'high' })
    const { version } = await database.incident.findUniqueOrThrow({ where: { slug: 'hidden' } })
    await shareIncident(viewer, 'hidden', { visibility: 'restricted', readers: { users: [], teams: [] } }, version)
    const seen = await read(alert, stranger)
    expect(seen).toMatchObject({ dependsOn: null, waits: false })
    const said = JSON.stringify([seen, await listActionItemChanges(stranger, alert)])
    expect(said).not.toContain('zqxsecret')
    expect(said).not.toContain(secret)
    await expect(updateActionItem(stranger, alert, { dependsOnId: secret })).rejects.toMatchObject({
      code: 'not_found',
    })
    const late = await updateActionItem(stranger, alert, { priority: 'low' }, 1).catch((error: unknown) => error)
    expect(late).toMatchObject({ code: 'stale' })
    expect(JSON.stringify(late)).not.toContain(secret)
  })
})

test('an edit that comes too late is refused with the difference, field by field', async () => {
  await report('a.md', [{ description: 'old' }])
  const id = await idOf('Alert')
  await updateActionItem(viewer, id, { description: 'theirs', priority: 'low' }, 1)
  const late = await updateActionItem(viewer, id, { description: 'mine' }, 1).catch((error: unknown) => error)
  const { code, difference } = z
    .object({ code: z.string(), difference: z.array(z.object({ field: z.string() }).loose()) })
    .parse(late)
  expect(code).toBe('stale')
  expect(difference.find(({ field }) => field === 'description')).toMatchObject({
    base: 'old',
    theirs: 'theirs',
    yours: 'mine',
  })
})

describe('an item that a person adds', () => {
  test('to an incident stays when the source comes again, is exported, and can be removed', async () => {
    await report('a.md')
    const of = { kind: 'incident', slug: 'cards' } as const
    const { id } = await addActionItem(viewer, { of, title: 'Ask the vendor', priority: 'high', owner: 'sam' })
    expect(await read(id)).toMatchObject({ title: { en: 'Ask the vendor' }, status: 'open', priority: 'high' })
    expect((await listActionItemChanges(viewer, id))[0]).toMatchObject({ field: 'added', by: 'Maya' })
    await report('a.md', [{ priority: 'low' }])
    expect(await read(id)).toMatchObject({ priority: 'high', owner: 'sam' })
    await expect(addActionItem(viewer, { of, title: 'ask the vendor' })).rejects.toMatchObject({ code: 'conflict' })
    await updateActionItem(viewer, id, { owner: 'deepak' })
    await removeActionItem(viewer, id)
    expect(await findActionItem(viewer, id)).toBeNull()
    await report('a.md', [{ priority: 'medium' }])
    expect((await listActionItems(viewer, ActionItemFilterSchema.parse({}))).total).toBe(1)
    expect(await database.incident.findFirstOrThrow()).toMatchObject({ openActionItems: 1 })
  })

  test('to a skill becomes a revision of it, and so does its removal', async () => {
    await saveDrafts([
      skillDocument({ slug: 'renew' }, { actionItems: [actionItem('Check the dates', { span: [0, 3] })] }),
    ])
    const { id } = await addActionItem(viewer, { of: { kind: 'skill', slug: 'renew' }, title: 'Test the paging' })
    expect((await read(id)).from).toMatchObject({ kind: 'skill', slug: 'renew' })
    await removeActionItem(viewer, id)
    expect(await findActionItem(viewer, id)).toBeNull()
    expect((await listActionItems(viewer, ActionItemFilterSchema.parse({}))).total).toBe(1)
  })

  test('one that a source tells of is not removed, and nobody who may only read adds or removes', async () => {
    await report('a.md')
    const id = await idOf('Alert')
    await expect(removeActionItem(viewer, id)).rejects.toMatchObject({ code: 'unprocessable' })
    const reader = testViewer('read')
    const of = { kind: 'incident', slug: 'cards' } as const
    await expect(addActionItem(reader, { of, title: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(removeActionItem(reader, id)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
