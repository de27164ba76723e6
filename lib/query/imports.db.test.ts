import fs from 'node:fs'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { Viewer } from '@/lib/schema/viewer'
import { dismissSuggestion } from '@/lib/store/dismiss-suggestion'
import { shareIncident } from '@/lib/store/share-incident'
import { undoImport } from '@/lib/store/undo-import'
import { incidentDocument, skillDocument } from '@/tests/factories/documents'
import { person } from '@/tests/factories/people'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'
import { findImport, listImportLines, listImports } from './imports'

beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

/** Accounts that are like one another, and not like enough to be taken for one incident. */
function account(slug: string, text: string, lang = 'en'): DocumentDraft {
  const body = `${text} api.parcelbay.example ran on v4.2.1 of ParcelCore; 37 percent of requests failed on 3 May 2025.`
  return { ...incidentDocument({ slug, title: `About ${slug}`, body }, { reportedOn: '2025-05-03' }), lang }
}
const hiddenAccount = () => account('secret-report', 'Customers saw errors.')
const openAccount = () => account('open-report', 'Ein anderer Bericht über Fehler.', 'de')

/** Restricts an incident to one person. */
async function restrict(viewer: Viewer, slug: string): Promise<void> {
  const { version } = await database.incident.findUniqueOrThrow({ where: { slug } })
  await shareIncident(viewer, slug, { visibility: 'restricted', readers: { users: [], teams: [] } }, version)
}

const linesOf = async (viewer: Viewer, importId: string) =>
  (await listImportLines(viewer, importId, { page: 1 })).items.map(({ slug, title, reasons }) => ({
    slug,
    title,
    reasons,
  }))

async function newestImport(): Promise<string> {
  const { id } = await database.import.findFirstOrThrow({ orderBy: [{ startedAt: 'desc' }, { id: 'asc' }] })
  return id
}

test('what an imported incident may also be is told to those who may read that, as it is now, and is not stored with its line', async () => {
  const [maya, sam] = [await person('maya'), await person('sam', 'viewer')]
  await saveDrafts([hiddenAccount()], { viewer: maya })
  const [line] = await saveDrafts([openAccount()], { viewer: maya })
  expect(line?.reasons).toEqual([expect.stringMatching(/^may be another edition of “About secret-report”: .*4\.2\.1/)])
  expect(await database.importLine.findMany({ where: { slug: 'open-report' } })).toMatchObject([{ reasons: [] }])
  const id = await newestImport()
  expect(await linesOf(sam, id)).toMatchObject([{ slug: 'open-report', reasons: line?.reasons }])

  await restrict(maya, 'secret-report')
  expect(await linesOf(maya, id)).toMatchObject([{ slug: 'open-report', reasons: line?.reasons }])
  expect(await linesOf(sam, id)).toMatchObject([{ slug: 'open-report', title: 'About open-report', reasons: [] }])

  const suggestion = await database.editionSuggestion.findFirstOrThrow()
  await dismissSuggestion(maya, suggestion.id)
  expect(await linesOf(maya, id)).toMatchObject([{ slug: 'open-report', reasons: [] }])
})

test('lines from before the upgrade lose what they told of other incidents, and nothing else', async () => {
  const maya = await person('maya')
  await saveDrafts([openAccount()], { viewer: maya })
  const kept = ['Same dates: 2025-05-03', 'names this incident', 'said “may be another edition of “x”: y”'] as const
  const hints = [
    'may be another edition of “A “quoted” title”: Same dates: 2025-05-03',
    'may be another edition of “b”: x; y; z; and more',
  ] as const
  await database.importLine.updateMany({ data: { reasons: [kept[0], hints[0], kept[1], hints[1], kept[2]] } })
  const sql = fs.readFileSync('prisma/migrations/20261202010000_lines_without_hints/migration.sql', 'utf8')
  // A process of the version before may still write such lines while this one is started: they are not shown.
  expect((await listImportLines(maya, await newestImport(), { page: 1 })).items[0]?.reasons).toEqual(kept)
  await database.$executeRawUnsafe(sql)
  expect((await database.importLine.findFirstOrThrow()).reasons).toEqual(kept)
  await database.importLine.updateMany({ data: { reasons: hints } })
  await database.$executeRawUnsafe(sql)
  expect((await database.importLine.findFirstOrThrow()).reasons).toEqual([])
})

test('lines of an undone import tell nothing of a hidden skill or incident that has one of its names since', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  await saveDrafts([skillDocument({ slug: 'guessed', title: 'A guess' }), openAccount()], { viewer: sam })
  const id = await newestImport()
  await undoImport(sam, id)
  const before = await linesOf(sam, id)
  expect(before).toMatchObject([
    { slug: 'guessed', title: null },
    { slug: 'open-report', title: null },
  ])
  const [listed] = (await listImports(sam)).items

  // The name of the skill goes to one that is taken from a restricted incident, that of the incident becomes a former one of it.
  await saveDrafts([hiddenAccount()], { viewer: maya })
  await restrict(maya, 'secret-report')
  const hidden = await database.incident.findUniqueOrThrow({ where: { slug: 'secret-report' } })
  await saveDrafts([skillDocument({ slug: 'guessed', title: 'What nobody else may know' })], {
    viewer: maya,
    takenFrom: [hidden.id],
  })
  await database.slugAlias.upsert({
    where: { slug: 'open-report' },
    create: { slug: 'open-report', incidentId: hidden.id },
    update: { incidentId: hidden.id },
  })
  expect(await linesOf(sam, id)).toEqual(before)
  expect((await listImports(sam)).items.find((one) => one.id === id)).toEqual(listed)
  expect(await linesOf(maya, id)).toEqual([])
})

test('what an import made is hidden with the incident that it has become part of', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  await saveDrafts([openAccount()], { viewer: sam })
  const id = await newestImport()
  await saveDrafts([hiddenAccount()], { viewer: maya })
  await restrict(maya, 'secret-report')
  const [hidden, open] = [
    await database.incident.findUniqueOrThrow({ where: { slug: 'secret-report' } }),
    await database.incident.findUniqueOrThrow({ where: { slug: 'open-report' } }),
  ]
  // As after a merge, of which the source tells nothing.
  await database.slugAlias.update({ where: { slug: 'open-report' }, data: { incidentId: hidden.id } })
  await database.incident.update({ where: { id: open.id }, data: { slug: 'elsewhere' } })
  await expect(findImport(sam, id)).rejects.toMatchObject({ code: 'not_found' })
  expect(await linesOf(sam, id)).toEqual([])
  expect(await linesOf(maya, id)).toMatchObject([{ slug: 'secret-report', title: 'About secret-report' }])
})
