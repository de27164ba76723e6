import fc from 'fast-check'
import iconv from 'iconv-lite'
import { beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { actionItemHeading, writeActionItems } from '@/lib/export/write-action-items'
import { importItemFile } from '@/lib/import/action-item-file'
import { findActionItem, listActionItemChanges, readAllActionItems } from '@/lib/query/action-items'
import { listItemBatches } from '@/lib/query/item-batches'
import { ActionItemFilterSchema } from '@/lib/schema/action-item'
import type { Viewer } from '@/lib/schema/viewer'
import { updateActionItem } from '@/lib/store/action-items'
import { undoItemBatch } from '@/lib/store/item-batch'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'

let viewer: Viewer
beforeAll(async () => {
  viewer = await loadDemoContent()
})

async function csv(): Promise<string> {
  let text = actionItemHeading()
  for await (const items of readAllActionItems(viewer, ActionItemFilterSchema.parse({})))
    text += writeActionItems(items)
  return text
}
const bytesOf = (text: string) => new TextEncoder().encode(text)
const look = (text: string | Uint8Array, skip: string[] = []) =>
  importItemFile(viewer, typeof text === 'string' ? bytesOf(text) : text, { dryRun: true, skip })
const run = (text: string, seal?: string) => importItemFile(viewer, bytesOf(text), { dryRun: false, skip: [], seal })
const someItem = async (place = 0) => {
  const row = await database.actionItem.findFirst({ orderBy: { id: 'asc' }, skip: place })
  const item = row && (await findActionItem(viewer, row.id))
  if (!item) throw new Error('no item')
  return item
}

test('what was written out changes nothing when it is taken in, whatever the items say', async () => {
  const { id } = await someItem()
  const text = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 60 })
    .filter((one) => one.trim() !== '' && !one.includes('\u0000'))
  const odd = fc.constantFrom(
    '=1+1',
    "'=x",
    '@maya',
    '-',
    '"',
    'a;b\tc,"d"\r\ne',
    "'",
    '\uFEFFx',
    'None',
    '＝a',
    '+49 30',
  )
  const words = fc.oneof(text, odd)
  await fc.assert(
    fc.asyncProperty(words, words, words, async (title, owner, description) => {
      const said = (one: string) => one.toWellFormed().trim().slice(0, 100).trim() || 'x'
      await updateActionItem(viewer, id, { title: said(title), owner: said(owner), description: said(description) })
      const plan = await look(await csv())
      expect(plan.lines.filter(({ outcome }) => outcome !== 'same')).toEqual([])
      expect(plan.same).toBeGreaterThan(3)
    }),
    { numRuns: 40 },
  )
})

test('a dry run says what would be done, the same is done as one batch, and all is taken back', async () => {
  const item = await someItem(1)
  const title = item.title['en'] ?? Object.values(item.title)[0] ?? ''
  const before = await csv()
  const file = [
    'id;owner;due;title;of slug;of kind',
    `${item.id};"sam";2027-01-31;"${title.replaceAll('"', '""')}";${item.from.slug};${item.from.kind}`,
    `;deepak;;Rehearse the failover twice a year;${DEMO.keyRotation};incident`,
    ';maya;;Watch the length of the queue;no-such-incident;',
    ';maya;03/04/2026;Rotate on Mondays only;;',
  ].join('\n')
  const plan = await look(file)
  expect(plan).toMatchObject({ changed: 1, added: 1, refused: 2, batch: null })
  expect(plan.lines[0]?.changes.map(({ field, to }) => [field, to])).toEqual(
    expect.arrayContaining([
      ['owner', 'sam'],
      ['due', '2027-01-31'],
    ]),
  )
  expect(plan.lines[2]?.reasons).toEqual(['There is no incident “no-such-incident”.'])
  expect(plan.lines[3]?.reasons).toHaveLength(2)
  expect(await csv()).toBe(before)
  const done = await run(file, plan.seal)
  expect(done).toMatchObject({ changed: 1, added: 1, refused: 2 })
  expect(await findActionItem(viewer, item.id)).toMatchObject({ owner: 'sam', due: '2027-01-31' })
  const [first] = await listActionItemChanges(viewer, item.id)
  expect(first?.batch).toEqual({ id: done.batch, others: 1, canUndo: true })
  const [batch] = await listItemBatches(viewer)
  expect(batch).toMatchObject({ batch: done.batch, items: 2, canUndo: true })
  expect(await look(file)).toMatchObject({ changed: 0, added: 0, same: 1, refused: 3 })
  expect(await undoItemBatch(viewer, done.batch ?? '')).toMatchObject({ restored: 1, removed: 1, kept: 0, left: [] })
  const plain = (text: string) => text.replaceAll(/,\d+(?=\r\n)/g, '')
  expect(plain(await csv())).toBe(plain(before))
  expect((await listItemBatches(viewer)).find((one) => one.batch === done.batch)?.canUndo).toBe(false)
})

test('what somebody has changed since the file was written is a conflict; what the file left alone stays theirs', async () => {
  const item = await someItem(2)
  const written = await csv()
  await updateActionItem(viewer, item.id, { owner: 'lena', priority: 'high' })
  expect(await look(written)).toMatchObject({ changed: 0, refused: 0 })
  const line = [item.id, 'maya', 'urgent', String(item.version)].join(',')
  const plan = await look(`id,owner,priority,version\n${line}\n`)
  expect(plan.lines[0]).toMatchObject({
    outcome: 'refused',
    conflicts: [
      { field: 'owner', file: 'maya', now: 'lena' },
      { field: 'priority', file: 'urgent', now: 'high' },
    ],
  })
  const other = await look(`id,kind,version\n${item.id},detect,${item.version}\n`)
  expect(other.lines[0]?.outcome).toBe(item.kind === 'detect' ? 'same' : 'changed')
})

test('another plan than the one that was looked at is refused, and so is a file of which nothing can be used', async () => {
  const item = await someItem(3)
  const file = `id,owner\n${item.id},noor\n`
  const { seal } = await look(file)
  await updateActionItem(viewer, item.id, { owner: 'deepak' })
  await expect(run(file, seal)).rejects.toMatchObject({ code: 'stale' })
  await expect(run(`id,owner\n${crypto.randomUUID()},sam\n`)).rejects.toMatchObject({ code: 'not_found' })
  await expect(run('title,due\nA,03/04/2026\n')).rejects.toMatchObject({ code: 'unprocessable' })
  await expect(look(new Uint8Array(6 * 1024 * 1024))).rejects.toMatchObject({ code: 'too_large' })
})

test('incidents are named by slug, address and title; what is added twice is refused', async () => {
  const incident = await database.incident.findUniqueOrThrow({ where: { slug: DEMO.keyRotation } })
  const rows = [
    `A1,${DEMO.keyRotation}`,
    `A2,http://localhost:3000/incidents/${DEMO.keyRotation}`,
    `A3,"${incident.title.toUpperCase().replaceAll('"', '""')}"`,
    `a1!,${DEMO.keyRotation}`,
  ]
  const plan = await look(`Summary,Incident\n${rows.join('\n')}\n`)
  expect(plan.lines.map(({ outcome, of }) => [outcome, of?.slug])).toEqual([
    ['added', DEMO.keyRotation],
    ['added', DEMO.keyRotation],
    ['added', DEMO.keyRotation],
    ['refused', DEMO.keyRotation],
  ])
})

test('files of spreadsheets: windows-1252 and UTF-16', async () => {
  const text = `Titel;Zuständig;Fällig;Priorität;Vorfall\nÜberwachung der Schlüssel ergänzen;Jürgen Groß;30.04.2027;hoch;${DEMO.keyRotation}\n`
  for (const encoded of [iconv.encode(text, 'windows-1252'), iconv.encode(`\uFEFF${text}`, 'utf-16le')]) {
    const { lines } = await look(new Uint8Array(encoded))
    expect(lines[0]).toMatchObject({ outcome: 'added', title: 'Überwachung der Schlüssel ergänzen' })
    expect(lines[0]?.changes).toContainEqual({ field: 'owner', from: null, to: 'Jürgen Groß' })
  }
})

test('a secret in a cell is masked before it is stored or shown', async () => {
  const item = await someItem(4)
  const secret = ['ghp', 'a8Kd03LmQpR7sTuVwXyZ1bCdEfGhIjKlMn24'].join('_')
  const plan = await look(`id,description\n${item.id},"use ${secret} there"\n`)
  expect(JSON.stringify(plan)).not.toContain(secret)
  await run(`id,description\n${item.id},"use ${secret} there"\n`)
  const saved = await findActionItem(viewer, item.id)
  expect(JSON.stringify(saved?.description)).toMatch(/use MASKED_GITHUB_TOKEN_1 there/)
})
