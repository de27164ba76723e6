// `npm run bench:scale`: what recognition and imports cost with 1,000 and 100,000 stored incidents, beside a plain read of the same
// rows, and what running a changed pattern over all of them takes and does to reads. 2,000 documents are imported, the rest are copies (bench/copies.mjs). A quarter of an hour on two free processors; with
// BENCH_SCALE_DATA the database is kept in that folder and found again.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { addCopies } from '../bench/copies.mjs'
import { readOriginals, writeDocuments } from '../bench/documents.mjs'
import { printTable } from '../bench/report.mjs'
import { migrate } from './migrate.mjs'
import { startPostgres } from './postgres.mjs'
import { generate, install } from './prepare.mjs'
import { root, run, typescript, typescriptEnv } from './programs.mjs'
import { giveUp, step } from './progress.mjs'

/**
 * @typedef {{ p50: number, p95: number, count: number, different: number, node: number }} Call
 * @typedef {{ incidents: number, calls: Record<string, Call> }} Reads
 * @typedef {{ documents: number, seconds: number, rate: number, node: number, outcomes: Record<string, number> }} Imported
 * @typedef {{ pattern: string, checked: number, changed: number, total: number, seconds: number, minutes: number, alone: Call, beside: Call }} Rerun
 * @typedef {{ reads: Reads, imported: Imported, rerun: Rerun }} Figures
 */

const SMALL = 1000
const LARGE = Number(process.env.BENCH_SIZES ?? 100_000)
/** Documents that are imported to copy from, and those whose import is measured at each size. */
const ORIGINALS = 2000
const MEASURED = 600

/** @param {string} url @param {string[]} args @returns {Promise<unknown>} the line that the bench prints */
async function ask(url, args) {
  const env = { ...typescriptEnv, DATABASE_URL: url, AUTH_SECRET: 'only-for-the-bench-0123456789' }
  const { stdout } = await run(process.execPath, typescript('bench/scale.ts', args), { env, cwd: root })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}

/** @param {string} url @returns {Promise<number>} stored incidents */
async function countIncidents(url) {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query('select count(*)::int as count from "Incident"')
  await client.end()
  return rows[0].count
}

/**
 * A migrated database with so many incidents: documents are imported, the rest are copies of them.
 * @param {string} url @param {string} folder @param {number} size
 */
async function fill(url, folder, size) {
  await migrate(url)
  const env = { ...typescriptEnv, DATABASE_URL: url, AUTH_SECRET: 'only-for-the-bench-0123456789' }
  await run(process.execPath, typescript('scripts/hindsight.ts', ['sync-content']), { env, cwd: root })
  const stored = await countIncidents(url)
  if (stored > size * 0.9) return
  const documents = Math.min(size, ORIGINALS)
  const sources = path.join(folder, `documents-${documents}`)
  writeDocuments(readOriginals(root), sources, 0, documents)
  await step(`Import ${documents} documents`, () => ask(url, ['import', sources]))
  const missing = size - (await countIncidents(url))
  if (missing > size / 10) await step(`Copy to ${size} incidents`, () => addCopies(url, missing))
}

/** @param {string} url @param {string} folder @param {number} first number of the first document @returns {Promise<Figures>} */
async function measureAt(url, folder, first) {
  const sources = path.join(folder, `measured-${first}`)
  writeDocuments(readOriginals(root), sources, first, first + MEASURED)
  const reads = /** @type {Reads} */ (await step('Measure reads', () => ask(url, ['reads'])))
  const imported = /** @type {Imported} */ (
    await step(`Measure an import of ${MEASURED}`, () => ask(url, ['import', sources]))
  )
  const rerun = /** @type {Rerun} */ (await step('Measure the run of a changed pattern', () => ask(url, ['rerun'])))
  return { reads, imported, rerun }
}

/** @param {Figures[]} results */
function printFigures(results) {
  for (const { reads, imported, rerun } of results) {
    console.log(`\n${reads.incidents.toLocaleString('en')} incidents; milliseconds at the server`)
    const calls = Object.entries(reads.calls).map(([name, { p50, p95, node, different }]) => [
      name,
      p50.toFixed(1),
      p95.toFixed(1),
      node.toFixed(1),
      String(different),
    ])
    printTable([['what', 'p50', 'p95', 'of it Node', 'different'], ...calls])
    const outcomes = Object.entries(imported.outcomes).map(([outcome, count]) => `${count} ${outcome}`)
    console.log(
      `import: ${imported.rate.toFixed(1)} documents/s, ${imported.node.toFixed(1)} ms of Node each (${outcomes.join(', ')})`,
    )
    const slower = (rerun.beside.p95 / rerun.alone.p95).toFixed(2)
    console.log(
      `run of ${rerun.pattern}: ${(rerun.checked / rerun.seconds).toFixed(0)} things/s, ${rerun.minutes.toFixed(1)} minutes for all ${rerun.total} ` +
        `(${rerun.changed} of ${rerun.checked} written anew); alerts beside it ${rerun.beside.p50.toFixed(1)} / ${rerun.beside.p95.toFixed(1)} ms, ${slower} of their p95 alone`,
    )
  }
  const [small, large] = results
  if (!small || !large) return
  console.log(
    `\nAn import at the larger size runs at ${(large.imported.rate / small.imported.rate).toFixed(2)} of its speed.`,
  )
}

async function bench() {
  await install()
  await generate()
  console.log(`${os.cpus().length} processors, load ${os.loadavg()[0]?.toFixed(1)}, Node ${process.versions.node}`)
  const kept = process.env.BENCH_SCALE_DATA
  const folder = kept ? path.resolve(kept) : fs.mkdtempSync(path.join(os.tmpdir(), 'hindsight-bench-scale-'))
  fs.mkdirSync(folder, { recursive: true })
  const server = await startPostgres({ folder: path.join(folder, 'postgres') })
  const results = []
  try {
    for (const size of [SMALL, LARGE]) {
      const url = server.url(`hindsight${size}`)
      await fill(url, folder, size)
      // New documents each time, also where the database is kept.
      results.push(await measureAt(url, folder, ORIGINALS + (await countIncidents(url))))
    }
  } finally {
    await server.stop()
    if (!kept) fs.rmSync(folder, { recursive: true, force: true })
  }
  printFigures(results)
  const name = `scale-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.json`
  fs.mkdirSync(path.join(root, 'bench/results'), { recursive: true })
  fs.writeFileSync(
    path.join(root, 'bench/results', name),
    `${JSON.stringify({ processors: os.cpus().length, node: process.versions.node, results }, null, 2)}\n`,
  )
  console.log(`Written to bench/results/${name}`)
}

try {
  await bench()
} catch (error) {
  giveUp(error)
}
