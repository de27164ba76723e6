import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { database } from '@/lib/database'
import type { ParsePool } from '@/lib/import/parse-pool'
import { readSourceText } from '@/lib/import/source-text'
import { testPool } from '@/tests/factories/parse-pool'
import { statusHistory, statusIncident } from '@/tests/factories/status-history'
import { emptyDatabase } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { previewAction } from './actions'

// Who calls, and in which language, is found by Next's own request; what is called with is what is tried here.
vi.mock('@/lib/auth/viewer', () => ({ requireViewer: () => Promise.resolve(testViewer()) }))
vi.mock('next-intl/server', () => ({ getLocale: () => Promise.resolve('en') }))
vi.mock('@/lib/import/source-text', { spy: true })
/** Threads take their time to start. */
vi.setConfig({ testTimeout: 60_000 })

const ofProcess = globalThis as typeof globalThis & { hindsightParsePool?: ParsePool }
beforeEach(async () => {
  await emptyDatabase()
  ofProcess.hindsightParsePool = testPool('true', { worthwhile: { sources: 100, length: 10_000_000 } })
})
afterEach(async () => {
  await ofProcess.hindsightParsePool?.stop()
  delete ofProcess.hindsightParsePool
})
afterAll(() => database.$disconnect())

function preview(path: string, text: string) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ kind: 'file', path })) form.set(name, value)
  form.set('file', new File([text], path))
  return previewAction(form)
}
const history = (count: number) =>
  statusHistory(
    'parcels',
    Array.from({ length: count }, (_, index) => statusIncident(index)),
  )

test('a page that may be costly is previewed without keeping the process from others', async () => {
  const page = `<!doctype html><title>The lift stopped</title><h1>The lift stopped</h1>
<p>On 2024-02-01 the lift stopped.</p>${'<p>It stood still for an hour, and for another one.</p>'.repeat(1_000)}`
  const answer = await preview('lift.html', page)
  expect(answer).toMatchObject({ ok: true, value: { draft: { documents: [{ kind: 'incident' }] } } })
  expect(JSON.stringify(answer)).toContain('# The lift stopped')
  expect(readSourceText).not.toHaveBeenCalled()
})

test('of a source of several documents the text is that of the whole; very many are only counted', async () => {
  const few = history(3)
  expect(await preview('history.json', few)).toMatchObject({ ok: true, value: { text: few } })
  expect(await preview('history.json', history(200))).toMatchObject({ ok: true, value: { documents: 200 } })
})
