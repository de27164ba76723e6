import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createSession } from '@/lib/auth/session'
import { database } from '@/lib/database'
import { startApp } from '../scripts/app-server.mjs'
import { freePort } from '../scripts/postgres.mjs'
import { root } from '../scripts/programs.mjs'
import { measure, openClient } from './measure.mjs'
import { printTable } from './report.mjs'

/** One request at a time. */
const REQUESTS = { count: 100, warmUp: 10 }
const PAGES = [
  '/action-items',
  '/action-items?sort=due&dir=asc',
  '/action-items?sort=title&dir=asc',
  '/action-items?status=unfinished&sort=priority',
  '/action-items?status=done&sort=owner&dir=asc',
  '/action-items?kind=prevent&sort=due',
  '/action-items?overdue=true&sort=due&dir=asc',
  '/action-items?owner=person7',
  '/action-items?mine=true',
  '/action-items?q=token',
  '/action-items?debt=true',
  '/action-items?sort=debt',
  '/action-items?page=900',
  '/action-items/measures',
]

/** The cookie of the editor that the rows name. */
async function signIn(): Promise<string> {
  const { sessionToken } = await createSession(
    database,
    { userId: 'reader', method: 'link', userAgent: 'bench', reason: null },
    new Date(),
  )
  return `authjs.session-token=${sessionToken}`
}

/** Answers of the built application for a signed-in editor; says so where it is not built. Takes the address of the filled database. */
export async function benchPages(url: string): Promise<void> {
  if (!fs.existsSync(path.join(root, '.next/standalone/server.js'))) {
    console.log('\nThe application is not built: its pages are left out. `npm run build` builds it.')
    return
  }
  const port = await freePort()
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'hindsight-bench-pages-'))
  const origin = `http://localhost:${port}`
  const env = { DATABASE_URL: url, BASE_URL: origin, HINDSIGHT_DATA: data, LOG_LEVEL: 'error' }
  const app = await startApp({ port, env, output: 'ignore' })
  const client = openClient(`http://127.0.0.1:${port}`)
  try {
    const headers = { cookie: await signIn(), host: `localhost:${port}`, 'accept-encoding': 'gzip' }
    const lines: string[][] = []
    for (const page of PAGES) {
      const began = performance.now()
      await client.sendOk({ path: page, headers })
      const first = performance.now() - began
      const { p50, p95 } = await measure(REQUESTS, () => client.sendOk({ path: page, headers }))
      lines.push([page, ...[first, p50, p95].map((each) => each.toFixed(1))])
    }
    console.log(`\nPages of the built application, ${REQUESTS.count} requests one after another`)
    printTable([['page', 'first ms', 'p50 ms', 'p95 ms'], ...lines])
  } finally {
    client.close()
    await app.stop()
    fs.rmSync(data, { recursive: true, force: true })
  }
}
