import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { offerPatterns } from '@/lib/query/patterns-offered'
import { previewPattern } from '@/lib/query/pattern-preview'
import { findPattern, listPatterns, listUnexplained } from '@/lib/query/patterns'
import { recognise } from '@/lib/query/recognise'
import type { PatternEdit } from '@/lib/schema/pattern'
import { incidentDocument } from '@/tests/factories/documents'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { decideMatch } from './decide-match'
import { editPattern, retirePattern } from './edit-pattern'
import { recoverRuns } from './pattern-queue'
import { continueRun, listOpenRuns } from './pattern-run'
import { markUnexplained } from './pattern-unexplained'

afterAll(() => database.$disconnect())
beforeEach(emptyDatabase)

const KILN: PatternEdit = {
  slug: 'loose-sensor',
  title: 'A sensor that came loose',
  family: 'hardware',
  mechanism: 'A reading is wrong because its sensor is.',
  body: '',
  cues: { en: ['thermocouple loose ^5'] },
  questions: ['Who checks the sensors?'],
  controls: [],
}
const report = (slug: string, body: string) => incidentDocument({ slug, title: slug, body })
const KILN_REPORT =
  'The glaze kiln overheated because the thermocouple loose on the upper shelf read too low all night.'
const SECOND_REPORT =
  'In March a bisque firing in the second hall was lost: with its thermocouple loose the kiln ran hot.'
const OTHER_REPORT = 'Invoices were counted twice after the ledger export ran beside the nightly settlement.'

async function runAll(): Promise<void> {
  for (const id of await listOpenRuns()) {
    let state = await continueRun(testViewer(), id)
    while (state && !state.finished) state = await continueRun(testViewer(), id)
  }
}
const matchesOf = (pattern: string) =>
  database.match.findMany({
    where: { pattern: { slug: pattern } },
    select: { state: true, incident: { select: { slug: true } } },
    orderBy: { incident: { slug: 'asc' } },
  })

test('a new pattern is found in what is stored; an edit takes back what it no more matches, but no decision of a person', async () => {
  await saveDrafts([report('kiln-one', KILN_REPORT), report('kiln-two', SECOND_REPORT), report('ledger', OTHER_REPORT)])
  await editPattern(testViewer(), KILN, 0)
  expect(await matchesOf('loose-sensor')).toEqual([])
  await runAll()
  expect((await matchesOf('loose-sensor')).map((one) => one.incident?.slug)).toEqual(['kiln-one', 'kiln-two'])
  await decideMatch(testViewer(), { kind: 'incident', slug: 'kiln-one', pattern: 'loose-sensor', state: 'confirmed' })
  await editPattern(testViewer(), { ...KILN, cues: { en: ['ledger export ^5'] } }, 1)
  await runAll()
  expect(await matchesOf('loose-sensor')).toEqual([
    { state: 'confirmed', incident: { slug: 'kiln-one' } },
    { state: 'suggested', incident: { slug: 'ledger' } },
  ])
  expect(await findPattern(testViewer(), 'loose-sensor')).toMatchObject({
    version: 2,
    ofTeam: true,
    run: { finished: true, total: 3, checked: 3 },
  })
})

test('a run goes on from where it was killed, and another edit begins it anew', async () => {
  await saveDrafts([report('kiln-one', KILN_REPORT)])
  await editPattern(testViewer(), KILN, 0)
  const [id = ''] = await listOpenRuns()
  // The skills are done, the incidents are not: the process ends here.
  expect(await continueRun(testViewer(), id)).toMatchObject({ checked: 0, finished: false })
  expect(await listOpenRuns()).toEqual([id])
  // Whatever became of its job, it is in the queue again, once.
  await recoverRuns(() => Promise.resolve(false))
  const jobs = await database.$queryRaw`SELECT "key" FROM graphile_worker.jobs WHERE "key" = ${`pattern:${id}`}`
  expect(jobs).toEqual([{ key: `pattern:${id}` }])
  expect(await continueRun(testViewer(), id)).toEqual({ checked: 1, total: 1, changed: 1, finished: true })
  expect(await continueRun(testViewer(), id)).toMatchObject({ checked: 1, finished: true })
  await editPattern(testViewer(), { ...KILN, mechanism: 'Told in other words.' }, 1)
  expect(await listOpenRuns()).toEqual([id])
})

test('somebody who edits an older revision is told so; cues that cannot be read are named', async () => {
  await editPattern(testViewer(), KILN, 0)
  await expect(editPattern(testViewer(), KILN, 0)).rejects.toMatchObject({ code: 'conflict' })
  await editPattern(testViewer(), { ...KILN, title: 'Loose sensors' }, 1)
  await expect(editPattern(testViewer(), { ...KILN, title: 'Late' }, 1)).rejects.toMatchObject({ code: 'stale' })
  const broken = editPattern(testViewer(), { ...KILN, cues: { en: ['ca*che'] } }, 2)
  await expect(broken).rejects.toMatchObject({
    code: 'bad_input',
    message: expect.stringContaining('ca*che') as unknown,
  })
  await expect(editPattern(testViewer('read'), KILN, 2)).rejects.toMatchObject({ code: 'forbidden' })
})

test('a retired pattern loses its suggestions and keeps its decisions; brought back it is found again', async () => {
  await saveDrafts([report('kiln-one', KILN_REPORT), report('kiln-two', SECOND_REPORT)])
  await editPattern(testViewer(), KILN, 0)
  await runAll()
  await decideMatch(testViewer(), { kind: 'incident', slug: 'kiln-one', pattern: 'loose-sensor', state: 'rejected' })
  await retirePattern(testViewer(), 'loose-sensor', true)
  await runAll()
  expect(await matchesOf('loose-sensor')).toEqual([{ state: 'rejected', incident: { slug: 'kiln-one' } }])
  expect(await listPatterns(testViewer())).toEqual([])
  await retirePattern(testViewer(), 'loose-sensor', false)
  await runAll()
  expect((await matchesOf('loose-sensor')).map(({ state }) => state)).toEqual(['rejected', 'suggested'])
})

test('a decision counts in the next import: what is told in the same words is judged alike', async () => {
  await editPattern(testViewer(), { ...KILN, cues: { en: ['thermocouple + overheated ^0.8'] } }, 0)
  const told = KILN_REPORT.replace('thermocouple loose', 'loose thermocouple')
  await saveDrafts([report('kiln-one', told)])
  expect(await matchesOf('loose-sensor')).toEqual([])
  await decideMatch(testViewer(), { kind: 'incident', slug: 'kiln-one', pattern: 'loose-sensor', state: 'confirmed' })
  expect(await database.patternExample.count()).toBe(1)
  await saveDrafts([
    report(
      'kiln-two',
      'In March the glaze kiln of the second hall overheated: a loose thermocouple on its upper shelf read too low.',
    ),
  ])
  expect((await matchesOf('loose-sensor')).map(({ state }) => state)).toEqual(['confirmed', 'suggested'])
  await decideMatch(testViewer(), { kind: 'incident', slug: 'kiln-one', pattern: 'loose-sensor', state: 'suggested' })
  expect(await database.patternExample.count()).toBe(0)
})

test('a decision about a restricted incident weighs in no other text', async () => {
  await editPattern(testViewer(), { ...KILN, cues: { en: ['thermocouple + overheated ^0.8'] } }, 0)
  await saveDrafts([report('kiln-one', KILN_REPORT.replace('thermocouple loose', 'loose thermocouple'))])
  await decideMatch(testViewer(), { kind: 'incident', slug: 'kiln-one', pattern: 'loose-sensor', state: 'confirmed' })
  const asked =
    'In March the glaze kiln of the second hall overheated: a loose thermocouple on its upper shelf read too low.'
  const scoreOf = async () => (await recognise(testViewer('read'), asked)).offered?.[0]?.score ?? 0
  const open = await scoreOf()
  await database.incident.updateMany({ data: { visibility: 'restricted' } })
  expect(await scoreOf()).toBeLessThan(open)
  await saveDrafts([report('kiln-two', asked)])
  expect(await database.match.findMany({ where: { incident: { slug: 'kiln-two' } } })).toEqual([])
  await database.incident.updateMany({ data: { visibility: 'internal' } })
  expect(await scoreOf()).toBe(open)
})

test('a preview tells what would be matched and what no more, and stores nothing', async () => {
  await saveDrafts([report('kiln-one', KILN_REPORT), report('ledger', OTHER_REPORT)])
  const first = await previewPattern(testViewer(), KILN, '')
  expect(first).toMatchObject({ checked: 2, total: 2, next: null, lost: [] })
  expect(first.found).toMatchObject([
    { slug: 'kiln-one', quotes: [{ text: expect.stringContaining('thermocouple') as unknown }] },
  ])
  expect(await database.match.count()).toBe(0)
  await editPattern(testViewer(), KILN, 0)
  await runAll()
  const second = await previewPattern(testViewer(), { ...KILN, cues: { en: ['ledger export ^5'] } }, '')
  expect(second.found.map(({ slug }) => slug)).toEqual(['ledger'])
  expect(second.lost.map(({ slug }) => slug)).toEqual(['kiln-one'])
})

test('the likeliest patterns are offered where none is suggested; “none of these” is kept until one is confirmed', async () => {
  await editPattern(testViewer(), { ...KILN, cues: { en: ['thermocouple ^1'] } }, 0)
  await saveDrafts([report('kiln-one', KILN_REPORT)])
  const thing = { kind: 'incident' as const, slug: 'kiln-one' }
  const [offered] = await offerPatterns(testViewer(), thing)
  expect(offered).toMatchObject({
    slug: 'loose-sensor',
    evidence: [{ text: expect.stringContaining('thermocouple') as unknown }],
  })
  await markUnexplained(testViewer(), thing, true)
  expect(await listUnexplained(testViewer())).toMatchObject([{ ...thing, byName: 'Tess' }])
  await decideMatch(testViewer(), { ...thing, pattern: 'loose-sensor', state: 'confirmed' })
  expect(await listUnexplained(testViewer())).toEqual([])
  expect(await offerPatterns(testViewer(), thing)).toEqual([])
})
