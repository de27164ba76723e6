import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { birthOf, isAlive, takeLease, takeLock, withLock } from './pid-file.mjs'

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
  fs.writeFileSync(file, `${child.pid} ${birthOf(child.pid ?? 0)}\n`)
  expect(takeLock(file)).toEqual({ holder: child.pid })
  child.kill('SIGKILL')
  await once(child, 'exit')
  const lock = takeLock(file)
  expect(lock).toHaveProperty('release')
  if ('release' in lock) lock.release()
  expect(fs.existsSync(file)).toBe(false)
})

test('a process that has got the id of a dead holder has neither its lock nor its lease', () => {
  const file = path.join(folder, 'lock')
  for (const left of [`${process.ppid}\n`, `${process.ppid} 12@some-other-start\n`, '', 'no number\n']) {
    fs.writeFileSync(file, left)
    const lock = takeLock(file)
    expect(lock, left).toHaveProperty('release')
    if ('release' in lock) lock.release()
  }
  const users = path.join(folder, 'users')
  const lease = takeLease(users)
  fs.writeFileSync(path.join(users, String(process.ppid)), '12@some-other-start')
  expect(lease.giveUp()).toBe(true)
})

test('a lock that another process has got meanwhile is not taken from it', () => {
  const file = path.join(folder, 'lock')
  const lock = takeLock(file)
  const other = `${process.ppid} ${birthOf(process.ppid)}\n`
  fs.writeFileSync(file, other)
  if ('release' in lock) lock.release()
  expect(fs.readFileSync(file, 'utf8')).toBe(other)
})

test('of processes that find what a dead one left, one gets the lock', async () => {
  const file = path.join(folder, 'lock')
  const program = `
    import { takeLock } from ${JSON.stringify(new URL('./pid-file.mjs', import.meta.url).href)}
    process.stdout.write('ready')
    process.stdin.once('data', () => process.stdout.write('release' in takeLock(${JSON.stringify(file)}) ? 'taken' : 'held'))`
  for (let round = 0; round < 3; round++) {
    fs.writeFileSync(file, `${deadPid()}\n`)
    const children = Array.from({ length: 6 }, () => spawn(process.execPath, ['--input-type=module', '-e', program]))
    await Promise.all(children.map(({ stdout }) => once(stdout, 'data')))
    const answers = children.map(({ stdout }) => once(stdout, 'data').then(([said]) => String(said)))
    for (const { stdin } of children) stdin.write('now')
    expect((await Promise.all(answers)).filter((said) => said === 'taken')).toEqual(['taken'])
    for (const child of children) child.kill('SIGKILL')
  }
}, 60_000)

test('a lock is given up when the work fails', async () => {
  const file = path.join(folder, 'lock')
  await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(fs.existsSync(file)).toBe(false)
})

test('the last living holder of a lease knows that it is the last', () => {
  fs.writeFileSync(path.join(folder, String(deadPid())), '')
  const lease = takeLease(folder)
  fs.writeFileSync(path.join(folder, String(process.ppid)), birthOf(process.ppid))
  expect(lease.giveUp()).toBe(false)
  fs.rmSync(path.join(folder, String(process.ppid)))
  expect(takeLease(folder).giveUp()).toBe(true)
  expect(fs.readdirSync(folder)).toEqual([])
})
