import { afterEach, expect, test, vi } from 'vitest'
import { testPool } from '@/tests/factories/parse-pool'
import { statusHistory, statusIncident } from '@/tests/factories/status-history'
import { countAside } from './count-aside'
import { countDocuments } from './count-documents'
import type { ParsePool } from './parse-pool'

vi.mock('./count-documents', { spy: true })
/** Threads take their time to start. */
vi.setConfig({ testTimeout: 60_000 })

let pool: ParsePool
afterEach(() => pool.stop())

const sourceOf = (path: string, text: string) => ({ path, bytes: new TextEncoder().encode(text) })
const history = (count: number, name = 'Slow parcels') =>
  sourceOf(
    'history.json',
    statusHistory(
      'parcels',
      Array.from({ length: count }, (_, index) => ({ ...statusIncident(index), name })),
    ),
  )

test('documents of what may be costly are counted in a thread, of what is cheap where it is', async () => {
  pool = testPool('true')
  expect(await countAside(history(200), pool)).toBe(200)
  expect(await countAside(sourceOf('report.md', `# A report\n\n${'*a_ '.repeat(2_000)}`), pool)).toBe(1)
  expect(await countAside(sourceOf('binary.bin', '\u0000\u0001\u0002'.repeat(20_000)), pool)).toBe(1)
  expect(countDocuments).not.toHaveBeenCalled()
  expect(await countAside(sourceOf('report.md', '# A report\n\nIt stood still.'), pool)).toBe(1)
  expect(countDocuments).toHaveBeenCalledOnce()
})

test('a source that takes too long to count is one, and the next is counted', async () => {
  pool = testPool('trapped', { silence: 1_000 })
  expect(await countAside(history(200, 'trap: count'), pool)).toBe(1)
  expect(await countAside(history(200), pool)).toBe(200)
})

test('where no thread can be started this process counts', async () => {
  pool = testPool('true', {
    start: () => {
      throw new Error('no threads here')
    },
  })
  expect(await countAside(history(200), pool)).toBe(200)
})
