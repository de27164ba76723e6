// Files that say "this process is here": a lock for one at a time, a lease for many at once.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

/** @param {number} pid a process that ended but that its parent, often a container's first process, never asked about */
function isZombie(pid) {
  try {
    return / Z /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, ''))
  } catch {
    return false // no /proc on this system
  }
}

/**
 * Whether a process with this id is alive, whichever it is.
 * @param {number} pid
 */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/** @param {string} file @returns {string} what it holds; nothing when it cannot be read */
function contentOf(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** @param {number} pid @param {string} column @returns {string} what the system's list of processes says */
function listed(pid, column) {
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', NODE_ENV: process.env.NODE_ENV }
  return spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8', env }).stdout?.trim() ?? ''
}

/** @param {number} pid @returns {string} its program and arguments */
export function commandOf(pid) {
  return contentOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' ') || listed(pid, 'command')
}

/**
 * When a process began, in the words of the system: with it an id that was given to another process later is told apart.
 * @param {number} pid
 */
export function birthOf(pid) {
  // The twenty-second field, the twentieth after the name: since the start of the machine.
  const ticks = contentOf(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ')[19]
  if (ticks) return `${ticks}@${contentOf('/proc/sys/kernel/random/boot_id').trim()}`
  return listed(pid, 'lstart').replaceAll(/\s+/g, '-')
}

/** What an older version wrote holds no birth: then it has to be one of our programs. */
const OURS = /\bscripts[/\\]\w+\.mjs\b/

/** @param {number} pid @param {string} birth whether the process of that id is the one that began then */
function isSame(pid, birth) {
  if (!isAlive(pid)) return false
  return birth === '' ? OURS.test(commandOf(pid)) : birthOf(pid) === birth
}

/** @param {unknown} error @returns {string | undefined} the system's code (ENOENT, ESRCH...), if it is a system error */
export function errorCode(error) {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** @param {string} file @returns {number | null} the living process that the file names */
export function livingHolder(file) {
  const [pid = '', birth = ''] = contentOf(file).trim().split(' ')
  return isSame(Number(pid), birth) ? Number(pid) : null
}

/**
 * Makes the file with what names this process, at once: nobody sees it without.
 * @param {string} file @returns {string | null} what it holds; null when it is there already
 */
function make(file) {
  const text = `${process.pid} ${birthOf(process.pid)}\n`
  const unfinished = `${file}.${process.pid}`
  fs.writeFileSync(unfinished, text)
  try {
    fs.linkSync(unfinished, file)
    return text
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    return null
  } finally {
    fs.rmSync(unfinished, { force: true })
  }
}

/** @param {string} file whether no other process has it */
const isFree = (file) => [null, process.pid].includes(livingHolder(file))

/**
 * Removes what a dead process left, one process at a time: otherwise one would remove what another has just made.
 * @param {string} file
 */
function removeLeft(file) {
  const turn = `${file}.turn`
  if (make(turn) === null) {
    if (isFree(turn)) fs.rmSync(turn, { force: true })
    return
  }
  try {
    if (isFree(file)) fs.rmSync(file, { force: true })
  } finally {
    fs.rmSync(turn, { force: true })
  }
}

/**
 * Takes the lock for this process, if no living process has it.
 * @param {string} file
 * @returns {{ release: () => void } | { holder: number }} holder: the process that has it
 */
export function takeLock(file) {
  for (;;) {
    const text = make(file)
    if (text !== null) {
      return {
        release: () => {
          if (contentOf(file) === text) fs.rmSync(file, { force: true })
        },
      }
    }
    const holder = livingHolder(file)
    if (holder !== null && holder !== process.pid) return { holder }
    removeLeft(file)
  }
}

/**
 * Runs `work` while holding the lock, waiting for other processes to give it up.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {number} [patience] how long another process may hold it, in milliseconds
 * @returns {Promise<T>}
 */
export async function withLock(file, work, patience = 60_000) {
  const giveUpAt = Date.now() + patience
  for (;;) {
    const lock = takeLock(file)
    if ('release' in lock) {
      try {
        return await work()
      } finally {
        lock.release()
      }
    }
    if (Date.now() > giveUpAt) throw new Error(`Process ${lock.holder} has not given up ${file}.`)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}

/**
 * Notes in `folder` that this process uses something. Several processes may.
 * @param {string} folder
 * @returns {{ giveUp: () => boolean }} giveUp: true when nobody alive is left
 */
export function takeLease(folder) {
  fs.mkdirSync(folder, { recursive: true })
  const file = path.join(folder, String(process.pid))
  fs.writeFileSync(file, birthOf(process.pid))
  const isUsed = (/** @type {string} */ name) => isSame(Number(name), contentOf(path.join(folder, name)).trim())
  return {
    giveUp() {
      fs.rmSync(file, { force: true })
      const others = fs.readdirSync(folder)
      for (const name of others.filter((one) => !isUsed(one))) fs.rmSync(path.join(folder, name), { force: true })
      return !others.some(isUsed)
    },
  }
}
