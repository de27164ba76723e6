import { readFileSync } from 'node:fs'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { importSources } from '@/lib/import/run-import'
import { DocumentDraftSchema } from '@/lib/schema/draft'
import { emptyDatabase } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { findCommandDifferences } from './skill-commands'

const STORY = 'tests/fixtures/slack-thread/jwks-story/input.json'

beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

test('a command that was changed in the skill is told with what the thread says and its message', async () => {
  const viewer = testViewer()
  const restart = 'kubectl rollout restart deployment/api-worker -n prod'
  const story = readFileSync(STORY, 'utf8').replaceAll(restart, 'kubectl scale deploy/api --replicas=6')
  const bytes = new TextEncoder().encode(story)
  for await (const line of importSources(viewer, [{ path: 'story.json', kind: 'file', bytes }], { via: 'api' })) {
    expect(line.outcome).not.toBe('failed')
  }
  const skill = await database.skill.findFirstOrThrow({ orderBy: { slug: 'asc' } })
  expect(await findCommandDifferences(viewer, skill.id)).toEqual([])
  const draft = DocumentDraftSchema.parse(skill.draft)
  const step = { text: 'Scale it: `kubectl scale deploy/api --replicas=3`', code: [] }
  const edited = { ...draft, skill: draft.skill && { ...draft.skill, resolution: [step] } }
  await database.skill.update({ where: { id: skill.id }, data: { draft: edited } })
  expect(await findCommandDifferences(viewer, skill.id)).toMatchObject([
    {
      option: '--replicas',
      skill: 'kubectl scale deploy/api --replicas=3',
      other: 'kubectl scale deploy/api --replicas=6',
    },
  ])
})
