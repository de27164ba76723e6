import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import type { Draft, IncidentDraft } from '@/lib/schema/draft'
import { decideConflict } from '@/lib/store/edit-conflicts'
import { updateActionItem } from '@/lib/store/action-items'
import { undoImport } from '@/lib/store/undo-import'
import { updateIncident } from '@/lib/store/update-incident'
import { emptyDatabase, readState } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { importSources, previewSource, type SourceInput } from './run-import'
import { saveReviewedDraft } from './save-reviewed'

beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

type Words = { title?: string; severity?: string; owner?: string; extra?: string; steps?: string }

/** One report in versions that differ in a few places. */
const reportOf = ({
  title = 'Checkout refused cards',
  severity = 'SEV2',
  owner = '@ann',
  extra = '',
  steps = '',
}: Words) =>
  `# ${title}

Date: 2025-05-04 (UTC)
Severity: ${severity}

## Timeline (UTC)

${extra}- 09:02 errors rose on the payment gateway
- 09:10 alert fired
- 09:41 service restored

## Root cause

The TLS certificate of pay.example.org had expired.

## Action items

| Action | Owner | Status |
| --- | --- | --- |
${steps}| Alert two weeks before a certificate expires | ${owner} | open |
| Renew certificates by machine | @bo | open |
`

const sourceOf = (words: Words): SourceInput => ({
  path: 'report.md',
  kind: 'file',
  bytes: new TextEncoder().encode(reportOf(words)),
})

async function importVersion(words: Words): Promise<string> {
  for await (const line of importSources(testViewer(), [sourceOf(words)], { via: 'api' })) {
    if (line.error) throw new Error(line.error.message)
  }
  return (await database.import.findFirstOrThrow({ orderBy: [{ startedAt: 'desc' }, { id: 'asc' }] })).id
}

/** Imports the report as a person has corrected it. */
async function importCorrected(change: (incident: IncidentDraft, draft: Draft['documents'][number]) => void) {
  const draft = previewSource(sourceOf({}), [])
  const [document] = draft.documents
  if (!document?.incident) throw new Error('the report is an incident')
  change(document.incident, document)
  await saveReviewedDraft(testViewer(), sourceOf({}), draft, 'browser')
}

const openConflicts = () =>
  database.editConflict.findMany({
    where: { state: 'open' },
    orderBy: { path: 'asc' },
    select: { id: true, path: true, base: true, mine: true, theirs: true },
  })
const incident = () =>
  database.incident.findFirstOrThrow({
    include: { actionItems: { orderBy: { position: 'asc' } }, timeline: { orderBy: { position: 'asc' } } },
  })

test('corrections survive a newer version of the source, and what the source has changed elsewhere arrives', async () => {
  await importCorrected((about, document) => {
    document.title = 'Cards were refused'
    about.timeline.splice(1, 1)
    const [item] = about.actionItems
    if (item) item.due = '2025-06-01'
  })
  expect(await database.postmortem.findFirstOrThrow()).toMatchObject({ edited: true })
  await importVersion({
    severity: 'SEV1',
    extra: '- 08:55 a deploy ended\n',
    steps: '| Tell support earlier | @kim | open |\n',
  })
  expect(await openConflicts()).toEqual([])
  const now = await incident()
  expect(now).toMatchObject({ title: 'Cards were refused', severity: 'SEV1' })
  expect(now.timeline.map(({ text }) => Object.values(text ?? {}).join())).toEqual([
    'a deploy ended',
    'errors rose on the payment gateway',
    'service restored',
  ])
  expect(now.actionItems.map(({ owner, due }) => [owner, due?.toISOString().slice(0, 10) ?? null])).toEqual([
    ['kim', null],
    ['ann', '2025-06-01'],
    ['bo', null],
  ])
  // Spans point into the new text.
  const { draft, source } = await database.postmortem.findFirstOrThrow({ include: { source: true } })
  const [, entry] = (draft as unknown as { incident: IncidentDraft }).incident.timeline
  expect(source.text.slice(...(entry?.span ?? [0, 0]))).toContain('errors rose')
})

test('a draft that was imported as it was read has no corrections', async () => {
  await importCorrected(() => undefined)
  expect(await database.postmortem.findFirstOrThrow()).toMatchObject({ edited: false, parsed: null })
})

test('what both have changed stays the person’s, and waits for a decision; theirs can be taken', async () => {
  await importCorrected((about) => {
    about.severity = 'SEV3'
    const [item] = about.actionItems
    if (item) item.owner = 'kim'
  })
  await importVersion({ severity: 'SEV1', owner: '@lee' })
  const [item, severity] = await openConflicts()
  expect(item).toMatchObject({ path: 'actionItems.0.owner', base: 'ann', mine: 'kim', theirs: 'lee' })
  expect(severity).toMatchObject({ path: 'severity', base: 'SEV2', mine: 'SEV3', theirs: 'SEV1' })
  expect(await incident()).toMatchObject({ severity: 'SEV3', actionItems: [{ owner: 'kim' }, { owner: 'bo' }] })

  await decideConflict(testViewer(), item?.id ?? '', 'theirs')
  await decideConflict(testViewer(), severity?.id ?? '', 'mine')
  expect(await incident()).toMatchObject({ severity: 'SEV3', actionItems: [{ owner: 'lee' }, { owner: 'bo' }] })
  expect(await openConflicts()).toEqual([])
  const audited = await database.auditEntry.findMany({
    where: { action: { startsWith: 'conflict.' } },
    orderBy: { id: 'asc' },
  })
  expect(audited).toMatchObject([
    { action: 'conflict.taken', changes: { 'actionItems.0.owner': { from: 'kim', to: 'lee' } } },
    { action: 'conflict.kept', changes: { severity: { from: 'SEV3', to: 'SEV3' } } },
  ])
  await expect(decideConflict(testViewer(), item?.id ?? '', 'mine')).rejects.toMatchObject({ code: 'stale' })
  await expect(decideConflict(testViewer('read'), item?.id ?? '', 'mine')).rejects.toMatchObject({ code: 'forbidden' })
  // A decision lasts: the same value again is no conflict.
  await importVersion({ severity: 'SEV1', owner: '@lee', extra: '- 08:55 a deploy ended\n' })
  expect(await openConflicts()).toEqual([])
  expect(await incident()).toMatchObject({ severity: 'SEV3' })
})

test('an open conflict follows its item to another place, and goes when the source comes round', async () => {
  await importCorrected((about) => {
    about.severity = 'SEV3'
    const [item] = about.actionItems
    if (item) item.owner = 'kim'
  })
  await importVersion({ severity: 'SEV1', owner: '@lee' })
  await importVersion({ severity: 'SEV3', owner: '@lee', steps: '| Tell support earlier | @kim | open |\n' })
  const conflicts = await openConflicts()
  expect(conflicts).toMatchObject([{ path: 'actionItems.1.owner', mine: 'kim', theirs: 'lee' }])
  await decideConflict(testViewer(), conflicts[0]?.id ?? '', 'theirs')
  expect((await incident()).actionItems.map(({ owner }) => owner)).toEqual(['kim', 'lee', 'bo'])
})

test('edits of a saved incident and its action items are asked about when the source says something new', async () => {
  await importVersion({})
  const { slug, version, actionItems } = await incident()
  await updateIncident(testViewer(), slug, { severity: 'SEV3', tags: ['cards'] }, version)
  await updateActionItem(testViewer(), actionItems[0]?.id ?? '', { owner: 'kim', status: 'done' })
  await importVersion({ severity: 'SEV1', owner: '@lee', steps: '| Tell support earlier | @kim | open |\n' })
  const conflicts = await openConflicts()
  expect(conflicts).toMatchObject([
    { path: `action-item.${actionItems[0]?.id}.owner`, base: 'ann', mine: 'kim', theirs: 'lee' },
    { path: 'incident.severity', base: 'SEV2', mine: 'SEV3', theirs: 'SEV1' },
  ])
  expect(await incident()).toMatchObject({ severity: 'SEV3', actionItems: [{}, { owner: 'kim', status: 'done' }, {}] })
  for (const { id } of conflicts) await decideConflict(testViewer(), id, 'theirs')
  expect(await incident()).toMatchObject({
    severity: 'SEV1',
    editedFields: ['tags'],
    actionItems: [{}, { owner: 'lee', status: 'done', editedFields: ['status'] }, {}],
  })
  const history = await database.actionItemChange.findMany({ where: { field: 'owner' }, orderBy: { id: 'asc' } })
  expect(history.map(({ from, to }) => [from, to])).toEqual([
    ['ann', 'kim'],
    ['kim', 'lee'],
  ])
})

test('undoing the import of a version takes its conflicts back', async () => {
  await importCorrected((about) => (about.severity = 'SEV3'))
  const before = await readState()
  const id = await importVersion({ severity: 'SEV1', owner: '@lee' })
  expect(await openConflicts()).toHaveLength(1)
  expect(await undoImport(testViewer(), id)).toMatchObject({ left: [] })
  expect(await readState()).toEqual(before)
  expect(await openConflicts()).toEqual([])
})
