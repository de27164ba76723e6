import { pack } from 'tar-stream'
import { expect, test } from 'vitest'
import { addEntry } from './write-backup'

test('a file of a backup that cannot be written any more fails, and does not end the process', async () => {
  const tar = pack()
  tar.on('error', () => undefined)
  // Nobody reads: it waits on its way.
  const added = addEntry(tar, 'tables/Incident/00000.copy', Buffer.alloc(5_000_000))
  tar.destroy(new Error('no space left'))
  await expect(added).rejects.toThrow('no space left')
})
