import { createHash } from 'node:crypto'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { fingerprintOf } from '@/lib/recognise/fingerprint'
import { compileCues } from '@/lib/recognise/cue-index'
import type { Catalogue } from '@/lib/store/catalogue-rows'
import { recogniseDraft } from '@/lib/store/matches'
import { numberedReport } from '@/tests/factories/numbered-report'
import { testPool } from '@/tests/factories/parse-pool'
import { statusHistory, statusIncident } from '@/tests/factories/status-history'
import { readCatalogue } from './catalogue'
import type { ParsePool } from './parse-pool'
import { readHere } from './read-here'
import { readSources, type Step } from './read-sources'
import type { SourceInput } from './run-import'

/** Threads take their time to start. */
vi.setConfig({ testTimeout: 60_000 })

let catalogue: Catalogue
const pools = new Set<ParsePool>()

beforeAll(async () => {
  catalogue = { cues: compileCues(await readCatalogue()), idOf: new Map(), hasExamples: false }
})
afterEach(async () => {
  await Promise.all([...pools].map((pool) => pool.stop()))
  pools.clear()
})

async function startPool(...[program, options]: Parameters<typeof testPool>): Promise<ParsePool> {
  const pool = testPool(program, options)
  pools.add(pool)
  await pool.ready()
  return pool
}

const sourceOf = (path: string, text: string): SourceInput => ({
  path,
  kind: 'file',
  bytes: new TextEncoder().encode(text),
})
const history = (count: number, first = 0) =>
  statusHistory(
    'harbour',
    Array.from({ length: count }, (_, index) => statusIncident(first + index)),
  )

/** What is made of each piece: all that the store asks for. The newest incident of a history stands first. */
function told(step: Step): unknown {
  const path = step.input.path
  if ('error' in step) return { path, error: messageOf(step.error) }
  const { source, key, start, read } = step.piece
  try {
    const { documents, ...others } = read()
    const found = documents.map((document) => [
      fingerprintOf(document),
      recogniseDraft(document, source.text, catalogue),
    ])
    const { of, ...part } = source.part ?? { of: source }
    const own = { ...source, bytes: hashOf(source.bytes), part, of: [of.origin, of.sha256, hashOf(of.bytes)] }
    return { path, source: own, key, start, ...others, documents, found }
  } catch (error) {
    return { path, key, error: messageOf(error) }
  }
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const messageOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error)

/** As a value, which may be anything. */
const containing = (words: string): unknown => expect.stringContaining(words)

async function readAll(groups: AsyncIterable<Step[]>): Promise<unknown[]> {
  const all: unknown[] = []
  for await (const group of groups) all.push(...group.map(told))
  return all
}

const readWith = (pool: ParsePool, inputs: readonly SourceInput[]): Promise<unknown[]> =>
  readAll(readSources(inputs, { catalogue, readAll: true, pool }))

const readBySelf = (inputs: readonly SourceInput[]): Promise<unknown[]> =>
  readAll(readHere(inputs, { input: 0, piece: 0 }, { catalogue, readAll: true }))

const report = (number: number, words = '') => sourceOf(`r${number}.md`, `${numberedReport(number)}\n${words}\n`)

const SKILL = `# Runbook: the queue is stuck

## Symptoms

- The queue has more than 500 messages

## Resolution

1. Restart the worker
`

test('threads give what this process would read itself, in the same order', async () => {
  const inputs = [
    ...Array.from({ length: 40 }, (_, number) => report(number, 'password = "hunter2-and-more"')),
    sourceOf('empty.md', '   '),
    sourceOf('history.json', history(130)),
    sourceOf('binary.bin', '\u0000\u0001\u0002'),
    sourceOf('skill.md', SKILL),
    sourceOf(
      'page.html',
      '<!doctype html><title>Mail was slow</title><h1>Mail was slow</h1><p>On 2024-02-01 mail was slow.</p>',
    ),
    { ...report(41), problems: [{ level: 'warning' as const, message: 'The archive was cut off.' }] },
    report(42),
  ]
  const pool = await startPool('true', { threads: 2 })
  const read = await readWith(pool, inputs)
  expect(read).toHaveLength(40 + 130 + 6)
  expect(read).toEqual(await readBySelf(inputs))
})

test('a document that hangs fails alone', async () => {
  const pool = await startPool('trapped', { silence: 5_000 })
  const inputs = [report(0), report(1, 'trap: endless'), report(2), sourceOf('history.json', history(3)), report(4)]
  const read = await readWith(pool, inputs)
  const expected = await readBySelf(inputs)
  expected[1] = { path: 'r1.md', key: null, error: containing('took longer than 5 seconds') }
  expect(read).toEqual(expected)
})

test('a document that ends its thread, or needs all its memory, fails alone with a reason', async () => {
  const pool = await startPool('trapped')
  const inputs = [
    report(0, 'trap: exit'),
    report(1),
    report(2, 'trap: memory'),
    ...[3, 4].map((number) => report(number)),
  ]
  const read = await readWith(pool, inputs)
  const expected = await readBySelf(inputs)
  expected[0] = { path: 'r0.md', key: null, error: containing('ended while it was reading this one') }
  expected[2] = { path: 'r2.md', key: null, error: containing('more memory') }
  expect(read).toEqual(expected)
})

test('a source that hangs while it is cut keeps the parts before that', async () => {
  const pool = await startPool('trapped', { silence: 5_000 })
  const stuck = statusHistory(
    'harbour',
    [0, 1, 2, 3].map((index) => ({ ...statusIncident(index), name: 'trap: cut' })),
  )
  const read = await readWith(pool, [report(0), sourceOf('history.json', stuck), report(2)])
  expect(read).toMatchObject([
    { path: 'r0.md' },
    { path: 'history.json', documents: [{}] },
    { path: 'history.json', documents: [{}] },
    { path: 'history.json', error: containing('took longer') },
    { path: 'r2.md', documents: [{}] },
  ])
})

test('a part of a source that hangs fails alone', async () => {
  const pool = await startPool('trapped', { silence: 5_000 })
  const incidents = [0, 1, 2, 3].map((index) => statusIncident(index))
  const inputs = [
    sourceOf(
      'history.json',
      statusHistory(
        'harbour',
        incidents.map((one, index) => (index === 2 ? { ...one, name: 'trap: endless' } : one)),
      ),
    ),
  ]
  const read = await readWith(pool, inputs)
  const expected = await readBySelf(inputs)
  expect(expected).toHaveLength(4)
  expected[1] = { path: 'history.json', key: 'inc00002', error: containing('took longer') }
  expect(read).toEqual(expected)
})

test('whoever stops asking frees the threads, and the pool reads on for the next', async () => {
  const pool = await startPool('true')
  const inputs = Array.from({ length: 120 }, (_, number) => report(number))
  for await (const group of readSources(inputs, { catalogue, readAll: true, pool })) {
    expect(group.length).toBeGreaterThan(0)
    break
  }
  expect(await readWith(pool, inputs.slice(0, 20))).toEqual(await readBySelf(inputs.slice(0, 20)))
})

test('where no thread can be started this process reads', async () => {
  const pool = testPool('true', {
    start: () => {
      throw new Error('no threads here')
    },
  })
  const inputs = [report(0), sourceOf('history.json', history(60))]
  expect(await readWith(pool, inputs)).toEqual(await readBySelf(inputs))
})

test('threads end when nothing is asked of them', async () => {
  const pool = await startPool('true', { idle: 1 })
  await pool.ended()
  expect(pool.size).toBe(0)
})
