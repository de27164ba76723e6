// Files that say "this process is here": a lock for one at a time, a lease for many at once.
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
 * Whether a process with this id is alive. A recycled id counts as alive: the price of needing no daemon.
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

/** @param {unknown} error @returns {string | undefined} the system's code (ENOENT, ESRCH...), if it is a system error */
export function errorCode(error) {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** @param {string} file @returns {number | null} the living process that the file names */
export function livingHolder(file) {
  const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : ''
  const pid = Number.parseInt(text, 10)
  return isAlive(pid) ? pid : null
}

/**
 * Takes the lock for this process, if no living process has it.
 * @param {string} file
 * @returns {{ release: () => void } | { holder: number }} holder: the process that has it
 */
export function takeLock(file) {
  for (;;) {
    try {
      fs.writeFileSync(file, `${process.pid}\n`, { flag: 'wx' })
      return { release: () => fs.rmSync(file, { force: true }) }
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error
      const holder = livingHolder(file)
      if (holder !== null && holder !== process.pid) return { holder }
      fs.rmSync(file, { force: true })
    }
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
  fs.writeFileSync(file, '')
  return {
    giveUp() {
      fs.rmSync(file, { force: true })
      const others = fs.readdirSync(folder)
      for (const name of others.filter((name) => !isAlive(Number(name)))) fs.rmSync(path.join(folder, name))
      return !others.some((name) => isAlive(Number(name)))
    },
  }
}
