// Brings a checkout to the point where it can run: packages, generated client, built application. Each step is skipped
// when what it depends on has not changed. Needs nothing but Node.
import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { withLock } from './pid-file.mjs'
import { exists, root, run, runModule, runNpm } from './programs.mjs'
import { progress, Refusal, step } from './progress.mjs'

/** Another process may be installing or building: wait for it, in milliseconds. */
const PATIENCE = 600_000
const OLDEST_NODE = [20, 19]

/** Refuses on a Node that is too old, before anything obscure happens. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [needMajor = 0, needMinor = 0] = OLDEST_NODE
  if (major < needMajor || (major === needMajor && minor < needMinor)) {
    throw new Refusal(`Hindsight needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`)
  }
}

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean }>} packages of a lock file */
function readPackages(file) {
  if (!exists(file)) return {}
  /** @type {{ packages: Record<string, { version?: string, optional?: boolean }> }} */
  const lock = JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'))
  return lock.packages
}

/** @returns {boolean} whether node_modules holds what package-lock.json says; npm keeps its own list of what it put there */
export function isInstalled() {
  const installed = readPackages('node_modules/.package-lock.json')
  return Object.entries(readPackages('package-lock.json')).every(([name, wanted]) => {
    if (name === '' || wanted.optional) return true
    return installed[name]?.version === wanted.version && exists(path.join(name, 'package.json'))
  })
}

/** Installs packages when they are missing or outdated. */
export async function install() {
  if (isInstalled()) return
  const work = async () => {
    if (!isInstalled())
      await step('Install packages', async () => void (await runNpm(['ci', '--no-audit', '--no-fund'])))
  }
  await withLock(path.join(root, '.install.lock'), work, PATIENCE)
}

/** @param {string[]} names files and folders, from the root @returns {string} hash over names and contents */
function hashOf(names) {
  const hash = crypto.createHash('sha256')
  for (const name of names.filter(exists).sort()) {
    const full = path.join(root, name)
    const inside = fs.statSync(full).isDirectory() ? fs.readdirSync(full, { recursive: true, encoding: 'utf8' }) : ['']
    for (const file of inside.sort()) {
      const at = path.join(full, file)
      if (/\.(test|e2e)\.tsx?$/.test(at) || !fs.statSync(at).isFile()) continue
      hash.update(`${name}/${file}\0`).update(fs.readFileSync(at))
    }
  }
  return hash.digest('hex')
}

/**
 * Runs `work` unless the stamp file holds the hash of these inputs already.
 * @param {string} stamp @param {string} hash @param {string} result a file that `work` leaves
 * @param {() => Promise<void>} work
 */
async function unlessDone(stamp, hash, result, work) {
  const file = path.join(root, stamp)
  const isDone = () => exists(result) && fs.existsSync(file) && fs.readFileSync(file, 'utf8') === hash
  if (isDone()) return
  fs.rmSync(file, { force: true })
  await work()
  fs.writeFileSync(file, hash)
}

/** Generates the Prisma client when the schema has changed. */
export async function generate() {
  const hash = hashOf(['prisma/schema.prisma', 'package-lock.json'])
  await unlessDone('generated/.stamp', hash, 'generated/prisma/client.ts', () =>
    step('Generate the database client', async () => void (await runModule('prisma/build/index.js', ['generate']))),
  )
}

export const SOURCES = (
  'app components lib words public generated/prisma prisma/migrations auth.ts proxy.ts instrumentation.ts instrumentation-node.ts ' +
  'instrumentation-client.ts next.config.ts postcss.config.mjs tsconfig.json package.json package-lock.json'
).split(' ')

async function buildApplication() {
  await runModule('next/dist/bin/next', ['build'], { env: { NODE_ENV: 'production' } })
  // The server of a standalone build serves these, but the build does not copy them.
  const copy = { recursive: true, force: true }
  fs.cpSync(path.join(root, '.next/static'), path.join(root, '.next/standalone/.next/static'), copy)
  if (exists('public')) fs.cpSync(path.join(root, 'public'), path.join(root, '.next/standalone/public'), copy)
}

/** Builds the application into .next/standalone when its sources have changed. */
export async function build() {
  const unlessBuilt = () =>
    unlessDone('.next/.stamp', hashOf(SOURCES), '.next/standalone/server.js', () =>
      step('Build the application', buildApplication),
    )
  await withLock(path.join(root, '.build.lock'), unlessBuilt, PATIENCE)
}

const CHROMIUM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** @returns {string | null} the browser that the tests drive; CHROMIUM names another */
export function findChromium() {
  return [process.env.CHROMIUM ?? '', ...CHROMIUM].find((file) => file !== '' && fs.existsSync(file)) ?? null
}

/**
 * Installs a package of the system.
 * @param {string} name
 */
async function installPackage(name) {
  const isRoot = process.getuid?.() === 0
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['apt-get', 'update'],
    ['apt-get', 'install', '-y', '--no-install-recommends', name],
  ]) {
    const [command = '', ...rest] = isRoot ? args : ['sudo', '-n', ...args]
    await run(command, rest, { env })
  }
}

/** Installs Chromium from the system's packages when there is none. */
export async function installChromium() {
  if (findChromium()) return
  await step('Install Chromium for the browser tests', () =>
    installPackage('chromium').catch((error) => {
      const advice = 'Install it (sudo apt-get install chromium), or set CHROMIUM to the path of a Chromium or Chrome.'
      throw new Refusal(`Chromium could not be installed. ${advice}\n${error instanceof Error ? error.message : ''}`)
    }),
  )
}

/** Where Debian puts the programs of each version of Postgres. */
const DEBIAN_POSTGRES = '/usr/lib/postgresql'
const OLDEST_POSTGRES = 15

/** @returns {string | null} folder of the system's own Postgres, the newest one; null when there is none that is new enough */
export function findPostgres() {
  const versions = fs.existsSync(DEBIAN_POSTGRES) ? fs.readdirSync(DEBIAN_POSTGRES) : []
  const newest = versions.map(Number).sort((a, b) => b - a)
  const found = newest.find((version) => fs.existsSync(path.join(DEBIAN_POSTGRES, String(version), 'bin/postgres')))
  return found !== undefined && found >= OLDEST_POSTGRES ? path.join(DEBIAN_POSTGRES, String(found)) : null
}

/** Installs the system's own Postgres for the tests of several processes. Where it cannot be had these run on the embedded one and say so. */
export async function installPostgres() {
  if (findPostgres()) return
  await step('Install Postgres for the tests of several processes', async () => {
    const failure = await installPackage('postgresql').then(
      () => '',
      (error) => String(error instanceof Error ? error.message : error),
    )
    if (findPostgres()) return
    const advice = `Install it (sudo apt-get install postgresql), version ${OLDEST_POSTGRES} or later.`
    progress.write(
      `The system has no Postgres of its own and none could be installed: they run on the embedded one. ${advice}\n${failure}`,
    )
  })
}
