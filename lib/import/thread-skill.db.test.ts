import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { findSkillDocument } from '@/lib/query/documents'
import { emptyDatabase } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { importSources } from './run-import'

beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

const SLUG = 'auth-401-rate-on-api-worker-jwks-rotation'
const bytes = readFileSync(path.resolve(import.meta.dirname, '../../tests/fixtures/slack-thread/jwks-story/input.json'))

async function importStory(): Promise<string[]> {
  const outcomes: string[] = []
  const input = { path: 'incidents/2026-04-19.json', kind: 'file' as const, bytes: new Uint8Array(bytes) }
  for await (const line of importSources(testViewer(), [input], { via: 'api' }))
    outcomes.push(`${line.kind ?? 'none'} ${line.outcome}`)
  return outcomes
}

test('the skill of a thread is stored with its citations and its confidence, once, and knows the earlier time', async () => {
  expect(await importStory()).toContain('skill created')
  const stored = await findSkillDocument(testViewer(), SLUG)
  expect(stored?.citations?.['skill.resolution.0']).toEqual(['1776599351.000500'])
  expect(stored?.skill?.confidence).toBeGreaterThan(0.7)
  expect(stored?.skill?.confidenceReasons?.length).toBeGreaterThan(4)
  expect(await importStory()).not.toContain('skill created')
  const skill = await database.skill.findUniqueOrThrow({ where: { slug: SLUG }, include: { sources: true } })
  expect(skill.recordVersion).toBe(1)
  expect(skill.sources.map(({ channel, inCorpus }) => ({ channel, inCorpus }))).toEqual([
    { channel: 'incidents', inCorpus: true },
    { channel: null, inCorpus: false },
  ])
})
