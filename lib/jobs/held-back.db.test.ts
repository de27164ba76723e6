import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { JobHelpers, TaskList } from 'graphile-worker'
import { restoreBackup } from '@/lib/backup/restore-backup'
import { writeBackup } from '@/lib/backup/write-backup'
import { database } from '@/lib/database'
import { findRestoredCopy, isHeldBack } from '@/lib/query/restored-copy'
import { IMPORT_TASK } from '@/lib/store/import-queue'
import { SEND_MAILS_TASK } from '@/lib/store/mail-reminders'
import { SEND_TASK } from '@/lib/store/reminders'
import { releaseCopy } from '@/lib/store/restored-copy'
import { CALL_TRACKERS_TASK } from '@/lib/store/tracker-tasks'
import { SEND_WEBHOOKS_TASK } from '@/lib/store/webhook-deliveries'
import { testViewer } from '@/tests/factories/viewer'
import { heldBack } from './held-back'

const folder = mkdtempSync(path.join(os.tmpdir(), 'hindsight-held-back-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const TELLING = [SEND_TASK, SEND_MAILS_TASK, SEND_WEBHOOKS_TASK, CALL_TRACKERS_TASK]

/** Which tasks of the queue do their work when each is asked to. */
async function atWork(): Promise<string[]> {
  const worked: string[] = []
  const list: TaskList = Object.fromEntries(
    [...TELLING, IMPORT_TASK].map((name) => [name, () => void worked.push(name)]),
  )
  const held = heldBack(list)
  // The tasks of this test look at neither.
  for (const task of Object.values(held)) await task?.({}, {} as JobHelpers)
  return worked
}

test('a restored copy tells nobody anything until an administrator says that it is the real one', async () => {
  expect(await atWork()).toEqual([...TELLING, IMPORT_TASK])
  const file = path.join(folder, 'backup.tar.gz')
  await writeBackup(file, new Date('2026-11-21T12:00:00Z'))
  await restoreBackup(file, { replace: true })

  expect(await atWork()).toEqual([IMPORT_TASK])
  expect(await isHeldBack()).toBe(true)
  expect((await findRestoredCopy(testViewer('admin')))?.madeAt).toBe('2026-11-21T12:00:00.000Z')
  await expect(findRestoredCopy(testViewer('write'))).rejects.toMatchObject({ code: 'forbidden' })
  await expect(releaseCopy(testViewer('write'))).rejects.toMatchObject({ code: 'forbidden' })

  expect(await releaseCopy(testViewer('admin'))).toBe(true)
  expect(await atWork()).toEqual([...TELLING, IMPORT_TASK])
  expect(await releaseCopy(testViewer('admin'))).toBe(false)
  expect(await database.auditEntry.count({ where: { action: 'backup.released' } })).toBe(1)
})
