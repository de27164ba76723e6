// `npm run bench:slack`: imports a made-up Slack export of 50,000 messages in 20 channels into a scratch database, and says how
// fast, with how much memory; and again, when all of it is known.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { migrate } from './migrate.mjs'
import { startPostgres } from './postgres.mjs'
import { generate, install } from './prepare.mjs'
import { root, run, typescript, typescriptEnv } from './programs.mjs'
import { giveUp, step } from './progress.mjs'

async function bench() {
  await install()
  await generate()
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hindsight-bench-slack-'))
  const server = await startPostgres({ folder: path.join(folder, 'postgres') })
  try {
    const url = server.url('hindsight')
    await migrate(url)
    const env = { ...typescriptEnv, DATABASE_URL: url, AUTH_SECRET: 'only-for-the-bench-0123456789' }
    await run(process.execPath, typescript('scripts/hindsight.ts', ['sync-catalogue']), { env, cwd: root })
    const { stdout } = await step('Import a Slack export', () =>
      run(process.execPath, typescript('bench/slack.ts', [folder, ...process.argv.slice(2)]), { env, cwd: root }),
    )
    print(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''))
  } finally {
    await server.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * @typedef {{ seconds: number, outcomes: Record<string, number> }} Run
 * @param {{ messages: number, stored: number, first: Run, again: Run, before: number, peak: number }} result
 */
function print({ messages, stored, first, again, before, peak }) {
  const rate = (/** @type {Run} */ { seconds }) =>
    `${seconds.toFixed(1)} s, ${Math.round(messages / seconds)} messages/s`
  const megabytes = (/** @type {number} */ bytes) => `${Math.round(bytes / 1e6)} MB`
  console.log(`${messages} messages, ${stored} stored`)
  console.log(`first import: ${rate(first)}; ${JSON.stringify(first.outcomes)}`)
  console.log(`the same again: ${rate(again)}; ${JSON.stringify(again.outcomes)}`)
  console.log(`memory: ${megabytes(before)} before, ${megabytes(peak)} at most`)
}

try {
  await bench()
} catch (error) {
  giveUp(error)
}
