import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { skill } from '@/tests/factories/outage'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'

beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

test('a skill made of a conversation does not replace the runbook that has its name', async () => {
  const written = skill()
  await saveDrafts([written], { origin: 'runbooks/keys.skill.md' })
  const made = { ...skill(), body: 'Other words.', citations: { 'skill.symptoms.0': ['1713526920.000100'] } }
  const [line] = await saveDrafts([made], { origin: 'export.zip/incidents#1713526920.000100' })
  expect(line).toMatchObject({ outcome: 'created' })
  expect(line?.slug).not.toBe(written.slug)
  const kept = await database.skill.findUniqueOrThrow({ where: { slug: written.slug } })
  expect(kept.body).toBe(written.body)
})
