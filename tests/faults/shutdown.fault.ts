import { once } from 'node:events'
import http from 'node:http'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { cloneDatabase } from '../setup/clone-database'
import { makeToken, type Running, startServer, statusOf, until } from './server'

let database: { url: string; drop: () => Promise<void> }
let token: string
/** In seconds. Long enough that `/readyz` is answered within it, behind all those who wait. */
const DELAY = 4
/** More than are answered at once: some always wait to be let in. */
const CLIENTS = 24

beforeAll(async () => {
  database = await cloneDatabase(inject('postgresUrl'))
  token = await makeToken(database.url)
})
afterAll(() => database.drop())

type Tally = { answered: number; refused: number; dropped: string[]; afterReadyz: number }

/** One request; `refused`: nobody listens any more, which a load balancer may see only after `/readyz` has said so. */
function ask(url: string, agent: http.Agent | false): Promise<string> {
  return new Promise((resolve) => {
    const request = http.get(url, { agent }, (response) => {
      response.resume()
      response.once('end', () => resolve('answered'))
      response.once('error', (error) => resolve(`cut off: ${error.message}`))
    })
    request.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ECONNREFUSED' ? 'refused' : `${error.code ?? ''} ${error.message}`)
    })
  })
}

/** Clients that ask one request after another until they are refused. */
async function load(server: Running, clients: number, keepAlive: boolean, tally: Tally): Promise<void> {
  // Without an agent at all: the one of Node itself keeps connections open too.
  const agent = keepAlive ? new http.Agent({ keepAlive: true, maxSockets: clients }) : false
  const paths = ['/api/health', '/livez', '/sign-in', '/icon.svg']
  const one = async (client: number) => {
    for (let count = client; ; count++) {
      const outcome = await ask(`${server.url}${paths[count % paths.length] ?? '/livez'}`, agent)
      if (outcome === 'answered') tally.answered++
      else if (outcome === 'refused') {
        tally.refused++
        return
      } else tally.dropped.push(outcome)
      if (tally.dropped.length > 50) return
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, client) => one(client)))
  if (agent) agent.destroy()
}

test.each([
  ['connections that are kept open', [true]],
  ['a connection for each request', [false]],
  ['both at once, more than it can answer', [true, false]],
])(
  'SIGTERM under load drops nothing: %s',
  async (_name, kinds) => {
    const server = await startServer(database.url, { SHUTDOWN_DELAY: String(DELAY) })
    const tally: Tally = { answered: 0, refused: 0, dropped: [], afterReadyz: 0 }
    const loading = Promise.all(kinds.map((keepAlive) => load(server, CLIENTS, keepAlive, tally)))
    await until(
      () => Promise.resolve(tally.answered),
      (answered) => answered > 150,
    )
    const exited = once(server.child, 'exit')
    const before = tally.answered
    server.child.kill('SIGTERM')
    // It says so first, and goes on answering everybody else.
    await until(
      () => statusOf(`${server.url}/readyz`),
      (status) => status === 503,
    )
    expect(tally.refused).toBe(0)
    await loading
    await exited
    expect(tally.dropped).toEqual([])
    expect(tally.refused).toBe(CLIENTS * kinds.length)
    expect(tally.answered).toBeGreaterThan(before + 50)
    expect(server.child.signalCode).toBeNull()
  },
  90_000,
)

test('a slow request that is under way when SIGTERM comes is answered', async () => {
  const server = await startServer(database.url, { SHUTDOWN_DELAY: '0' })
  const exited = once(server.child, 'exit')
  // Its body arrives in two halves, the second long after the port is closed.
  const answered = new Promise<number>((resolve, reject) => {
    const options = {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    }
    const request = http.request(`${server.url}/api/v1/recognise`, options, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode ?? 0))
    })
    request.once('error', reject)
    request.write('{"text": "the first half')
    void (async () => {
      await until(
        () => statusOf(`${server.url}/livez`),
        (status) => status === 200,
      )
      server.child.kill('SIGTERM')
      await until(
        () => ask(`${server.url}/livez`, false),
        (outcome) => outcome === 'refused',
      )
      request.end(' and the second"}')
    })()
  })
  expect(await answered).toBe(200)
  expect(await exited).toEqual([143, null])
}, 60_000)

test('without requests it ends at once, and idle connections do not hold it up', async () => {
  const server = await startServer(database.url, { SHUTDOWN_DELAY: '0' })
  const agent = new http.Agent({ keepAlive: true })
  expect(await ask(`${server.url}/livez`, agent)).toBe('answered')
  const exited = once(server.child, 'exit')
  server.child.kill('SIGTERM')
  // By itself, and not because its connection timed out for the agent.
  expect(await exited).toEqual([143, null])
  agent.destroy()
}, 60_000)
