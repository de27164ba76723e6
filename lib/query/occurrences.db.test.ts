import { afterAll, beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { syncCatalogue } from '@/lib/import/catalogue'
import { importSources } from '@/lib/import/run-import'
import { ActionItemFilterSchema } from '@/lib/schema/action-item'
import { emptyDatabase } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { listActionItems } from './action-items'

/*
 * Chains of two incidents each: the first leaves an action item, the second comes later. Whether the item is debt was decided by
 * reading the two; what recognition finds in such short texts is not asked here, so the matches are set.
 */
type Side = { title: string; on: string; text: string; pattern: string; role?: 'root' | 'contributing'; score?: number }
type Chain = { name: string; first: Side; second: Side; done?: string; debt: boolean }

const P = {
  stale: 'stale-state',
  full: 'limit-exhaustion',
  herd: 'retry-herd',
  expiry: 'unrenewed-expiry',
  gap: 'test-gap',
}

function chain(name: string, debt: boolean, first: Side, second: Side, done?: string): Chain {
  return { name, debt, first, second, ...(done ? { done } : {}) }
}
const side = (on: string, title: string, text: string, pattern: string, more: Partial<Side> = {}): Side => ({
  on,
  title,
  text,
  pattern,
  ...more,
})

const CHAINS: Chain[] = [
  chain(
    'one domain',
    true,
    side('2025-02-03', 'Search out of date', 'Users of Lanternia saw old hits on search.lanternia.example.', P.stale),
    side('2025-06-10', 'Old documents in search', 'Again search.lanternia.example answered with old data.', P.stale),
  ),
  chain(
    'one part',
    true,
    side('2025-01-11', 'Queue stopped', 'The broker osprey-b2 had no room left.', P.full),
    side('2025-04-02', 'Writes refused', 'No room left on osprey-b2 for an hour.', P.full),
  ),
  chain(
    'one product in both titles',
    true,
    side('2025-03-01', 'Kestrel payments declined', 'On that day Kestrel declined cards.', P.expiry),
    side('2025-09-01', 'Kestrel declines cards again', 'Cards were declined by Kestrel.', P.expiry),
  ),
  chain(
    'two languages',
    true,
    side('2025-05-05', 'Tiles missing', 'Since noon Junipera showed no tiles from tiles.junipera.example.', P.stale),
    side('2025-08-08', 'Leere Kacheln', 'Die Karten von tiles.junipera.example blieben leer.', P.stale),
  ),
  chain(
    'Russian afterwards',
    true,
    side('2025-05-06', 'Slow exports', 'The pool of exporter-main was exhausted.', P.full),
    side('2025-07-07', 'Медленная выгрузка', 'Пул exporter-main был исчерпан.', P.full),
  ),
  chain(
    'root on the later side only',
    true,
    side('2025-02-20', 'Sable sign-in slow', 'All of Sable retried at once on login.sablehq.example.', P.herd, {
      role: 'contributing',
    }),
    side('2025-03-20', 'Sable sign-in down', 'Clients retried against login.sablehq.example.', P.herd),
  ),
  chain(
    'nothing known of either, but surely the same',
    true,
    side('2025-04-04', 'Disk full', 'The disk was full.', P.full, { score: 0.9 }),
    side('2025-05-04', 'Disk full again', 'The disk was full once more.', P.full, { score: 0.8 }),
  ),
  chain(
    'two recurrent names of a host',
    true,
    side('2025-01-01', 'Chat stuck', 'The host stoat-db-4 kept an old route.', P.stale),
    side('2025-12-01', 'Messages lost', 'An old route on stoat-db-4.', P.stale),
  ),
  chain(
    'subdomains of one owner',
    true,
    side('2025-02-02', 'Invoices twice', 'See billing.marten.example.', P.herd),
    side('2025-02-22', 'Receipts late', 'See mail.marten.example.', P.herd),
  ),
  chain(
    'done after it had happened again',
    true,
    side('2025-03-03', 'Tern hooks late', 'The pool of hook-send was full at Tern.', P.full),
    side('2025-04-03', 'Tern hooks late again', 'The pool of hook-send was full at Tern.', P.full),
  ),
  chain(
    'another company',
    false,
    side('2025-02-05', 'Login broken', 'Wrenly kept an old key at auth.wrenly.example.', P.stale),
    side('2025-06-11', 'Login broken', 'Badgero kept an old key at auth.badgero.example.', P.stale),
  ),
  chain(
    'another company, same words, same provider',
    false,
    side('2025-02-06', 'Certificate expired', 'AWS told Heronix that www.heronix.example had expired.', P.expiry),
    side('2025-03-06', 'Certificate expired', 'AWS told Otterix that www.otterix.example had expired.', P.expiry),
  ),
  chain(
    'another mechanism of the same house',
    false,
    side('2025-02-07', 'Finchly search down', 'Old data on a.finchly.example.', P.stale),
    side('2025-03-07', 'Finchly search down', 'Clients retried a.finchly.example.', P.herd),
  ),
  chain(
    'earlier, not later',
    false,
    side('2025-08-01', 'Gullish queue full', 'Full: gull-queue-1.', P.full),
    side('2025-07-01', 'Gullish queue slow', 'Full: gull-queue-1.', P.full),
  ),
  chain(
    'the same day',
    false,
    side('2025-08-02', 'Swiftlet down', 'Full: swift-node-1.', P.full),
    side('2025-08-02', 'Swiftlet down again', 'Full: swift-node-1.', P.full),
  ),
  chain(
    'only a weakness in common',
    false,
    side('2025-08-03', 'Ravenly release broken', 'No test on r.ravenly.example.', P.gap, { role: 'contributing' }),
    side('2025-09-03', 'Ravenly import broken', 'No test on r.ravenly.example.', P.gap, { role: 'contributing' }),
  ),
  chain(
    'done before',
    false,
    side('2025-01-05', 'Plover disk full', 'Full: plover-disk-1.', P.full),
    side('2025-06-05', 'Plover disk full again', 'Full: plover-disk-1.', P.full),
    '2025-02-01',
  ),
  chain(
    'nothing known and a weak match',
    false,
    side('2025-06-06', 'Errors', 'Requests failed.', P.expiry, { score: 0.45 }),
    side('2025-07-06', 'More errors', 'Requests failed.', P.expiry, { score: 0.5 }),
  ),
  chain(
    'nothing known and not the root here',
    false,
    side('2025-06-07', 'Timeouts', 'Requests were slow.', P.herd, { role: 'contributing' }),
    side('2025-07-09', 'Slow answers', 'Requests were slow.', P.herd),
  ),
  chain(
    'a tool in common',
    false,
    side('2025-06-08', 'Grafana shows nothing', 'Magpieco lost metrics.magpieco.example in Grafana.', P.stale),
    side('2025-07-08', 'Grafana shows nothing', 'Jackdawe lost metrics.jackdawe.example in Grafana.', P.stale),
  ),
]

const bytesOf = ({ title, on, text }: Side, item: string) =>
  new TextEncoder().encode(`# ${title}\n\nDate: ${on}\n\n${text}\n\n## Action items\n\n- [ ] ${item}\n`)

/** Each chain has a database of its own rows: the two incidents, and the matches that they are read to have. */
async function isDebt({ first, second, done }: Chain): Promise<boolean> {
  await emptyDatabase()
  await syncCatalogue(testViewer())
  const inputs = [first, second].map((one, index) => ({
    path: `${index}.md`,
    kind: 'file' as const,
    bytes: bytesOf(one, index === 0 ? 'Keep it from happening again' : 'Write a report'),
  }))
  const slugs: (string | undefined | null)[] = []
  for await (const line of importSources(testViewer(), inputs, { via: 'api' })) slugs.push(line.slug)
  await database.match.deleteMany()
  for (const [index, { pattern, role = 'root', score = 0.7 }] of [first, second].entries()) {
    const incident = await database.incident.findUniqueOrThrow({ where: { slug: slugs[index] ?? '' } })
    const { id: patternId } = await database.pattern.findUniqueOrThrow({ where: { slug: pattern } })
    await database.match.create({ data: { patternId, incidentId: incident.id, role, score } })
  }
  if (done) {
    const where = { incident: { slug: slugs[0] ?? '' } }
    await database.actionItem.updateMany({ where, data: { status: 'done', closedAt: new Date(done) } })
  }
  const filter = ActionItemFilterSchema.parse({ q: first.title })
  const { items } = await listActionItems(testViewer(), filter, new Date('2026-06-01T00:00:00Z'))
  return items.some((item) => item.from.slug === slugs[0] && item.debt !== null)
}

const found = new Map<Chain, boolean>()
beforeAll(async () => {
  for (const one of CHAINS) found.set(one, await isDebt(one))
}, 120_000)
afterAll(() => database.$disconnect())

test.each(CHAINS.map((one) => [one.name, one] as const))('%s', (_, one) => {
  expect(found.get(one)).toBe(one.debt)
})
