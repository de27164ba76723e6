'use server'
import { getLocale } from 'next-intl/server'
import { refresh } from 'next/cache'
import { runAction } from '@/app/run-action'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { sentence } from '@/lib/schema/sentence'
import { loadContent } from '@/lib/import/load-content'
import { sentencesIn } from '@/lib/intl/sentences'
import type { ActionResult } from '@/lib/schema/action-result'
import { removeSampleData } from '@/lib/store/sample-data'
import type { UndoneImport } from '@/lib/store/undo-import'

/** Removes the sample data; says what of it stays, and why. */
export async function removeSampleDataAction(): Promise<ActionResult<UndoneImport>> {
  return runAction(async (viewer) => {
    const removed = await removeSampleData(viewer)
    refresh()
    const say = sentencesIn(await getLocale())
    return { ...removed, left: removed.left.map((one) => ({ ...one, reason: say(one.reason) })) }
  })
}

/** Loads the sample data, for administrators; says how many documents came. */
export async function loadSampleDataAction(): Promise<ActionResult<{ documents: number }>> {
  return runAction(async (viewer) => {
    assertCan(viewer, 'admin')
    const lines = await loadContent(viewer)
    const failed = lines.find(({ outcome }) => outcome === 'failed')
    if (failed) {
      const say = sentencesIn(await getLocale())
      throw new AppError('unprocessable', `${failed.path}: ${say(failed.problems[0]?.message ?? sentence`not stored`)}`)
    }
    refresh()
    return { documents: lines.length }
  })
}
