// `npm run bench:import`: imports the material of ../shared/corpus, a kind at a time, into a scratch database, and says what
// became of it: what was found, how much text was kept, how fast, with how much memory.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { readOriginals, writeDocuments } from '../bench/documents.mjs'
import { printImportReport } from '../bench/import-report.mjs'
import { migrate } from './migrate.mjs'
import { startPostgres } from './postgres.mjs'
import { generate, install } from './prepare.mjs'
import { root, run, typescript, typescriptEnv } from './programs.mjs'
import { giveUp, step } from './progress.mjs'

/** As many as `KINDS` of bench/corpus.ts. */
const KINDS = 8
/** Postmortems that are varied from the corpus's, so that one process imports many. */
const VARIED = 600

/** @param {number} kind @param {string} url @param {string} varied folder */
async function measureKind(kind, url, varied) {
  const env = { ...typescriptEnv, DATABASE_URL: url, AUTH_SECRET: 'only-for-the-bench-0123456789' }
  const { stdout } = await run(process.execPath, typescript('bench/import.ts', [String(kind), varied]), {
    env,
    cwd: root,
  })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}

async function bench() {
  await install()
  await generate()
  if (!fs.existsSync(path.join(root, '../shared/corpus'))) throw new Error('There is no ../shared/corpus to import.')
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hindsight-bench-import-'))
  const server = await startPostgres({ folder: path.join(folder, 'postgres') })
  try {
    const url = server.url('hindsight')
    await migrate(url)
    const env = { ...typescriptEnv, DATABASE_URL: url }
    await run(process.execPath, typescript('scripts/hindsight.ts', ['sync-catalogue']), { env, cwd: root })
    const varied = path.join(folder, 'varied')
    const originals = readOriginals(root).filter(({ own }) => !own)
    writeDocuments(originals, varied, 0, VARIED)
    const results = []
    for (let kind = 0; kind < KINDS; kind++) {
      results.push(await step(`Import kind ${kind + 1} of ${KINDS}`, () => measureKind(kind, url, varied)))
    }
    printImportReport(results)
    const file = path.join(
      root,
      'bench/results',
      `import-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.json`,
    )
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(
      file,
      `${JSON.stringify({ processors: os.cpus().length, node: process.versions.node, results }, null, 2)}\n`,
    )
    console.log(`Written to ${path.relative(root, file)}`)
  } finally {
    await server.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

try {
  await bench()
} catch (error) {
  giveUp(error)
}
