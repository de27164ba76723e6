import { beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { RelatedViewSchema } from '@/lib/schema/incident'
import { RecognitionSchema } from '@/lib/schema/recognise'
import type { Viewer } from '@/lib/schema/viewer'
import { decideMatch } from '@/lib/store/decide-match'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'
import { recognise } from './recognise'
import { listRelated } from './related'

let viewer: Viewer
beforeAll(async () => {
  viewer = await loadDemoContent()
})

const ALERT = 'FIRING: 401 rate is 12x baseline on /api, no deploy today, log says "kid mismatch"'

test('from an incident to the skill in another language, by the pattern, with quotes of both', async () => {
  const related = await listRelated(viewer, { kind: 'incident', slug: DEMO.keyRotation })
  for (const view of related) RelatedViewSchema.parse(view)
  expect(related[0]).toMatchObject({ kind: 'skill', slug: DEMO.skill, relation: 'same-pattern' })
  const [pattern] = related[0]?.patterns ?? []
  expect(pattern?.slug).toBe(DEMO.pattern)
  expect(new Set(pattern?.evidence.here.map((quote) => quote.lang))).toEqual(new Set(['de', 'ru']))
  expect(pattern?.evidence.there[0]?.lang).toBe('en')
})

test('the same family ranks lower and says so; editions and stubs are not listed', async () => {
  const related = await listRelated(viewer, { kind: 'incident', slug: DEMO.keyRotation })
  const family = related.find((view) => view.relation === 'same-family')
  expect(family?.kind).toBe('incident')
  expect(family?.reason).toContain('credential lifecycle')
  expect(family?.score).toBeLessThan(related[0]?.score ?? 0)
  expect(related.map((view) => view.slug)).not.toContain(DEMO.keyRotation)
  const stubs = await database.incident.findMany({ where: { stub: true } })
  expect(related.filter((view) => stubs.some((stub) => stub.slug === view.slug))).toEqual([])
})

test('an edition leads to what is related to its incident; an unknown name to nothing', async () => {
  const { slug } = await database.postmortem.findFirstOrThrow({ where: { lang: 'ru' } })
  const [first] = await listRelated(viewer, { kind: 'incident', slug })
  expect(first?.slug).toBe(DEMO.skill)
  await expect(listRelated(viewer, { kind: 'skill', slug: 'nobody' })).rejects.toMatchObject({ code: 'not_found' })
})

test('an alert finds its skill, the incidents of the pattern and what is still undone', async () => {
  const answer = RecognitionSchema.parse(await recognise(viewer, ALERT))
  expect(answer.patterns[0]?.slug).toBe(DEMO.pattern)
  expect(answer.skills[0]).toMatchObject({ slug: DEMO.skill })
  expect(answer.skills[0]?.reasons.length).toBeGreaterThan(1)
  expect(answer.incidents.map((hit) => hit.slug)).toContain(DEMO.keyRotation)
  expect(answer.actionItems.map((item) => item.status)).not.toContain('done')
  expect(answer.actionItems.find((item) => item.from.slug === DEMO.skill && item.debt)?.since).toBe('2026-03')
})

test('texts that mean nothing here are answered with nothing', async () => {
  for (const text of ['zzz qqq', '!!!', '\u0000', '7', 'ы'.repeat(5_000)]) {
    const answer = await recognise(viewer, text)
    expect({ text, skills: answer.skills, patterns: answer.patterns }).toEqual({ text, skills: [], patterns: [] })
  }
})

test('a pattern that another process changes counts at the next call', async () => {
  await recognise(viewer, ALERT)
  await database.pattern.update({ where: { slug: DEMO.pattern }, data: { title: 'Renamed elsewhere' } })
  expect((await recognise(viewer, ALERT)).patterns[0]?.title).toBe('Renamed elsewhere')
})

test('a rejected match relates nothing any more', async () => {
  await decideMatch(viewer, { kind: 'skill', slug: DEMO.skill, pattern: DEMO.pattern, state: 'rejected' })
  const related = await listRelated(viewer, { kind: 'incident', slug: DEMO.keyRotation })
  expect(related.find((view) => view.slug === DEMO.skill && view.relation === 'same-pattern')).toBeUndefined()
})
