import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import { incidentDocument, actionItem } from '@/tests/factories/documents'
import { germanEdition, otherIncident, russianEdition, skill } from '@/tests/factories/outage'
import { countRows, emptyDatabase, readState, saveDrafts } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { updateActionItem } from './action-items'
import { saveCatalogue } from './catalogue-sync'
import { decideMatch } from './decide-match'
import { dismissSuggestion } from './dismiss-suggestion'
import { mergeIncidents } from './merge-incidents'
import { createSignInLink } from './sign-in-links'
import { createToken, revokeToken } from './tokens'
import { updateIncident } from './update-incident'

afterAll(() => database.$disconnect())
beforeEach(emptyDatabase)

const lastAudit = () => database.auditEntry.findFirstOrThrow({ orderBy: { id: 'desc' } })

test('an edit of an incident counts its version up and tells who changed what', async () => {
  await saveDrafts([otherIncident()])
  const { slug, version } = await database.incident.findFirstOrThrow()
  const saved = await updateIncident(testViewer(), slug, { title: 'Slow search', tags: ['search'] }, version)
  expect(saved.version).toBe(version + 1)
  expect(await lastAudit()).toMatchObject({
    byName: 'Tess',
    via: 'session',
    action: 'incident.updated',
    changes: { title: { from: 'Search was slow', to: 'Slow search' }, tags: { from: [], to: ['search'] } },
  })
  const stale = updateIncident(testViewer(), slug, { severity: 'SEV1' }, version)
  await expect(stale).rejects.toMatchObject({ code: 'stale' })
  await expect(updateIncident(testViewer(), 'nothing', {}, 1)).rejects.toMatchObject({ code: 'not_found' })
  expect(await updateIncident(testViewer(), slug, { title: 'Slow search' }, saved.version)).toEqual(saved)
  expect(await database.searchDocument.findFirstOrThrow({ where: { kind: 'incident' } })).toMatchObject({
    title: 'Slow search',
  })
})

test('an action item is found by its new owner, no more by the former', async () => {
  await saveDrafts([germanEdition()])
  const item = await database.actionItem.findFirstOrThrow({ where: { status: 'open' } })
  await updateActionItem(testViewer(), item.id, { owner: 'Quentin' })
  const bodies = async () => {
    const rows = await database.searchDocument.findMany({ where: { refId: item.id }, select: { body: true } })
    return rows.map(({ body }) => body.split('\n').at(-1))
  }
  expect(new Set(await bodies())).toEqual(new Set(['Quentin']))
  await updateActionItem(testViewer(), item.id, { owner: null })
  expect((await bodies()).some((body) => body === 'Quentin')).toBe(false)
})

test('an action item that is done has a closing time and counts as open no more; undone it is open again', async () => {
  await saveDrafts([germanEdition()])
  const item = await database.actionItem.findFirstOrThrow({ where: { status: 'open' } })
  const done = await updateActionItem(
    testViewer(),
    item.id,
    { status: 'done', closedBy: 'PR 7', due: '2025-04-01' },
    item.version,
  )
  const closed = await database.actionItem.findUniqueOrThrow({ where: { id: item.id }, include: { incident: true } })
  expect(closed.closedAt).toBeInstanceOf(Date)
  expect(closed).toMatchObject({ closedBy: 'PR 7', version: 2, editedFields: ['closedBy', 'due', 'status'] })
  expect(closed.incident?.openActionItems).toBe(1)
  expect(
    (await database.actionItemChange.findMany({ orderBy: { id: 'asc' } })).map(({ field, to }) => [field, to]),
  ).toEqual([
    ['status', 'done'],
    ['due', '2025-04-01'],
    ['closedBy', 'PR 7'],
  ])
  await updateActionItem(testViewer(), item.id, { status: 'open' }, done.version)
  expect(await database.actionItem.findUniqueOrThrow({ where: { id: item.id } })).toMatchObject({
    closedAt: null,
    version: 3,
  })
})

test('of two edits at the same moment one is refused', async () => {
  await saveDrafts([germanEdition()])
  const { id, version } = await database.actionItem.findFirstOrThrow()
  const edits = ['ann', 'bob'].map((owner) => updateActionItem(testViewer(), id, { owner }, version))
  const results = await Promise.allSettled(edits)
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await database.actionItemChange.count()).toBe(1)
})

test('a pattern can be named by hand, and only one that exists', async () => {
  const pattern = {
    slug: 'file-handles',
    title: 'File handles',
    family: 'limits',
    mechanism: 'They run out.',
    body: '',
    cues: {},
    questions: [],
    controls: [],
  }
  await saveCatalogue(testViewer(), [pattern])
  await saveDrafts([otherIncident()])
  const { slug } = await database.incident.findFirstOrThrow()
  const decision = { kind: 'incident' as const, slug, pattern: 'file-handles' }
  await expect(decideMatch(testViewer(), { ...decision, state: 'rejected' })).rejects.toMatchObject({
    code: 'not_found',
  })
  await decideMatch(testViewer(), { ...decision, state: 'confirmed' })
  expect(await database.match.findFirstOrThrow()).toMatchObject({ state: 'confirmed', decidedBy: 'Tess' })
  expect(await lastAudit()).toMatchObject({
    action: 'match.confirmed',
    changes: { 'patterns.file-handles': { from: null, to: 'confirmed' } },
  })
  await expect(decideMatch(testViewer(), { ...decision, pattern: 'x', state: 'confirmed' })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('incidents merged by hand are what the recogniser would have made of them, edits and history included', async () => {
  const untimed = russianEdition()
  untimed.body = 'Ключи.'
  untimed.incident = {
    ...untimed.incident!,
    windows: [],
    timeline: [],
    zone: null,
    actionItems: [actionItem('Следить за ключами')],
  }
  await saveDrafts([germanEdition()])
  const [line] = await saveDrafts([untimed])
  expect(line?.outcome).toBe('created')
  await saveDrafts([skill()])
  const item = await database.actionItem.findFirstOrThrow({ where: { incident: { slug: untimed.slug } } })
  await updateActionItem(testViewer(), item.id, { owner: 'imke' })
  expect(await mergeIncidents(testViewer(), untimed.slug, germanEdition().slug)).toMatchObject({
    slug: germanEdition().slug,
  })
  const incident = await database.incident.findUniqueOrThrow({
    where: { slug: germanEdition().slug },
    include: { editions: true, actionItems: true },
  })
  expect(incident).toMatchObject({ langs: ['de', 'ru'] })
  expect(incident.editions).toHaveLength(2)
  expect(incident.actionItems.find(({ id }) => id === item.id)).toMatchObject({ owner: 'imke' })
  expect(await database.actionItemChange.count()).toBe(1)
  expect(await database.reference.count({ where: { toKind: 'incident', toId: incident.id } })).toBe(1)
  expect(await countRows(['SlugAlias'])).toEqual({ SlugAlias: 4 })
  const itself = mergeIncidents(testViewer(), untimed.slug, germanEdition().slug)
  await expect(itself).rejects.toMatchObject({ code: 'bad_input' })
})

test('a suggestion is symmetric, and dismissing it lasts', async () => {
  const like = (slug: string, text: string) =>
    incidentDocument(
      {
        slug,
        title: slug,
        body: `${text} api.parcelbay.example ran on v4.2.1 of ParcelCore; 37 percent of requests failed on 3 May 2025.`,
      },
      { reportedOn: '2025-05-03' },
    )
  const one = like('b-report', 'Customers saw errors.')
  const two = like('a-report', 'Ein anderer Bericht über Fehler.')
  two.lang = 'de'
  await saveDrafts([one])
  await saveDrafts([two])
  const state = await readState()
  expect(state['EditionSuggestion']).toHaveLength(1)
  await emptyDatabase()
  await saveDrafts([two])
  await saveDrafts([one])
  expect((await readState())['EditionSuggestion']).toEqual(state['EditionSuggestion'])
  const { id } = await database.editionSuggestion.findFirstOrThrow()
  await dismissSuggestion(testViewer(), id)
  await saveDrafts([{ ...one, tags: ['api'] }])
  expect(await database.editionSuggestion.findMany()).toMatchObject([{ state: 'dismissed' }])
})

test('a token is kept as a hash, never exceeds its maker, and can be revoked', async () => {
  const { id, secret } = await createToken(testViewer(), { name: 'ci', scope: 'write' })
  const stored = await database.apiToken.findUniqueOrThrow({ where: { id } })
  expect(stored).toMatchObject({ hash: hashSecret(secret), scope: 'write', revokedAt: null })
  expect(JSON.stringify(stored)).not.toContain(secret)
  expect(secret.startsWith(stored.prefix)).toBe(true)
  await expect(createToken(testViewer('read'), { name: 'x', scope: 'write' })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(revokeToken(testViewer('write'), id)).rejects.toMatchObject({ code: 'forbidden' })
  await revokeToken(testViewer(), id)
  expect((await database.apiToken.findUniqueOrThrow({ where: { id } })).revokedAt).toBeInstanceOf(Date)
})

test('a sign-in link is kept as a hash and made by administrators only', async () => {
  const wanted = { email: 'ann@example.org', role: 'editor' as const, minutes: 10 }
  const { token } = await createSignInLink(testViewer(), wanted)
  const link = await database.signInLink.findUniqueOrThrow({ where: { tokenHash: hashSecret(token) } })
  expect(link).toMatchObject({ email: 'ann@example.org', role: 'editor', usedAt: null })
  await expect(createSignInLink(testViewer('write'), wanted)).rejects.toMatchObject({ code: 'forbidden' })
})
