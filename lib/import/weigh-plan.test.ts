import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { compileCues, type CompiledCues } from '@/lib/recognise/cue-index'
import { findRisks } from '@/lib/recognise/premortem'
import { testPool } from '@/tests/factories/parse-pool'
import { readCatalogue } from './catalogue'
import type { ParsePool } from './parse-pool'
import { weighPlan } from './weigh-plan'

/** Threads take their time to start. */
vi.setConfig({ testTimeout: 60_000 })

let cues: CompiledCues
let pool: ParsePool
beforeAll(async () => {
  cues = compileCues(await readCatalogue())
})
afterEach(() => pool.stop())

const PLAN = 'We rotate the signing key on Monday; the key set is cached for a day.\n'
const TOKEN = `ghp_${'aB3'.repeat(12)}`
/** As long as a plan may be. */
const LONG = PLAN + '=\n'.repeat(590_000)

test('a long plan is weighed in a thread as it would be here, and others are served meanwhile', async () => {
  pool = testPool('true')
  let served = 0
  const weighed = weighPlan(LONG, cues, { mask: false, pool })
  setImmediate(() => served++)
  const { text, found } = await weighed
  expect(served).toBe(1)
  expect(text).toBe(LONG)
  expect(found).toEqual(findRisks(LONG, cues))
  expect(found.risks.map(({ pattern }) => pattern.slug)).toContain('cache-vs-rotation')
})

test('its secrets are masked where that is asked for, in a thread and here', async () => {
  pool = testPool('true')
  for (const filling of ['', '=\n'.repeat(30_000)]) {
    const plan = `${PLAN}export GITHUB_TOKEN=${TOKEN}\n${filling}`
    const { text, found } = await weighPlan(plan, cues, { mask: true, pool })
    expect(text).not.toContain(TOKEN)
    expect(found).toEqual(findRisks(text, cues))
  }
})

test('a plan that takes too long is given up, and the next one is read', async () => {
  pool = testPool('true', { silence: 1 })
  await pool.ready()
  await expect(weighPlan(LONG, cues, { mask: true, pool })).rejects.toMatchObject({ code: 'unprocessable' })
  const short = PLAN.repeat(5)
  expect((await weighPlan(short, cues, { mask: false, pool })).found.risks).not.toEqual([])
})
