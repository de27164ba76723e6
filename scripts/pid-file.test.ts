import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isAlive, takeLease, takeLock, withLock } from './pid-file.mjs'

let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hindsight-pid-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

/** Id of a process that has ended. */
const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid

test('a process is alive until it ends', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  await once(child, 'spawn')
  expect(isAlive(child.pid ?? 0)).toBe(true)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(isAlive(child.pid ?? 0)).toBe(false)
  expect(isAlive(Number.NaN)).toBe(false)
})

test('a lock of a living process is respected, that of a dead one is not', async () => {
  const file = path.join(folder, 'lock')
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  await once(child, 'spawn')
  fs.writeFileSync(file, `${child.pid}\n`)
  expect(takeLock(file)).toEqual({ holder: child.pid })
  child.kill('SIGKILL')
  await once(child, 'exit')
  const lock = takeLock(file)
  expect(lock).toHaveProperty('release')
  if ('release' in lock) lock.release()
  expect(fs.existsSync(file)).toBe(false)
})

test('a lock is given up when the work fails', async () => {
  const file = path.join(folder, 'lock')
  await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(fs.existsSync(file)).toBe(false)
})

test('the last living holder of a lease knows that it is the last', () => {
  fs.writeFileSync(path.join(folder, String(deadPid())), '')
  const lease = takeLease(folder)
  fs.writeFileSync(path.join(folder, String(process.ppid)), '')
  expect(lease.giveUp()).toBe(false)
  fs.rmSync(path.join(folder, String(process.ppid)))
  expect(takeLease(folder).giveUp()).toBe(true)
  expect(fs.readdirSync(folder)).toEqual([])
})
