import { afterAll, beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { syncCatalogue } from '@/lib/import/catalogue'
import { importSources } from '@/lib/import/run-import'
import { emptyDatabase } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { listRelated } from './related'

const SHOP = `# Plumshop checkout down

Date: 2025-10-21

From 12:10 UTC until 14:30 UTC checkout on www.plumshop.example failed because our DNS provider Zephyr had an outage.

## Root cause
An outage at our DNS provider Zephyr, a third party: we had no fallback.
`
const BANK = `# Onlinebanking der Birnbank nicht erreichbar

Datum: 21.10.2025

Von 12:15 UTC bis 14:20 UTC war das Onlinebanking nicht erreichbar.

## Ursache
Ein Ausfall bei Zephyr, unserem externen Dienstleister; einen zweiten Anbieter hatten wir nicht.
`
const LATER = SHOP.replace('2025-10-21', '2025-12-02')
  .replaceAll('Plumshop', 'Pearshop')
  .replaceAll('plumshop', 'pearshop')
const ZEPHYR = JSON.stringify({
  page: { id: 'zz1', name: 'Zephyr Status' },
  incidents: [
    {
      id: 'own1',
      name: 'Resolvers answer slowly',
      status: 'resolved',
      started_at: '2025-10-21T12:05:00Z',
      resolved_at: '2025-10-21T14:25:00Z',
      incident_updates: [
        { status: 'resolved', body: 'All resolvers answer again.', display_at: '2025-10-21T14:25:00Z' },
        { status: 'investigating', body: 'Resolvers answer slowly or not at all.', display_at: '2025-10-21T12:05:00Z' },
      ],
    },
  ],
})
const FILES = { 'shop.md': SHOP, 'bank.md': BANK, 'later.md': LATER, 'zephyr.json': ZEPHYR }

const slugOf = new Map<string, string>()
beforeAll(async () => {
  await emptyDatabase()
  await syncCatalogue(testViewer())
  const inputs = Object.entries(FILES).map(([path, text]) => ({
    path,
    kind: 'file' as const,
    bytes: new TextEncoder().encode(text),
  }))
  for await (const { path, slug } of importSources(testViewer(), inputs, { via: 'api' })) slugOf.set(path, slug ?? '')
})
afterAll(() => database.$disconnect())

const relationsOf = async (name: keyof typeof FILES) => {
  const related = await listRelated(testViewer(), { kind: 'incident', slug: slugOf.get(name) ?? '' })
  return new Map(related.map((view) => [view.slug, view]))
}

test("one provider's trouble in the reports of two companies, in two languages, and in its own status report", async () => {
  const related = await relationsOf('shop.md')
  const bank = related.get(slugOf.get('bank.md') ?? '')
  expect(bank?.relation).toBe('upstream')
  expect(bank?.patterns[0]?.evidence.here[0]?.text).toContain('our DNS provider Zephyr')
  expect(bank?.patterns[0]?.evidence.there[0]).toMatchObject({ lang: 'de' })
  expect(related.get(slugOf.get('zephyr.json') ?? '')?.relation).toBe('upstream')
})

test('the status report leads to those who depended on it', async () => {
  const related = await relationsOf('zephyr.json')
  const relations = ['shop.md', 'bank.md'].map((name) => related.get(slugOf.get(name) ?? '')?.relation)
  expect(relations).toEqual(['upstream', 'upstream'])
})

test('trouble at the same provider on another day is not the same event', async () => {
  const related = await relationsOf('later.md')
  expect([...related.values()].filter(({ relation }) => relation === 'upstream')).toEqual([])
  expect(related.get(slugOf.get('shop.md') ?? '')).toBeDefined()
})
