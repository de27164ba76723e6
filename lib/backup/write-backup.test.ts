import { randomBytes } from 'node:crypto'
import { Writable } from 'node:stream'
import { pack } from 'tar-stream'
import { expect, test } from 'vitest'
import { leftBehind, OutOfTime, withinLimits } from './time-limit'
import { addEntry, packInto } from './write-backup'

test('a file of a backup that cannot be written any more fails, and does not end the process', async () => {
  const tar = pack()
  tar.on('error', () => undefined)
  // Nobody reads: it waits on its way.
  const added = addEntry(tar, 'tables/Incident/00000.copy', Buffer.alloc(5_000_000))
  tar.destroy(new Error('no space left'))
  await expect(added).rejects.toThrow('no space left')
})

test('a disk that takes no more bytes does not hold a backup for ever', async () => {
  const dead = new Writable({ write: () => undefined })
  const over = new AbortController()
  const packed = packInto(
    dead,
    async (tar) => {
      setImmediate(() => over.abort(new OutOfTime('still')))
      for (;;) await addEntry(tar, 'tables/Incident/00000.copy', randomBytes(100_000))
    },
    over.signal,
  )
  await expect(packed).rejects.toThrow('stood still')
})

test('work that stands still is given up, work that goes on is not, and what never ends is remembered', async () => {
  let wake = () => undefined as void
  const stuck = withinLimits({ stillMs: 20, longestMs: 60_000 }, () => new Promise<void>((resolve) => (wake = resolve)))
  await expect(stuck).rejects.toMatchObject({ reason: 'still' })
  expect(leftBehind()).toBe(1)
  wake()
  await expect.poll(leftBehind).toBe(0)
  const endless = withinLimits({ stillMs: 5_000, longestMs: 200 }, async ({ moved, over }) => {
    while (!over.aborted) await new Promise((resolve) => setImmediate(() => resolve(moved())))
  })
  await expect(endless).rejects.toMatchObject({ reason: 'long' })
  await expect.poll(leftBehind).toBe(0)
  expect(await withinLimits({ stillMs: 5_000, longestMs: 5_000 }, () => Promise.resolve('done'))).toBe('done')
})
