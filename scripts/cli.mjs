// `npm run -s hindsight -- <command>`: gives the command (scripts/hindsight.ts) a database when it needs one. Nothing but
// the command itself writes to stdout.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { checkNode, generate, install } from './prepare.mjs'
import { offline, typescript, typescriptEnv } from './programs.mjs'
import { giveUp, progress } from './progress.mjs'

/** Commands that only read what they are given. */
const WITHOUT_DATABASE = new Set(['parse', 'help', '--help', '-h', '--version', '-V'])

/** Commands that take the database as it is: a backup before an upgrade, and the tables that a restore makes itself. */
const AS_IT_IS = new Set(['backup', 'restore'])

/** @param {string[]} args */
const needsDatabase = (args) =>
  args.length > 0 && !WITHOUT_DATABASE.has(args[0] ?? '') && !args.includes('--help') && !args.includes('-h')

/** npm runs scripts in the root of the project: file names are meant from where the person is. */
const workingFolder = () =>
  process.env.npm_lifecycle_event === 'hindsight' ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd()

/** @param {string[]} args @param {Record<string, string>} env @returns {Promise<number>} exit code */
function runCommand(args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, typescript('scripts/hindsight.ts', args), {
      cwd: workingFolder(),
      env: { ...process.env, ...offline, ...typescriptEnv, ...env },
      stdio: 'inherit',
    })
    for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM'])) {
      process.on(signal, () => child.kill(signal))
    }
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}

/** @param {string[]} args */
async function runWithDatabase(args) {
  const { dataFolder, readSettings } = await import('./settings.mjs')
  const { migrateDatabase, openDatabase } = await import('./open-database.mjs')
  const { ensureDatabase } = await import('./migrate.mjs')
  await readSettings()
  const data = dataFolder()
  fs.mkdirSync(data, { recursive: true })
  const database = await openDatabase(data)
  try {
    const asItIs = AS_IT_IS.has(args[0] ?? '')
    await (asItIs ? ensureDatabase(database.url) : migrateDatabase(database.url))
    const code = await runCommand(args, { DATABASE_URL: database.url, HINDSIGHT_DATA: data })
    // The queue's own tables are no part of a backup.
    if (args[0] === 'restore' && code === 0) await migrateDatabase(database.url)
    return code
  } finally {
    await database.close()
  }
}

progress.write = (line) => console.error(line)
const args = process.argv.slice(2)
try {
  checkNode()
  await install()
  await generate()
  const code = await (needsDatabase(args) ? runWithDatabase(args) : runCommand(args, {}))
  // Prisma's engine leaves a timer behind that would keep a finished command waiting for ten seconds.
  process.exit(code)
} catch (error) {
  giveUp(error)
}
