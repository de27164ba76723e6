import { afterAll, beforeAll, expect, test } from 'vitest'
import { readDraft } from '@/app/draft-skill/read-draft'
import { database } from '@/lib/database'
import { writeAgentSkill } from '@/lib/export/write-agent-skill'
import { acceptProposal, propose } from '@/lib/import/proposals'
import { findProposal } from '@/lib/query/proposals'
import { findSkill, findSkillForEdit } from '@/lib/query/skills'
import { findSource } from '@/lib/query/sources'
import { findSharing } from '@/lib/query/teams'
import type { Viewer } from '@/lib/schema/viewer'
import { editSkill } from '@/lib/store/edit-skill'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'
import { person } from '@/tests/factories/people'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'

let viewer: Viewer
beforeAll(async () => {
  await emptyDatabase()
  viewer = await loadDemoContent()
})
afterAll(() => database.$disconnect())

const asked = { incidents: [DEMO.keyRotation], pattern: null }

test('what an incident teaches becomes a draft of a skill when a person accepts it', async () => {
  const { document, incidents, refusal } = await readDraft(viewer, asked)
  expect(refusal).toBeNull()
  const places = [...document.body.matchAll(/\(\/incidents\/([^#)]+)#([tc])-([^)]+)\)/g)]
  expect(places.length).toBeGreaterThan(2)
  const entries = await database.timelineEntry.findMany({ select: { id: true } })
  const causes = await database.cause.findMany({ select: { id: true } })
  const known = new Set([...entries, ...causes].map(({ id }) => id))
  expect(places.filter(([, slug, , id]) => slug !== DEMO.keyRotation || !known.has(id ?? ''))).toEqual([])
  const text = writeAgentSkill(document, { stage: 'draft', computed: null })
  const { id } = await propose(viewer, { kind: 'skill', text, about: incidents[0]?.slug ?? '' })
  expect(await findSkill(viewer, document.slug)).toBeNull()
  await acceptProposal(viewer, await findProposal(viewer, id))
  const row = await database.skill.findUniqueOrThrow({ where: { slug: document.slug } })
  expect(row).toMatchObject({ stage: 'draft', version: '0.1.0', owners: [], confidence: null, body: document.body })
  const again = await readDraft(viewer, asked)
  expect(again.refusal).toContain('already')
})

test('incidents of a pattern are drafted together; none that is not there', async () => {
  const slugs = (await database.incident.findMany({ select: { slug: true }, take: 3, orderBy: { slug: 'asc' } })).map(
    ({ slug }) => slug,
  )
  const { document } = await readDraft(viewer, { incidents: slugs, pattern: DEMO.pattern })
  expect(document.slug).toBe(`${DEMO.pattern}-runbook`)
  expect(document.references).toHaveLength(slugs.length)
  await expect(readDraft(viewer, { incidents: [...slugs, 'no-such'], pattern: null })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('a runbook drafted of several incidents is hidden with each of them, and not accepted once one is restricted', async () => {
  const slugs = [DEMO.keyRotation, ...(await otherThan(DEMO.keyRotation))]
  const { document } = await readDraft(viewer, { incidents: slugs, pattern: DEMO.pattern })
  const text = writeAgentSkill({ ...document, slug: 'of-two' }, { stage: 'draft', computed: null })
  const { id } = await propose(viewer, { kind: 'skill', text }, slugs)
  const stranger = await person('sam')
  expect((await findProposal(stranger, id)).title).toBe(document.title)
  await database.incident.update({ where: { slug: slugs[1] ?? '' }, data: { visibility: 'restricted' } })
  await expect(findProposal(stranger, id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(acceptProposal(viewer, await findProposal(viewer, id))).rejects.toMatchObject({ code: 'unprocessable' })
  await database.incident.update({ where: { slug: slugs[1] ?? '' }, data: { visibility: 'internal' } })
})

test('an accepted draft is hidden with each incident that it was drafted of, also after somebody has rewritten it', async () => {
  const slugs = [DEMO.keyRotation, ...(await otherThan(DEMO.keyRotation))]
  const { document } = await readDraft(viewer, { incidents: slugs, pattern: DEMO.pattern })
  const text = writeAgentSkill({ ...document, slug: 'of-both' }, { stage: 'draft', computed: null })
  const { id } = await propose(viewer, { kind: 'skill', text }, slugs)
  await acceptProposal(viewer, await findProposal(viewer, id))
  const stranger = await person('iris')
  const { takenFrom, recordVersion, imports } = (await findSkill(stranger, 'of-both')) ?? {}
  expect(takenFrom?.map(({ slug }) => slug).toSorted()).toEqual(slugs.toSorted())
  const known = await findSkillForEdit(viewer, 'of-both')
  if (!known) throw new Error('it is not there')
  const rewritten = { ...known.document, body: `${known.document.body}\n\nWords of somebody.` }
  await editSkill(viewer, 'of-both', {
    document: rewritten,
    expectedVersion: recordVersion ?? 0,
    step: 'keep',
    note: '',
  })
  for (const slug of slugs) {
    expect(await findSkill(stranger, 'of-both')).not.toBeNull()
    await restrict(slug)
    expect(await findSkill(stranger, 'of-both')).toBeNull()
    expect(await findSource(stranger, imports?.[0]?.id ?? '')).toBeNull()
    await expect(findProposal(stranger, id)).rejects.toMatchObject({ code: 'not_found' })
    // The first draft above was of one of them as well.
    const skills = slug === DEMO.keyRotation ? 2 : 1
    expect(await findSharing(viewer, slug)).toMatchObject({ takenFrom: { skills, incidents: 0 } })
    await restrict(slug, 'internal')
  }
})

test('a runbook that somebody brings by hand stays what everybody may read', async () => {
  const { document } = await readDraft(viewer, { incidents: await otherThan(DEMO.keyRotation), pattern: null })
  await saveDrafts([{ ...document, slug: 'by-hand' }], { origin: 'by-hand.md' })
  const slugs = await otherThan(DEMO.keyRotation)
  await restrict(slugs[0] ?? '')
  expect(await findSkill(await person('otto'), 'by-hand')).not.toBeNull()
  await restrict(slugs[0] ?? '', 'internal')
})

const restrict = (slug: string, visibility: 'restricted' | 'internal' = 'restricted') =>
  database.incident.update({ where: { slug }, data: { visibility } })

/** The slug of an incident beside this one. */
async function otherThan(slug: string): Promise<string[]> {
  const rows = await database.incident.findMany({
    where: { slug: { not: slug }, stub: false },
    select: { slug: true },
    take: 1,
  })
  return rows.map((row) => row.slug)
}

test('nothing is drafted of a restricted incident', async () => {
  await database.skill.deleteMany({ where: { slug: { endsWith: '-runbook' } } })
  await database.incident.update({ where: { slug: DEMO.keyRotation }, data: { visibility: 'restricted' } })
  const { refusal } = await readDraft(viewer, asked)
  expect(refusal).toContain('restricted')
})
