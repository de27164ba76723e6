// The built application as a process of its own, which ends when we end.
import { spawn } from 'node:child_process'
import net from 'node:net'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './programs.mjs'
import { Refusal } from './progress.mjs'

/**
 * @typedef {object} AppServer
 * @property {string} url as people reach it
 * @property {number} pid
 * @property {Promise<number>} ended its exit code, whenever that may be
 * @property {() => Promise<void>} stop
 */

/** Requests in flight get this long before the application is killed: an upload over a slow line, an import that is asked to wait for. */
const STOP_MS = 60_000

/**
 * The heap may grow by two fifths of what was in use before it is collected, not by several times that: a third less memory under load
 * (docs/decisions/0057-growth-of-the-heap.md). The image starts with the same.
 */
export const HEAP_FLAGS = ['--heap-growing-percent=40']

/** @param {number} port @param {string} host @returns {Promise<void>} refuses when the port cannot be had */
export function checkPort(port, host) {
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.once('error', (error) => {
      const code = 'code' in error ? error.code : ''
      const reason = code === 'EADDRINUSE' ? 'is in use' : `cannot be listened on (${String(code)})`
      reject(new Refusal(`Port ${port} ${reason}. Set PORT to another, as in: PORT=3001 npm run up`))
    })
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

/**
 * Starts the application and waits until it answers with its database.
 * @param {{ port: number, host?: string, env: Record<string, string | undefined>, output?: 'inherit' | 'ignore', patience?: number }} options patience: for
 *   how many seconds it goes on taking requests when it is told to end
 * @returns {Promise<AppServer>}
 */
export async function startApp({ port, host = '127.0.0.1', env, output = 'inherit', patience = 1 }) {
  const follow = pathToFileURL(path.join(root, 'scripts/follow-parent.mjs')).href
  const child = spawn(
    process.execPath,
    [...HEAP_FLAGS, '--import', follow, path.join(root, '.next/standalone/server.js')],
    {
      cwd: root,
      env: {
        ...process.env,
        ...env,
        PORT: String(port),
        HOSTNAME: host,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
      },
      stdio: ['ignore', output === 'inherit' ? 'pipe' : 'ignore', output, 'ipc'],
    },
  )
  // Next's own banner names an address that is not ours to announce.
  child.stdout?.on('data', (/** @type {Buffer} */ data) => {
    const lines = String(data).split('\n')
    const own = lines.filter((line) => line.trim() !== '' && !/^\s*(▲|✓|- (Local|Network))/.test(line))
    if (own.length) console.log(own.join('\n'))
  })
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1))
    child.once('error', () => resolve(1))
  })
  let alive = true
  void ended.then(() => (alive = false))
  const stop = async () => {
    if (!alive) return
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), patience * 1000 + STOP_MS)
    await ended
    clearTimeout(timer)
  }
  await waitUntilHealthy(`http://127.0.0.1:${port}/api/health`, () => alive).catch(async (error) => {
    await stop()
    throw error
  })
  return { url: `http://localhost:${port}`, pid: child.pid ?? 0, ended, stop }
}

/** @param {string} url @param {() => boolean} isAlive */
async function waitUntilHealthy(url, isAlive) {
  const giveUpAt = Date.now() + 60_000
  let last = 'no answer'
  while (Date.now() < giveUpAt) {
    if (!isAlive()) throw new Refusal('The application ended while it was starting; its message is above.')
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(5000) })
      if (answer.ok) return
      last = `${answer.status} ${await answer.text()}`
    } catch (error) {
      last = String(error)
    }
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  throw new Refusal(`The application does not answer ${url}: ${last}`)
}
