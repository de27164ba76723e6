import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import type { DocumentDraft } from '@/lib/schema/draft'
import { actionItem, incidentDocument, pageDocument } from '@/tests/factories/documents'
import { germanEdition, otherIncident, russianEdition, skill } from '@/tests/factories/outage'
import { emptyDatabase, permutations, readState, saveDrafts } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { updateActionItem } from './action-items'
import { saveCatalogue } from './catalogue-sync'
import { decideMatch } from './decide-match'
import { undoImport } from './undo-import'
import { updateIncident } from './update-incident'

const PATTERN = {
  slug: 'stale-keys',
  title: 'Stale keys',
  family: 'credential lifecycle',
  mechanism: 'A cache outlives the key it holds.',
  body: '',
  cues: { en: ['key rotation', 'jwks cache'], de: ['veraltete schlüssel', 'jwks im cache'], ru: ['кэш jwks'] },
  questions: [],
  controls: [],
}

afterAll(() => database.$disconnect())
const reset = async () => {
  await emptyDatabase()
  await saveCatalogue(testViewer(), [PATTERN])
}
beforeEach(reset)

type Step = { drafts: DocumentDraft[]; origin?: string }

/** Imports the documents of a step and gives the import's id. */
async function importStep({ drafts, origin }: Step): Promise<string> {
  await saveDrafts(drafts, origin === undefined ? {} : { origin })
  const { id } = await database.import.findFirstOrThrow({ orderBy: [{ startedAt: 'desc' }, { id: 'asc' }] })
  return id
}

const undo = (id: string) => undoImport(testViewer(), id)

/** The German account with other words in places, as a newer version of the file. */
function newerGerman(): DocumentDraft {
  const draft = germanEdition()
  draft.title = 'Anmeldung gestört'
  draft.incident?.actionItems.push(actionItem('Schlüsselwechsel ankündigen', { status: 'open' }))
  return draft
}

function teamPattern(title = 'Forgotten cache'): DocumentDraft {
  const { incident: _, ...document } = incidentDocument({ slug: 'forgotten-cache', title })
  const cues = { de: ['cache geleert'], en: ['flush the jwks cache'] }
  return {
    ...document,
    kind: 'pattern',
    references: [{ target: 'patterns/stale-keys', kind: 'wikilink', note: null }],
    pattern: { family: 'credential lifecycle', mechanism: `${title}.`, cues, questions: [], controls: [] },
  }
}

/** Names the incident of another account and has the times of the German one: with it the two are one. */
const bridge = (): DocumentDraft => ({ ...russianEdition(), incidentSlug: otherIncident().slug })

const SCENARIOS: Record<string, Step[]> = {
  'new incidents': [{ drafts: [otherIncident()] }, { drafts: [germanEdition()] }],
  'an edition in another language': [{ drafts: [germanEdition()] }, { drafts: [russianEdition()] }],
  'newer versions of an edition': [
    { drafts: [germanEdition()], origin: 'a.md' },
    { drafts: [newerGerman()], origin: 'a.md' },
    { drafts: [{ ...newerGerman(), slug: 'renamed', tags: ['late'] }], origin: 'a.md' },
  ],
  'a version that was there before': [
    { drafts: [germanEdition()], origin: 'a.md' },
    { drafts: [newerGerman()], origin: 'a.md' },
    { drafts: [germanEdition()], origin: 'a.md' },
  ],
  'an account that makes two incidents one': [
    { drafts: [otherIncident()] },
    { drafts: [germanEdition()] },
    { drafts: [bridge()] },
  ],
  'a conversation, its account, and a second one': [
    { drafts: [skill()] },
    { drafts: [incidentDocument({ slug: 'edge-alerts-2025-03-02', title: 'Keys at the edge', body: 'It was DNS.' })] },
    { drafts: [germanEdition(), russianEdition()] },
  ],
  'revisions of a skill': [
    { drafts: [skill()], origin: 's.md' },
    {
      drafts: [{ ...skill(), body: 'Flush twice.', references: [], skill: { ...requireSkill(skill()), sources: [] } }],
      origin: 's.md',
    },
    { drafts: [{ ...skill(), title: 'Edge keys' }], origin: 's.md' },
  ],
  pages: [
    { drafts: [skill()] },
    { drafts: [pageDocument('person', 'imke', 'Works on the edge.')] },
    { drafts: [pageDocument('person', 'imke', 'Works elsewhere.'), pageDocument('company', 'parcelbay')] },
  ],
  patterns: [
    { drafts: [germanEdition(), skill()] },
    { drafts: [teamPattern()] },
    { drafts: [teamPattern('Cache forgotten'), otherIncident()] },
  ],
  'incidents of one name': [
    {
      drafts: [
        incidentDocument({ slug: 'errors', body: 'The payment queue overflowed.' }, { reportedOn: '2024-07-09' }),
      ],
    },
    { drafts: [incidentDocument({ slug: 'errors', body: 'A certificate expired.' }, { reportedOn: '2024-02-01' })] },
  ],
}

function requireSkill({ skill: found }: DocumentDraft) {
  if (!found) throw new Error('not a skill')
  return found
}

test.each(Object.entries(SCENARIOS))(
  'undone from the last to the first, everything is as it was before each import: %s',
  async (_name, steps) => {
    const states = [await readState()]
    const imports: string[] = []
    for (const step of steps) {
      imports.push(await importStep(step))
      states.push(await readState())
    }
    for (const id of imports.toReversed()) {
      states.pop()
      expect(await undo(id)).toMatchObject({ left: [] })
      expect(await readState()).toEqual(states.at(-1))
    }
    expect(await database.importChange.count()).toBe(0)
    expect(await database.reviewItem.count()).toBe(0)
  },
)

test('undoing one import of several leaves what the others alone would have made, whichever came first', async () => {
  const documents = [germanEdition(), russianEdition(), skill()]
  for (const order of permutations(documents)) {
    for (const document of documents) {
      await reset()
      for (const other of order) if (other !== document) await saveDrafts([other])
      const without = await readState()
      await reset()
      const ids = new Map<DocumentDraft, string>()
      for (const one of order) ids.set(one, await importStep({ drafts: [one] }))
      expect(await undo(ids.get(document) ?? '')).toMatchObject({ left: [] })
      expect(await readState()).toEqual(without)
    }
  }
}, 120_000)

test('undoing twice changes nothing the second time; the history keeps its lines', async () => {
  await importStep({ drafts: [otherIncident()] })
  const id = await importStep({ drafts: [germanEdition(), russianEdition()] })
  const lines = await database.importLine.count()
  const first = await undo(id)
  expect(first.undone).toBeGreaterThan(2)
  const state = await readState()
  const audited = await database.auditEntry.count()
  expect(await undo(id)).toEqual({ undone: 0, left: [] })
  expect(await readState()).toEqual(state)
  expect(await database.auditEntry.count()).toBe(audited)
  expect(await database.importLine.count()).toBe(lines)
  expect(await database.import.findUniqueOrThrow({ where: { id } })).toMatchObject({
    state: 'undone',
    undoneByName: 'Tess',
  })
  const actions = await database.auditEntry.findMany({ where: { action: 'incident.removed' } })
  expect(actions).toMatchObject([{ byName: 'Tess', changes: { import: { from: id } } }])
})

test('an undo that was interrupted is finished by the next one', async () => {
  await importStep({ drafts: [otherIncident()] })
  const before = await readState()
  // Words of their own each: documents of one source that read alike are versions of one account.
  const many = Array.from({ length: 60 }, (_, index) =>
    incidentDocument({ slug: `outage-${index}`, body: [1, 2, 3, 4].map((word) => `w${index}x${word}`).join(' ') }),
  )
  const id = await importStep({ drafts: many })
  // The second batch cannot be written: everything up to the first one has been undone by then.
  await database.$executeRawUnsafe(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF (SELECT count(*) FROM "Incident") < 5 THEN RAISE EXCEPTION 'gone'; END IF; RETURN OLD; END $$`)
  await database.$executeRawUnsafe(
    'CREATE TRIGGER refuse BEFORE DELETE ON "ImportChange" FOR EACH ROW EXECUTE FUNCTION refuse()',
  )
  await expect(undo(id)).rejects.toThrow('gone')
  await database.$executeRawUnsafe('DROP TRIGGER refuse ON "ImportChange"')
  expect(await database.incident.count()).toBe(11)
  expect(await database.import.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'finished' })
  await undo(id)
  expect(await readState()).toEqual(before)
})

test('what a later import has built on stays, and is said', async () => {
  const first = await importStep({ drafts: [germanEdition(), otherIncident()], origin: 'a.md' })
  const second = await importStep({ drafts: [newerGerman()], origin: 'a.md' })
  const { left } = await undo(first)
  expect(left).toMatchObject([{ kind: 'incident', title: 'Anmeldung gestört' }])
  expect(left[0]?.reason).toMatch(/later import/)
  expect(await database.postmortem.findMany({ select: { title: true } })).toEqual([{ title: 'Anmeldung gestört' }])
  // Both sources are still needed: one for what is shown, one to undo the second import.
  expect(await database.source.count()).toBe(2)
  expect(await undo(second)).toMatchObject({ left: [] })
  expect(await undo(first)).toMatchObject({ left: [] })
  expect(await database.source.count()).toBe(0)
  expect(await database.incident.count()).toBe(0)
})

test('what people have worked on stays, and is said', async () => {
  const id = await importStep({ drafts: [germanEdition(), otherIncident(), skill()] })
  const item = await database.actionItem.findFirstOrThrow({ where: { status: 'open', incidentId: { not: null } } })
  await updateActionItem(testViewer(), item.id, { owner: 'imke' })
  const other = await database.incident.findUniqueOrThrow({ where: { slug: otherIncident().slug } })
  await updateIncident(testViewer(), other.slug, { severity: 'SEV3' }, other.version)
  await decideMatch(testViewer(), { kind: 'skill', slug: skill().slug, pattern: 'stale-keys', state: 'confirmed' })
  const before = await readState()
  const { left } = await undo(id)
  expect(left.map(({ kind, reason }) => `${kind}: ${reason}`).sort()).toEqual([
    'incident: somebody has edited an action item of it',
    'incident: somebody has edited its severity',
    'skill: somebody has confirmed or rejected a pattern of it',
  ])
  expect(await readState()).toEqual(before)
})

test('hand edits survive the undo of an edition beside them', async () => {
  await importStep({ drafts: [germanEdition()] })
  const id = await importStep({ drafts: [russianEdition()] })
  const item = await database.actionItem.findFirstOrThrow({ where: { status: 'open' } })
  await updateActionItem(testViewer(), item.id, { owner: 'imke' })
  const { slug, version } = await database.incident.findFirstOrThrow()
  await updateIncident(testViewer(), slug, { title: 'Sign-in outage' }, version)
  await undo(id)
  expect(await database.actionItem.findUniqueOrThrow({ where: { id: item.id } })).toMatchObject({
    owner: 'imke',
    title: { de: 'Alarm auf abgelehnte Token' },
  })
  expect(await database.incident.findFirstOrThrow()).toMatchObject({ title: 'Sign-in outage', langs: ['de'] })
})

test('decisions and edits of two incidents go back to each when their merge is undone', async () => {
  await importStep({ drafts: [otherIncident()] })
  await importStep({ drafts: [germanEdition()] })
  const german = germanEdition().slug
  await decideMatch(testViewer(), { kind: 'incident', slug: german, pattern: 'stale-keys', state: 'confirmed' })
  const item = await database.actionItem.findFirstOrThrow({ where: { incident: { slug: german } } })
  await updateActionItem(testViewer(), item.id, { status: 'done' })
  const before = await readState()
  const id = await importStep({ drafts: [bridge()] })
  expect(await database.incident.count()).toBe(1)
  await undo(id)
  expect(await readState()).toEqual(before)
  const back = await database.actionItem.findUniqueOrThrow({ where: { id: item.id }, include: { incident: true } })
  expect(back.incident?.slug).toBe(german)
})

test.each([
  ['the one that goes', [true, false]],
  ['the one that stays', [false, true]],
  ['both', [true, true]],
])('what was learned from decisions about %s is as before when a merge is undone', async (_of, [ofGerman, ofOther]) => {
  await importStep({ drafts: [otherIncident()] })
  await importStep({ drafts: [germanEdition()] })
  const slugs = [...(ofGerman ? [germanEdition().slug] : []), ...(ofOther ? [otherIncident().slug] : [])]
  for (const slug of slugs)
    await decideMatch(testViewer(), { kind: 'incident', slug, pattern: 'stale-keys', state: 'confirmed' })
  const examples = async () => {
    const rows = await database.patternExample.findMany({ include: { incident: { select: { slug: true } } } })
    return rows.map(({ incident, terms, counts }) => ({ slug: incident?.slug ?? null, terms, counts }))
  }
  const before = new Map((await examples()).map((one) => [one.slug, one]))
  expect(new Set(before.keys())).toEqual(new Set(slugs))
  const id = await importStep({ drafts: [bridge()] })
  expect(await examples()).toHaveLength(1)
  await undo(id)
  expect(new Map((await examples()).map((one) => [one.slug, one]))).toEqual(before)
})

test('who may only read undoes nothing; an import that runs cannot be undone', async () => {
  const id = await importStep({ drafts: [germanEdition()] })
  await expect(undoImport(testViewer('read'), id)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(undo('nothing')).rejects.toMatchObject({ code: 'not_found' })
  await database.import.update({ where: { id }, data: { state: 'running' } })
  await expect(undo(id)).rejects.toMatchObject({ code: 'conflict' })
})
