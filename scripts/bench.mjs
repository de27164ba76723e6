// `npm run bench`: what Hindsight costs with 1,000, 10,000 and, as BENCH_SIZES says, more stored incidents, beside what a bare server, a
// raw query and a search over files cost in the same run. Loopback only; counts are fixed, each measurement is done three times and none
// runs longer than 20 s. BENCH_PAGE=true writes docs/benchmarks.md as well.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { format, resolveConfig } from 'prettier'
import { measureBareServer, measureFileSearch, measureRawQueries } from '../bench/baselines.mjs'
import { addCopies } from '../bench/copies.mjs'
import { readOriginals, writeDocuments } from '../bench/documents.mjs'
import { measureRepeatedly, openClient, residentBytes, scriptBytes } from '../bench/measure.mjs'
import { benchmarksPage, printReport } from '../bench/report.mjs'
import { measureOverlap } from '../bench/search-overlap.mjs'
import { startApp } from './app-server.mjs'
import { migrate } from './migrate.mjs'
import { freePort, startPostgres } from './postgres.mjs'
import { build, generate, install } from './prepare.mjs'
import { root, run, typescript, typescriptEnv } from './programs.mjs'
import { giveUp, step } from './progress.mjs'

/** @typedef {Record<string, string>} Env */
/** @typedef {import('../bench/report.mjs').SizeResult} SizeResult */
/** @typedef {import('../bench/measure.mjs').Repeated} Repeated */

const SIZES = (process.env.BENCH_SIZES ?? '1000,10000').split(',').map(Number)
/** Documents that are imported to copy from, and those whose import is measured at each size. */
const ORIGINALS = 300
const MEASURED = 200
const PLAN = { count: 60, warmUp: 10 }
const PROCESSES = { count: 20, warmUp: 2 }
/** Words that stand in many of the documents, words that stand in few, and several at once. */
const QUERIES = {
  English: ['database', 'timeout', 'kubernetes nodes', 'certificate expired'],
  German: ['Anmeldung', 'Datenbank ausgefallen', 'Zertifikat'],
  Russian: ['серверы', 'ключи подписи', 'база данных'],
  'with a typo': ['certifcate', 'kuberntes', 'databse timout'],
  phrase: ['"connection pool"', '"control plane"'],
  'code token': ['signing_key', 'max_connections', '5xx'],
  filtered: ['database kind:incident', 'timeout lang:en', 'rotation kind:skill'],
}
const WORDS = Object.values(QUERIES).flat()
/** What the first ten are compared for: plain words, of which many or few texts have each. */
const COMPARED = [
  ...QUERIES.English,
  ...QUERIES.German,
  ...QUERIES.Russian,
  'network',
  'deploy',
  'memory',
  'dns',
  'error rate',
  'load balancer',
  'disk full',
  'customers',
  'config change',
  'region',
  'queue',
  'replica lag',
  'api',
  'traffic',
  'Fehler',
  'нагрузка',
]
const SYMPTOMS = [
  '401 rate is five times the baseline since the signing key was rotated; restarting one pod helps',
  'connections to the database fail, the credentials were revoked by the secret store',
  'all nodes went NotReady after the AMI update, pods stay pending',
  'Nach dem Deploy steigen die Antwortzeiten, die Warteschlange läuft voll',
]

/** @param {string[]} args @param {Env} env */
const hindsight = (args, env) =>
  run(process.execPath, typescript('scripts/hindsight.ts', args), { env: { ...typescriptEnv, ...env } })

/** @param {string} folder @param {Env} env @param {number} count @returns {Promise<number>} documents a second */
async function importFolder(folder, env, count) {
  const began = performance.now()
  const { stdout } = await hindsight(['import', folder], env)
  const seconds = (performance.now() - began) / 1000
  const outcomes = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).outcome)
  const failed = outcomes.filter((outcome) => outcome === 'failed').length
  if (failed > count / 100) throw new Error(`${failed} of ${count} documents were not imported`)
  return count / seconds
}

/** @param {string} url @returns {Promise<{ incidents: string[], editions: string[], skills: string[] }>} slugs, spread over the whole */
async function readSlugs(url) {
  const client = new pg.Client(url)
  await client.connect()
  const pick = async (/** @type {string} */ table) => {
    const { rows } = await client.query(`select "slug" from "${table}" order by md5("slug") limit 400`)
    return rows.map((row) => String(row.slug))
  }
  const slugs = { incidents: await pick('Incident'), editions: await pick('Postmortem'), skills: await pick('Skill') }
  await client.end()
  return slugs
}

/** @param {string} url @param {Env} env @returns {Promise<Env>} headers of a signed-in browser */
async function signIn(url, env) {
  const link = (await hindsight(['sign-in-link'], env)).stdout.trim()
  const answer = await fetch(link, { redirect: 'manual' })
  const cookie = answer.headers.getSetCookie().map((each) => each.split(';')[0])
  if (cookie.length === 0) throw new Error(`${url} did not sign the bench in: ${answer.status}`)
  return { cookie: cookie.join('; '), 'accept-encoding': 'gzip' }
}

/** Asked for anew each time: nothing that was drawn or found before is shown again. */
const ANEW = { 'cache-control': 'no-cache' }
/** What is measured a second time as it is asked for by itself: shown from memory, while nothing has changed. */
const AGAIN = ['incident list, page', 'incident, page', 'skill, page', 'action items, page', 'search, English', 'search, page', 'related, API'] // prettier-ignore

/**
 * What is asked for, by name: how the request of an index looks.
 * @param {string} url of the application @param {Env} page headers @param {{ incidents: string[], skills: string[] }} slugs
 * @returns {Record<string, (index: number) => import('../bench/measure.mjs').Request>}
 */
function requestsOf(url, page, { incidents, skills }) {
  const at = (/** @type {string[]} */ values, /** @type {number} */ index) => values[index % values.length] ?? ''
  const get = (/** @type {string} */ path) => ({ path, headers: { ...page, ...ANEW } })
  const search = Object.entries(QUERIES).map(([name, words]) => [
    `search, ${name}`,
    (/** @type {number} */ index) => get(`/api/v1/search?q=${encodeURIComponent(at(words, index))}`),
  ])
  /** @type {Record<string, (index: number) => import('../bench/measure.mjs').Request>} */
  const anew = {
    'incident list, page': () => get('/incidents'),
    'incident, page': (index) => get(`/incidents/${at(incidents, index)}`),
    ...(skills.length > 0 && { 'skill, page': (/** @type {number} */ index) => get(`/skills/${at(skills, index)}`) }),
    'action items, page': () => get('/action-items'),
    ...Object.fromEntries(search),
    'search, page': (index) => get(`/search?q=${encodeURIComponent(at(QUERIES.English, index))}`),
    'related, API': (index) => get(`/api/v1/incidents/${at(incidents, index)}/related`),
    'recognise, API': (index) => ({
      path: '/api/v1/recognise',
      method: 'POST',
      headers: { ...page, 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ text: at(SYMPTOMS, index), keep: false }),
    }),
  }
  const again = AGAIN.flatMap((name) => {
    const requestOf = anew[name]
    if (requestOf === undefined) return []
    return [[`${name}, again`, (/** @type {number} */ index) => ({ ...requestOf(index), headers: page })]]
  })
  return { ...anew, ...Object.fromEntries(again) }
}

/** @param {string} url of the application @param {Env} page headers @param {{ incidents: string[], skills: string[] }} slugs */
async function measureApp(url, page, slugs) {
  const client = openClient(url)
  /** @type {Record<string, { alone: Repeated, many: Repeated }>} */
  const latency = {}
  for (const [name, requestOf] of Object.entries(requestsOf(url, page, slugs))) {
    const ask = (/** @type {number} */ index) => client.sendOk(requestOf(index))
    latency[name] = { alone: await measureRepeatedly(PLAN, 1, ask), many: await measureRepeatedly(PLAN, 16, ask) }
  }
  const [incident = ''] = slugs.incidents
  const [skill] = slugs.skills
  /** @type {Record<string, number>} */
  const script = {}
  for (const path of [
    '/',
    '/incidents',
    `/incidents/${incident}`,
    '/search?q=database',
    '/skills',
    ...(skill === undefined ? [] : [`/skills/${skill}`]),
    '/action-items',
    '/import',
    '/map',
  ]) {
    script[path.replace(incident, '{slug}').replace(skill ?? '{slug}', '{slug}')] = await scriptBytes(
      client,
      path,
      page,
    )
  }
  const bytes = async (/** @type {string} */ path) => (await client.sendOk({ path, headers: page })).body
  const pages = { incident: await bytes(`/incidents/${incident}`), list: await bytes('/incidents') }
  client.close()
  return { latency, script, pages }
}

/** @param {string} url of the application @param {Env} headers of a signed-in browser @param {string} query */
async function firstTen(url, headers, query) {
  const answer = await fetch(`${url}/api/v1/search?${new URLSearchParams({ q: query, limit: '10' })}`, { headers })
  if (!answer.ok) throw new Error(`The search for ${query} answered ${answer.status}`)
  return (await answer.json()).items
}

/** @param {number} size @param {string} folder of documents @param {Env} env @param {number} postmaster @param {number} port */
async function measureSize(size, folder, env, postmaster, port) {
  const slugs = await readSlugs(env.DATABASE_URL ?? '')
  const began = performance.now()
  const app = await startApp({ port, env: { ...env, LOG_LEVEL: 'error' } })
  const startSeconds = (performance.now() - began) / 1000
  try {
    const headers = await signIn(app.url, env)
    const rest = residentBytes(app.pid) + residentBytes(postmaster)
    const { latency, script, pages } = await measureApp(app.url, headers, slugs)
    const overlap = await measureOverlap(env.DATABASE_URL ?? '', COMPARED, (query) => firstTen(app.url, headers, query))
    const memory = { rest, app: residentBytes(app.pid), postgres: residentBytes(postmaster) }
    const raw = await measureRawQueries(PLAN, env.DATABASE_URL ?? '', slugs.editions, WORDS)
    const files = await measureFileSearch(PROCESSES, folder, WORDS)
    const bare = {
      incident: await measureBareServer(PLAN, pages.incident),
      list: await measureBareServer(PLAN, pages.list),
    }
    return { size, startSeconds, latency, script, memory, raw, files, bare, overlap }
  } finally {
    await app.stop()
  }
}

async function bench() {
  await install()
  await generate()
  await build()
  const originals = readOriginals(root)
  console.log(`${originals.length} originals to vary, ${os.cpus().length} processors, Node ${process.versions.node}`)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hindsight-bench-'))
  const server = await startPostgres({ folder: path.join(folder, 'postgres') })
  const postmaster = Number.parseInt(fs.readFileSync(path.join(folder, 'postgres/postmaster.pid'), 'utf8'), 10)
  const port = await freePort()
  const env = {
    DATABASE_URL: server.url('hindsight'),
    HINDSIGHT_DATA: folder,
    AUTH_SECRET: 'only-for-the-bench-0123456789',
    BASE_URL: `http://localhost:${port}`,
    PORT: String(port),
  }
  /** @type {SizeResult[]} */
  const results = []
  const file = path.join(root, 'bench/results', `${new Date().toISOString().replaceAll(':', '-').slice(0, 19)}.json`)
  try {
    await migrate(env.DATABASE_URL)
    await hindsight(['sync-content'], env)
    const documents = path.join(folder, 'documents')
    let written = 0
    const importMore = async (/** @type {number} */ count) => {
      const batch = path.join(documents, `from-${written}`)
      writeDocuments(originals, batch, written, written + count)
      written += count
      return step(`Import ${count} documents`, () => importFolder(batch, env, count))
    }
    await importMore(ORIGINALS)
    let stored = ORIGINALS
    for (const size of SIZES) {
      // Copies first: what is imported then meets a store of that size.
      const copies = size - stored - MEASURED
      if (copies > 0) await step(`Copy ${copies} incidents`, () => addCopies(env.DATABASE_URL, copies))
      const importRate = await importMore(MEASURED)
      stored = size
      // As many files for the search over files.
      writeDocuments(originals, path.join(documents, `copies-to-${size}`), 1_000_000 + size - copies, 1_000_000 + size)
      const figures = await step(`Measure with ${size}`, () => measureSize(size, documents, env, postmaster, port))
      results.push({ ...figures, importRate })
      // After each size: what a later size breaks on takes no figures along.
      await writeResults(file, results, originals.length)
    }
  } finally {
    await server.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
  printReport(results)
  console.log(`Written to ${path.relative(root, file)}`)
}

/** @param {string} file @param {SizeResult[]} results so far @param {number} originals */
async function writeResults(file, results, originals) {
  const machine = {
    processors: os.cpus().length,
    node: process.versions.node,
    on: new Date().toISOString().slice(0, 10),
    originals,
  }
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, `${JSON.stringify({ ...machine, results }, null, 2)}\n`)
  if (process.env.BENCH_PAGE) await writePage(benchmarksPage(results, machine))
}

/** @param {string} text in Markdown */
async function writePage(text) {
  const file = path.join(root, 'docs/benchmarks.md')
  fs.writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }))
}

try {
  await bench()
} catch (error) {
  giveUp(error)
}
