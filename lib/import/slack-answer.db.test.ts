import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import type { ImportLine } from '@/lib/schema/import'
import { emptyDatabase } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { importSources } from './run-import'

beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

async function importJson(value: unknown, path: string): Promise<ImportLine[]> {
  const bytes = new TextEncoder().encode(JSON.stringify(value))
  const lines: ImportLine[] = []
  for await (const line of importSources(testViewer(), [{ path, kind: 'file', bytes }], { via: 'api' }))
    lines.push(line)
  return lines
}

const said = (seconds: number, text: string, root?: number) => ({
  type: 'message',
  user: seconds % 2 ? 'U01MAYA' : 'U02SAM',
  text,
  ts: `${seconds}.000100`,
  ...(root ? { thread_ts: `${root}.000100` } : {}),
})

const keysOf = async () => (await database.message.findMany({ orderBy: { key: 'asc' } })).map(({ key }) => key)

/** Two threads whose replies stand between each other, as a day file has them, and words outside of both. */
const DAY = [
  said(1767953500, 'lunch at noon?'),
  said(1767953520, 'the shop answers 502', 1767953520),
  said(1767953530, 'new laptops are here', 1767953530),
  said(1767953540, 'rolled back the gateway, 502s are gone', 1767953520),
  said(1767953550, 'nice, which model?', 1767953530),
]

test('threads that stand between each other in a day file are each stored, every message once', async () => {
  await importJson(DAY, 'shop/2026-01-09.json')
  expect(await keysOf()).toEqual(DAY.map(({ ts }) => ts))
  const threads = await database.thread.findMany({ orderBy: { startedAt: 'asc' } })
  expect(threads.map(({ key, messageCount }) => [key, messageCount])).toEqual([
    ['slack:shop/1767953500.000100', 1],
    ['slack:shop/1767953520.000100', 2],
    ['slack:shop/1767953530.000100', 2],
  ])
})

test('a later answer of a thread brings its new replies to the same thread', async () => {
  const page = (messages: unknown[]) => ({ ok: true, messages, has_more: false })
  const thread = [said(1767953520, 'the shop answers 502', 1767953520), said(1767953541, 'rolled back', 1767953520)]
  await importJson(page(thread), 'replies.json')
  const lines = await importJson(page([...thread, said(1767953600, 'all green', 1767953520)]), 'replies.json')
  expect(lines.filter(({ kind }) => kind === 'thread').map(({ outcome }) => outcome)).toEqual(['updated'])
  expect(await keysOf()).toEqual(['1767953520.000100', '1767953541.000100', '1767953600.000100'])
  expect(await database.thread.count()).toBe(1)
})
