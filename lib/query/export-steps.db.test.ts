import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { chatMessage, threadDocument } from '@/tests/factories/chat'
import { incidentDocument, skillDocument } from '@/tests/factories/documents'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { listDocuments } from './documents'

beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

/** More than an export reads at a time. */
const MANY = 53
const STEP = 50

const KINDS = [
  {
    kind: 'skill',
    documents: (name: string) => skillDocument({ slug: name, title: name }),
    remove: (slug: string) => database.skill.delete({ where: { slug } }),
  },
  {
    kind: 'incident',
    documents: (name: string) => incidentDocument({ slug: name, title: name }),
    remove: (slug: string) => database.postmortem.delete({ where: { slug } }),
  },
  {
    kind: 'thread',
    documents: (name: string) =>
      threadDocument([chatMessage({ id: '1713526920.000100', text: name })], { channel: { id: name, name } }),
    remove: (slug: string) => database.thread.delete({ where: { slug } }),
  },
] as const

test.each(KINDS)('an export goes on when the last $kind of a step is removed meanwhile', async ({ kind, ...of }) => {
  const names = Array.from({ length: MANY }, (_, index) => `n${String(index).padStart(2, '0')}`)
  await saveDrafts(names.map(of.documents))
  const seen: string[] = []
  for await (const document of listDocuments(testViewer())) {
    if (document.kind !== kind) continue
    seen.push(document.slug)
    if (seen.length === STEP) await of.remove(document.slug)
  }
  expect(new Set(seen).size).toBe(MANY)
})
