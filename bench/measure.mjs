// How long requests take, how much memory processes hold, how much script a page ships.
import fs from 'node:fs'
import http from 'node:http'
import zlib from 'node:zlib'
import { execFileSync } from 'node:child_process'

/** @typedef {{ p50: number, p95: number, count: number }} Latency in milliseconds */
/**
 * The medians of several repeats, in milliseconds; `spread` is the greatest p95 over the least.
 * @typedef {{ p50: number, p95: number, spread: number, perSecond: number }} Repeated
 */
/** @typedef {{ path: string, method?: string, body?: string, headers?: Record<string, string> }} Request */
/** @typedef {{ status: number, body: Buffer, encoding: string | undefined, type: string }} Answer */

/** No measurement runs longer, whatever its count. In milliseconds. */
const LONGEST_MS = 20_000

/** @param {number[]} sorted @param {number} share 0 to 1 */
const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

/**
 * One after another: `warmUp` unmeasured, then `count` measured.
 * @param {{ count: number, warmUp: number }} plan
 * @param {(index: number) => Promise<unknown>} work
 * @returns {Promise<Latency>}
 */
export async function measure({ count, warmUp }, work) {
  for (let index = 0; index < warmUp; index++) await work(index)
  const times = []
  const stopAt = performance.now() + LONGEST_MS
  for (let index = 0; index < count && performance.now() < stopAt; index++) {
    const began = performance.now()
    await work(warmUp + index)
    times.push(performance.now() - began)
  }
  times.sort((a, b) => a - b)
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), count: times.length }
}

/**
 * So many at a time, three times over, each time with the same count; what comes first warms up and is not measured.
 * @param {{ count: number, warmUp: number }} plan of each repeat
 * @param {number} concurrency
 * @param {(index: number) => Promise<unknown>} work
 * @returns {Promise<Repeated>}
 */
export async function measureRepeatedly({ count, warmUp }, concurrency, work) {
  for (let index = 0; index < warmUp; index++) await work(index)
  /** @type {{ p50: number, p95: number, perSecond: number }[]} */
  const repeats = []
  for (let repeat = 0; repeat < 3; repeat++) {
    /** @type {number[]} */
    const times = []
    const began = performance.now()
    let next = 0
    const worker = async () => {
      while (next < count && performance.now() < began + LONGEST_MS) {
        const index = next++
        const start = performance.now()
        await work(warmUp + index)
        times.push(performance.now() - start)
      }
    }
    await Promise.all(Array.from({ length: concurrency }, worker))
    times.sort((a, b) => a - b)
    const perSecond = (times.length * 1000) / (performance.now() - began)
    repeats.push({ p50: quantile(times, 0.5), p95: quantile(times, 0.95), perSecond })
  }
  const median = (/** @type {'p50' | 'p95' | 'perSecond'} */ of) =>
    repeats.map((each) => each[of]).toSorted((a, b) => a - b)[1] ?? Number.NaN
  const p95s = repeats.map(({ p95 }) => p95)
  return {
    p50: median('p50'),
    p95: median('p95'),
    spread: Math.max(...p95s) / Math.min(...p95s),
    perSecond: median('perSecond'),
  }
}

/** Connections stay open, as a browser's do. @param {string} origin http://host:port */
export function openClient(origin) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 16 })
  /** @param {Request} request @returns {Promise<Answer>} */
  const send = ({ path, method = 'GET', body, headers = {} }) =>
    new Promise((resolve, reject) => {
      const request = http.request(origin + path, { method, agent, headers }, (answer) => {
        /** @type {Buffer[]} */
        const parts = []
        answer.on('data', (/** @type {Buffer} */ part) => parts.push(part))
        answer.on('error', reject)
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            body: Buffer.concat(parts),
            encoding: answer.headers['content-encoding'],
            type: answer.headers['content-type'] ?? '',
          }),
        )
      })
      request.on('error', reject)
      request.end(body)
    })
  /** @param {Request} request a request that must succeed */
  const sendOk = async (request) => {
    const answer = await send(request)
    if (answer.status !== 200) {
      throw new Error(`${request.path} answered ${answer.status}: ${answer.body.toString().slice(0, 300)}`)
    }
    return answer
  }
  return { send, sendOk, close: () => agent.destroy() }
}

/**
 * Script that a first visit to a page loads, compressed as it is sent; script that comes later on demand is not counted.
 * @param {ReturnType<typeof openClient>} client @param {string} path @param {Record<string, string>} headers
 * @returns {Promise<number>} bytes
 */
export async function scriptBytes(client, path, headers) {
  const page = await client.sendOk({ path, headers: { ...headers, 'accept-encoding': 'identity' } })
  const sources = page.body.toString().matchAll(/<script[^>]+src="([^"]+)"/g)
  const addresses = new Set([...sources].map((match) => match[1] ?? ''))
  if (addresses.size === 0) throw new Error(`${path} names no script`)
  let bytes = 0
  for (const address of addresses) {
    const script = await client.sendOk({ path: address, headers: { 'accept-encoding': 'gzip' } })
    bytes += script.encoding === undefined ? zlib.gzipSync(script.body).length : script.body.length
  }
  return bytes
}

/** @param {number} pid @returns {number[]} the process and all below it */
function processTree(pid) {
  const table = execFileSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
  const pairs = table.map((line) => line.trim().split(/\s+/).map(Number))
  const found = [pid]
  for (const parent of found) found.push(...pairs.filter(([, above]) => above === parent).map(([child = 0]) => child))
  return found
}

/**
 * Memory that a process and its children hold. Shared pages count once where the system tells (Pss), as Postgres shares most.
 * @param {number} pid
 * @returns {number} bytes
 */
export function residentBytes(pid) {
  let kilobytes = 0
  for (const each of processTree(pid)) {
    try {
      const detail = fs.readFileSync(`/proc/${each}/smaps_rollup`, 'utf8')
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(detail)?.[1] ?? 0)
    } catch {
      const rss = execFileSync('ps', ['-o', 'rss=', '-p', String(each)], { encoding: 'utf8' })
      kilobytes += Number(rss)
    }
  }
  return kilobytes * 1024
}
