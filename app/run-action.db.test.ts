import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { SharedLimit } from '@/lib/auth/allowance'
import { mintViewer } from '@/lib/auth/mint-viewer'
import { database } from '@/lib/database'
import type { Viewer } from '@/lib/schema/viewer'
import { countCaller } from '@/lib/web/rate-limit'
import { runAction } from './run-action'

const person = (name: string) => mintViewer({ userId: randomUUID(), name, role: 'editor', via: 'session' })
let viewer: Viewer = person('maya')
// Who calls is found by Next's own request; how often they do is what is tried here.
vi.mock('@/lib/auth/viewer', () => ({ requireViewer: () => Promise.resolve(viewer) }))

const limits = globalThis as typeof globalThis & { hindsightLimits?: Record<string, SharedLimit> }
const setLimit = (requests: number) =>
  (limits.hindsightLimits = { caller: new SharedLimit({ name: 'caller', requests, seconds: 60 }) })
afterEach(() => delete limits.hindsightLimits)
afterAll(() => database.$disconnect())

test('server actions of a person are counted with their requests of the API, and told in words when they are too many', async () => {
  setLimit(4)
  let done = 0
  const act = () => runAction(() => Promise.resolve(++done))
  viewer = person('maya')
  // A page that asks the API, as the board does.
  await countCaller(viewer)
  for (const value of [1, 2, 3]) expect(await act()).toEqual({ ok: true, value })
  const message = expect.stringMatching(/^You have asked too often\. Try again in \d+ seconds\.$/) as string
  expect(await act()).toEqual({ ok: false, code: 'rate_limited', message })
  expect(done).toBe(3)
  viewer = person('ben')
  expect(await act()).toMatchObject({ ok: true })
})

test('nobody who works by hand is held up: four hundred actions a second are let through', async () => {
  viewer = person('maya')
  const act = () => runAction(() => Promise.resolve(null))
  const answers = await Promise.all(Array.from({ length: 24_000 }, act))
  expect(answers.filter(({ ok }) => !ok)).toEqual([])
})
