// `npm run up`: from a fresh clone to a running Hindsight. Every step says what it does; a second run skips what is done.
import fs from 'node:fs'
import path from 'node:path'
import { checkPort, startApp } from './app-server.mjs'
import { takeLock } from './pid-file.mjs'
import { build, checkNode, generate, install } from './prepare.mjs'
import { run, stopPrograms, typescript, typescriptEnv } from './programs.mjs'
import { Refusal, step } from './progress.mjs'

/** What is undone on the way out, last first. @type {(() => Promise<void> | void)[]} */
const closing = []
let isStopping = false

/** @param {number} code */
async function shutDown(code) {
  if (isStopping) return
  isStopping = true
  stopPrograms('SIGTERM')
  for (const close of closing.reverse()) {
    try {
      await close()
    } catch (error) {
      console.error(error instanceof Error ? error.message : error)
      code = 1
    }
  }
  console.log(code === 0 ? 'Stopped.' : 'Stopped after a failure.')
  process.exit(code)
}

/** @param {string} data */
function claimDataFolder(data) {
  try {
    fs.mkdirSync(data, { recursive: true })
  } catch (error) {
    throw new Refusal(
      `The data folder ${data} cannot be made: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
  const lock = takeLock(path.join(data, 'up.pid'))
  if ('holder' in lock) {
    const advice = 'Stop it first, or set HINDSIGHT_DATA and PORT for a second one.'
    throw new Refusal(`Hindsight is already running on ${data} (process ${lock.holder}). ${advice}`)
  }
  closing.push(lock.release)
}

/**
 * Runs a command of scripts/hindsight.ts against the database.
 * @param {string[]} args @param {Record<string, string>} env @returns {Promise<string>} what it printed
 */
async function hindsight(args, env) {
  const { stdout } = await run(process.execPath, typescript('scripts/hindsight.ts', args), {
    env: { ...typescriptEnv, ...env },
  })
  return stdout.trim()
}

async function up() {
  checkNode()
  await install()
  const { dataFolder, readSecret, readSettings } = await import('./settings.mjs')
  const settings = await readSettings()
  const data = dataFolder()
  const host = process.env.HOST || '127.0.0.1'
  claimDataFolder(data)
  await checkPort(settings.PORT, host)
  await generate()
  await build()

  const { migrateDatabase, openDatabase } = await import('./open-database.mjs')
  const database = await step('Start the database', async () => {
    const opened = await openDatabase(data)
    closing.push(opened.close)
    return opened
  })
  await step('Migrate the database', async () => {
    const applied = await migrateDatabase(database.url)
    return applied.length ? `applied ${applied.join(', ')}` : 'up to date'
  })

  const base = (settings.BASE_URL ?? `http://localhost:${settings.PORT}`).replace(/\/+$/, '')
  const env = {
    DATABASE_URL: database.url,
    HINDSIGHT_DATA: data,
    AUTH_SECRET: readSecret(data),
    BASE_URL: base,
    PORT: String(settings.PORT),
  }
  // At once: each of the commands takes a second to load, and the application another.
  const [app, link] = await Promise.all([
    step('Start the application', async () => {
      const started = await startApp({ port: settings.PORT, host, env, patience: settings.SHUTDOWN_DELAY })
      closing.push(started.stop)
      return started
    }),
    hindsight(['sign-in-link'], env),
    step('Load the pattern catalogue and, the first time, the sample data', async () => {
      await hindsight(['sync-content'], env)
    }),
  ])
  console.log(`Ready: http://localhost:${settings.PORT}`)
  console.log(`Sign in once with: ${link}`)

  // Its end is a failure only if it cannot be brought back.
  const lost = new Promise((_, reject) => void database.watch().catch(reject))
  const code = await Promise.race([app.ended, lost])
  if (isStopping) return
  console.error(`The application ended by itself (code ${code}).`)
  await shutDown(1)
}

for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => void shutDown(0))
}
try {
  await up()
} catch (error) {
  if (!isStopping) {
    console.error(error instanceof Refusal ? `\n${error.message}` : error)
    await shutDown(1)
  }
}
