// The embedded Postgres: a native server from npm, shared by every process that names the same data folder. Whoever comes
// first starts it, whoever leaves last stops it. Run directly, it starts a migrated database, prints its URL and stays.
import { spawn, spawnSync } from 'node:child_process'
import crypto from 'node:crypto'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import pg from 'pg'
import { commandOf, errorCode, isAlive, takeLease, withLock } from './pid-file.mjs'
import { preparePlace } from './postgres-account.mjs'

/** @typedef {import('./postgres-account.mjs').Place} Place */
/**
 * @typedef {object} PostgresServer
 * @property {(database: string) => string} url connection string for a database of this server
 * @property {number} port
 * @property {boolean} reused it was running already
 * @property {() => boolean} isAlive
 * @property {() => Promise<boolean>} revive starts it again where it was, if it has died; true when it had
 * @property {() => Promise<void>} stop leaves the server; it ends when no other living process uses it
 */

const sleep = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** @returns {Promise<number>} a TCP port that nobody listens on */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

/**
 * @param {string} folder
 * @returns {string} the server's password, made on first use, readable by its maker only. An empty one is what a killed process or a
 *   full disk left; while no cluster has it another is made.
 */
function readPassword(folder) {
  const file = `${folder}.password`
  try {
    const kept = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : ''
    if (kept !== '') return kept
    if (fs.existsSync(path.join(folder, 'PG_VERSION')))
      throw new Error(`${file} is empty, and the database was made with a password. Put it back from a copy.`)
    fs.writeFileSync(`${file}.new`, crypto.randomBytes(18).toString('base64url'), { mode: 0o600 })
    fs.renameSync(`${file}.new`, file)
    return fs.readFileSync(file, 'utf8')
  } catch (error) {
    if (errorCode(error) !== 'EACCES' && errorCode(error) !== 'EPERM') throw error
    throw new Error(`${file} cannot be read (${errorCode(error)}): another user made this data folder.`, {
      cause: error,
    })
  }
}

/** @param {string} url @returns {Promise<'ready' | 'starting' | 'away'>} */
async function probe(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  // After a refused connection pg may emit the error a second time.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return 'ready'
  } catch (error) {
    if (errorCode(error) === '28P01')
      throw new Error('The running Postgres does not accept the password of this data folder.')
    return errorCode(error) === '57P03' ? 'starting' : 'away'
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** @param {string} folder @returns {{ pid: number, port: number } | null} what postmaster.pid says, if that process lives */
function readPostmaster(folder) {
  const file = path.join(folder, 'postmaster.pid')
  if (!fs.existsSync(file)) return null
  const lines = fs.readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  return isAlive(pid) ? { pid, port: Number(lines[3]) } : null
}

/** @param {number} pid @param {string} folder whether a process works in it; null where that cannot be known */
function worksIn(pid, folder) {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`) === fs.realpathSync(folder)
  } catch {
    return null
  }
}

/** @param {number} pid @param {string} folder false when another program, or another folder's Postgres, has got the id of one that died */
function isPostgresOf(pid, folder) {
  const command = commandOf(pid)
  return command.includes('postgres') && (worksIn(pid, folder) ?? command.includes(`-D ${folder} `))
}

/**
 * A server that runs on this folder already: left by a killed process, or in use by another.
 * @param {string} folder
 * @param {(port: number) => string} url
 */
async function findRunning(folder, url) {
  for (let tries = 0; tries < 400; tries++) {
    const found = readPostmaster(folder)
    if (!found) return null
    if (!isPostgresOf(found.pid, folder)) {
      fs.rmSync(path.join(folder, 'postmaster.pid'), { force: true })
      return null
    }
    if (found.port && (await probe(url(found.port))) === 'ready') return found
    await sleep(25)
  }
  throw new Error(`A Postgres runs on ${folder} but does not answer. Stop it, or name another data folder.`)
}

/** @param {Place} place */
function processOptions(place) {
  /** @type {NodeJS.ProcessEnv} */
  const env = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC', HOME: '/', NODE_ENV: process.env.NODE_ENV }
  return { ...place.account, cwd: '/', env }
}

/**
 * Creates the cluster in a folder of its own and renames it, so that a killed initdb leaves nothing half-made.
 * @param {Place} place @param {string} password @param {boolean} fast
 */
function initialise(place, password, fast) {
  const { folder, account } = place
  const fresh = `${folder}.new`
  const passwordFile = `${folder}.initial`
  fs.rmSync(fresh, { recursive: true, force: true })
  fs.mkdirSync(fresh, { mode: 0o700 })
  fs.writeFileSync(passwordFile, password, { mode: 0o600 })
  if (account.uid !== undefined && account.gid !== undefined) {
    fs.chownSync(fresh, account.uid, account.gid)
    fs.chownSync(passwordFile, account.uid, account.gid)
  }
  // ICU sorts every language; C.UTF-8 gives pg_trgm and lower() letters beyond ASCII.
  const locale = ['--encoding=UTF8', '--locale=C', '--lc-ctype=C.UTF-8', '--locale-provider=icu', '--icu-locale=und']
  const access = ['-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', passwordFile]
  const args = ['-D', fresh, ...access, ...locale, ...(fast ? ['--no-sync'] : [])]
  const made = spawnSync(path.join(place.native, 'bin/initdb'), args, { ...processOptions(place), encoding: 'utf8' })
  fs.rmSync(passwordFile, { force: true })
  if (made.status !== 0) throw new Error(`The database could not be created: ${made.error?.message ?? made.stderr}`)
  fs.rmSync(folder, { recursive: true, force: true })
  fs.renameSync(fresh, folder)
}

/**
 * @param {Place} place @param {number} port @param {(port: number) => string} url @param {boolean} fast
 * @returns {Promise<{ pid: number } | { log: string }>} log: why it ended at once
 */
async function launch(place, port, url, fast) {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'jit=off', 'max_connections=200']
  if (fast) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off')
  const args = ['-D', place.folder, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
  const logFile = `${place.folder}.log`
  // A new file: sessions of a killed server go on writing where they stood in theirs, and would bury what the new one says.
  fs.rmSync(logFile, { force: true })
  const log = fs.openSync(logFile, 'w')
  // Detached: a Ctrl-C in the terminal reaches us alone, and other processes may go on using the server after we end.
  const options = { ...processOptions(place), detached: true }
  const child = spawn(path.join(place.native, 'bin/postgres'), args, { ...options, stdio: ['ignore', log, log] })
  fs.closeSync(log)
  child.unref()
  let failure = ''
  child.once('error', (error) => (failure = error.message))
  child.once('exit', (code, signal) => (failure ||= `ended with ${code ?? signal}`))
  for (let tries = 0; tries < 2400; tries++) {
    if (failure) return { log: `${failure}: ${fs.readFileSync(logFile, 'utf8').slice(-4000)}` }
    if ((await probe(url(port))) === 'ready') return { pid: child.pid ?? 0 }
    await sleep(25)
  }
  return { log: 'it did not answer within a minute' }
}

/** @param {number} pid SIGINT is Postgres' fast shutdown: it ends sessions, writes a checkpoint, loses nothing */
async function shutDown(pid) {
  if (!isAlive(pid)) return
  process.kill(pid, 'SIGINT')
  for (let tries = 0; tries < 1200 && isAlive(pid); tries++) await sleep(25)
}

/**
 * Starts, or joins, the Postgres of a data folder.
 * @param {{ folder: string, fast?: boolean, note?: (line: string) => void, programs?: string }} options folder: where the cluster
 *   lives, made when missing; fast: for tests, gives up surviving a power cut; programs: folder of another Postgres, whose `bin` is run
 * @returns {Promise<PostgresServer>}
 */
export async function startPostgres({ folder: wanted, fast = false, note = () => undefined, programs }) {
  const place = preparePlace(wanted, note, programs)
  const { folder } = place
  const guard = `${folder}.lock`
  return withLock(guard, async () => {
    const password = readPassword(folder)
    const urlAt = (/** @type {number} */ port, database = 'postgres') =>
      `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`
    const running = await findRunning(folder, urlAt)
    const server = running ?? (await startNew(place, password, urlAt, fast))
    const lease = takeLease(`${folder}.users`)
    const revive = async () => {
      if (isAlive(server.pid)) return false
      const found = (await findRunning(folder, urlAt)) ?? (await startNew(place, password, urlAt, fast, server.port))
      server.pid = found.pid
      if (found.port === server.port) return true
      throw new Error(`The database has come back on another port (${found.port}). Start Hindsight again.`)
    }
    return {
      url: (database) => urlAt(server.port, database),
      port: server.port,
      reused: running !== null,
      isAlive: () => isAlive(server.pid),
      revive: () => withLock(guard, revive),
      stop: () =>
        withLock(guard, async () => {
          if (lease.giveUp()) await shutDown(server.pid)
        }),
    }
  })
}

/**
 * @param {Place} place @param {string} password @param {(port: number) => string} url @param {boolean} fast
 * @param {number} [before] the port that others know it by
 */
async function startNew(place, password, url, fast, before) {
  if (!fs.existsSync(path.join(place.folder, 'PG_VERSION'))) initialise(place, password, fast)
  const giveUpAt = Date.now() + 15_000
  for (;;) {
    const port = before ?? (await freePort())
    const started = await launch(place, port, url, fast)
    if ('pid' in started) return { pid: started.pid, port }
    // Sessions of a killed server may outlive it for a moment; another program may have taken the port.
    const passing = /shared memory block|Address already in use|postmaster\.pid/.test(started.log)
    if (!passing || Date.now() > giveUpAt) throw new Error(`Postgres did not start: ${started.log}`)
    await sleep(200)
  }
}

if (process.argv[1] === import.meta.filename) {
  const { migrate } = await import('./migrate.mjs')
  const folder = path.resolve(process.env.HINDSIGHT_DATA ?? '.data', 'postgres')
  const server = await startPostgres({ folder, note: (line) => console.error(line) })
  await migrate(server.url('hindsight'))
  console.log(server.url('hindsight'))
  const keepAlive = setInterval(() => undefined, 1 << 30)
  const leave = () => {
    clearInterval(keepAlive)
    void server.stop().then(() => process.exit(0))
  }
  process.once('SIGINT', leave)
  process.once('SIGTERM', leave)
}
