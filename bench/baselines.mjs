// What the figures stand beside: the least that a server, a database and a search over files cost on this machine, now.
import { execFile, spawnSync } from 'node:child_process'
import http from 'node:http'
import { promisify } from 'node:util'
import pg from 'pg'
import { measure, measureRepeatedly, openClient } from './measure.mjs'

/**
 * A bare Node server that answers the same bytes, one at a time and sixteen.
 * @param {{ count: number, warmUp: number }} plan @param {Buffer} page as it is sent
 */
export async function measureBareServer(plan, page) {
  const server = http.createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(page))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = server.address()
  const client = openClient(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`)
  const alone = await measureRepeatedly(plan, 1, () => client.sendOk({ path: '/' }))
  const many = await measureRepeatedly(plan, 16, () => client.sendOk({ path: '/' }))
  client.close()
  server.close()
  return { alone, many }
}

/**
 * Postgres alone, asked from this process.
 * @param {{ count: number, warmUp: number }} plan @param {string} url @param {string[]} slugs @param {string[]} queries
 */
export async function measureRawQueries(plan, url, slugs, queries) {
  const client = new pg.Client(url)
  await client.connect()
  const byKey = 'select "title", "body" from "Postmortem" where "slug" = $1'
  const list = 'select "slug", "title", "onDate" from "Incident" order by "onDate" desc nulls last, "id" limit 50'
  const matching =
    'select "slug" from "SearchDocument" where "search" @@ hindsight_query($1) order by "weight" desc limit 20'
  const ranked =
    'select "slug", ts_rank("search", q) as "rank" from "SearchDocument", (select hindsight_query($1) as q) asked where "search" @@ q order by "rank" desc limit 20'
  const at = (/** @type {string[]} */ values, /** @type {number} */ index) => values[index % values.length] ?? ''
  const results = {
    byKey: await measureRepeatedly(plan, 1, (index) => client.query(byKey, [at(slugs, index)])),
    list: await measureRepeatedly(plan, 1, () => client.query(list)),
    matching: await measureRepeatedly(plan, 1, (index) => client.query(matching, [at(queries, index)])),
    ranked: await measureRepeatedly(plan, 1, (index) => client.query(ranked, [at(queries, index)])),
  }
  await client.end()
  return results
}

/**
 * A search over the same documents as files; a process for each search, as at a prompt.
 * @param {{ count: number, warmUp: number }} plan @param {string} folder @param {string[]} queries
 */
export async function measureFileSearch(plan, folder, queries) {
  const hasRipgrep = spawnSync('rg', ['--version']).status === 0
  const tool = hasRipgrep ? 'rg' : 'grep'
  const options = hasRipgrep ? ['-l', '-i', '-F'] : ['-r', '-l', '-i', '-F']
  const run = promisify(execFile)
  const latency = await measure(plan, (index) =>
    run(tool, [...options, queries[index % queries.length] ?? '', folder], { maxBuffer: 1 << 26 }).catch(
      // 1: nothing found
      (failed) => (failed.code === 1 ? undefined : Promise.reject(failed)),
    ),
  )
  return { tool: hasRipgrep ? 'ripgrep' : 'grep -r (ripgrep is not installed)', latency }
}
