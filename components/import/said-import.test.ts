import { expect, test, vi } from 'vitest'
import type { ImportStatus } from '@/lib/schema/import'
import type { SaySentences } from '@/components/ui/said-refusal'
import { SAID_AT_ONCE } from '@/lib/schema/said-sentences'
import { saidStatus } from './said-import'

const line = (id: string, path: string, message: string) => ({
  id,
  path,
  outcome: 'failed' as const,
  kind: null,
  slug: null,
  title: null,
  problems: [{ level: 'error' as const, message }],
  reasons: ['it is alike'],
})
const status = (items: ImportStatus['lines']['items']): ImportStatus => ({
  id: 'one',
  state: 'running',
  cancelling: false,
  label: 'It is empty.',
  via: 'browser',
  by: 'Sam',
  startedAt: '2026-04-19T11:42:00Z',
  finishedAt: null,
  error: null,
  done: items.length,
  total: null,
  current: 'pasted text',
  outcomes: { created: 0, updated: 0, merged: 0, unchanged: 0, failed: items.length },
  undoneBy: null,
  retryable: 0,
  url: '/sources/imports/one',
  toReview: 0,
  lines: { items, nextCursor: null, total: items.length },
})
const shout = (english: string[]) =>
  Promise.resolve({ ok: true as const, value: english.map((one) => one.toUpperCase()) })

test('what the API answers is said, each sentence asked for once, and nothing but sentences', async () => {
  const say = vi.fn<SaySentences>(shout)
  const known = new Map<string, string>()
  const first = await saidStatus(status([line('a', 'lift.md', 'It is empty.')]), known, say)
  expect(first).toMatchObject({ label: 'It is empty.', current: 'PASTED TEXT' })
  expect(first.lines.items[0]).toMatchObject({ path: 'lift.md', problems: [{ message: 'IT IS EMPTY.' }] })
  const both = [line('a', 'lift.md', 'It is empty.'), line('b', 'pasted text#2', 'It is no text.')]
  const second = await saidStatus(status(both), known, say)
  expect(second.lines.items.map(({ path }) => path)).toEqual(['lift.md', 'PASTED TEXT#2'])
  expect(second.lines.items.map(({ reasons }) => reasons)).toEqual([['IT IS ALIKE'], ['IT IS ALIKE']])
  expect(say.mock.calls).toEqual([[['It is empty.', 'it is alike', 'pasted text']], [['It is no text.']]])
})

test('what the server does not say stays English, and is asked for again', async () => {
  const known = new Map<string, string>()
  const asked = status([line('a', 'lift.md', 'It is empty.')])
  const away = await saidStatus(asked, known, () => Promise.reject(new Error('away')))
  expect(away).toEqual(asked)
  expect((await saidStatus(asked, known, shout)).lines.items[0]?.problems[0]?.message).toBe('IT IS EMPTY.')
})

test('many long sentences are asked for in several calls, each of as many as the server takes', async () => {
  const lines = Array.from({ length: 60 }, (_, place) => line(`l${place}`, 'lift.md', `${place} ${'x'.repeat(990)}`))
  const say = vi.fn<SaySentences>(shout)
  const said = await saidStatus(status(lines), new Map(), say)
  expect(said.lines.items.map(({ problems }) => problems[0]?.message)).toEqual(
    lines.map(({ problems }) => problems[0]?.message.toUpperCase()),
  )
  const calls = say.mock.calls.map(([english]) => english)
  expect(calls.length).toBeGreaterThan(2)
  for (const english of calls) expect(english.join('').length).toBeLessThanOrEqual(SAID_AT_ONCE.characters)
  expect(new Set(calls.flat()).size).toBe(calls.flat().length)
})

test('a server that does not answer is not asked again for the rest', async () => {
  const lines = Array.from({ length: 60 }, (_, place) => line(`l${place}`, 'lift.md', `${place} ${'x'.repeat(990)}`))
  const say = vi.fn<SaySentences>(() => Promise.reject(new Error('away')))
  await saidStatus(status(lines), new Map(), say)
  expect(say).toHaveBeenCalledTimes(1)
})
