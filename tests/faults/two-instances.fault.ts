import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { freePort } from '../../scripts/postgres.mjs'
import { root } from '../../scripts/programs.mjs'
import { statusOf, temporaryFolder, until } from './server'

const children: ChildProcess[] = []
afterAll(() => children.forEach((child) => child.kill('SIGKILL')))

async function up(data: string) {
  const port = await freePort()
  const env = {
    ...process.env,
    HINDSIGHT_DATA: data,
    PORT: String(port),
    DATABASE_URL: '',
    // Vitest has set it to a path of its own.
    BASE_URL: '',
    NODE_ENV: 'production' as const,
  }
  const child = spawn(process.execPath, ['scripts/up.mjs'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (said += text.toString('utf8')))
  return { child, port, said: () => said, ended: once(child, 'exit') }
}

test('a second instance on the same data folder refuses with a clear message; the first one goes on', async () => {
  const data = path.join(temporaryFolder(), 'data')
  const first = await up(data)
  await until(
    () => Promise.resolve(first.said()),
    (text) => text.includes('Ready: ') || first.child.exitCode !== null,
  )
  expect(first.said()).toContain('Ready: ')

  const second = await up(data)
  expect((await second.ended)[0]).toBe(1)
  expect(second.said()).toContain(`already running on ${data} (process ${first.child.pid ?? 0})`)
  expect(second.said()).toMatch(/HINDSIGHT_DATA/)
  expect(second.said()).not.toMatch(/\n\s+at /)
  expect(await statusOf(`http://127.0.0.1:${first.port}/readyz`)).toBe(200)

  first.child.kill('SIGTERM')
  expect((await first.ended)[0]).toBe(0)
  expect(first.said()).toContain('Stopped.')
  expect(existsSync(path.join(data, 'postgres', 'postmaster.pid'))).toBe(false)
}, 120_000)
