// The built application as a process of its own, with all that it says kept, to be hurt and watched.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll } from 'vitest'
import { execute, root, typescript, typescriptEnv } from '../../scripts/programs.mjs'
import { freePort } from '../../scripts/postgres.mjs'

export type Running = {
  url: string
  child: ChildProcess
  /** What it has written to stdout and stderr so far. */
  output: () => string
  /** The lines of its log, read. */
  lines: () => Record<string, unknown>[]
  /** From the start until `/readyz` said so, in milliseconds. */
  readyMs: number
  stop: () => Promise<void>
}

const started = new Set<ChildProcess>()
const folders: string[] = []

afterAll(async () => {
  for (const child of started) await end(child, 'SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hindsight-fault-'))
  folders.push(folder)
  return folder
}

/** Asks until `holds` is true of the answer, or a minute is over. */
export async function until<T>(ask: () => Promise<T>, holds: (value: T) => boolean, limit = 60_000): Promise<T> {
  const giveUpAt = performance.now() + limit
  let last: unknown
  while (performance.now() < giveUpAt) {
    try {
      const value = await ask()
      if (holds(value)) return value
      last = value
    } catch (error) {
      last = error
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`It did not come to it: ${JSON.stringify(last)} ${last instanceof Error ? last.message : ''}`)
}

export const statusOf = async (url: string): Promise<number> => {
  const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) })
  await answer.arrayBuffer()
  return answer.status
}

/** Starts the application on a database and waits until it is ready. */
export async function startServer(databaseUrl: string, env: Record<string, string> = {}): Promise<Running> {
  const begun = performance.now()
  const port = await freePort()
  const follow = pathToFileURL(path.join(root, 'scripts/follow-parent.mjs')).href
  const child = spawn(process.execPath, ['--import', follow, path.join(root, '.next/standalone/server.js')], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      DATABASE_URL: databaseUrl,
      AUTH_SECRET: 'only-for-fault-tests-0123456789',
      BASE_URL: `http://localhost:${port}`,
      PORT: String(port),
      HOSTNAME: '127.0.0.1',
      HINDSIGHT_DATA: temporaryFolder(),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  started.add(child)
  const said: Buffer[] = []
  child.stdout?.on('data', (data: Buffer) => said.push(data))
  child.stderr?.on('data', (data: Buffer) => said.push(data))
  const output = () => Buffer.concat(said).toString('utf8')
  const url = `http://127.0.0.1:${port}`
  await until(
    () => {
      if (child.exitCode !== null) return Promise.reject(new Error(`it ended: ${output()}`))
      return statusOf(`${url}/readyz`)
    },
    (status) => status === 200,
  )
  return {
    url,
    child,
    output,
    lines: () =>
      output()
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    readyMs: performance.now() - begun,
    stop: () => end(child, 'SIGTERM'),
  }
}

/** Runs a command of Hindsight on a database; gives what it printed. */
export async function hindsight(databaseUrl: string, args: string[], env: Record<string, string> = {}) {
  return execute(process.execPath, typescript('scripts/hindsight.ts', args), {
    env: { ...typescriptEnv, DATABASE_URL: databaseUrl, BASE_URL: 'http://localhost:3000', ...env },
  })
}

/** A token of the API with the rights of an administrator. */
export async function makeToken(databaseUrl: string): Promise<string> {
  const { stdout } = await hindsight(databaseUrl, ['token', 'create', '--name', 'fault', '--scope', 'admin'])
  return (JSON.parse(stdout) as { token: string }).token
}
