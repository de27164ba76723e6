'use server'
import { getLocale, getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { AppError } from '@/lib/domain/errors'
import { importItemFile } from '@/lib/import/action-item-file'
import { sentencesIn, type SaySentence } from '@/lib/intl/sentences'
import type { ActionResult } from '@/lib/schema/action-result'
import type { ItemPlan } from '@/lib/schema/item-file'

const OptionsSchema = z.object({
  dryRun: z.boolean(),
  skip: z.array(z.string().max(500)).max(200),
  seal: z.string().max(100).optional(),
})

/** Reads a table of action items, a file or a pasted text, and says what it would do, or does it. */
export async function importItemFileAction(
  form: FormData,
  options: z.infer<typeof OptionsSchema>,
): Promise<ActionResult<ItemPlan>> {
  return runAction(async (viewer) => {
    const given = form instanceof FormData ? form.get('table') : null
    if (given === null) {
      const t = await getTranslations('pages.action-items.import')
      throw new AppError('bad_input', t('nothingGiven'))
    }
    const bytes =
      typeof given === 'string' ? new TextEncoder().encode(given) : new Uint8Array(await given.arrayBuffer())
    const plan = await importItemFile(viewer, bytes, OptionsSchema.parse(options))
    return sayPlan(plan, sentencesIn(await getLocale()))
  })
}

/** But for `left out`, which the page knows by its word: it is never shown. */
function sayPlan(plan: ItemPlan, say: SaySentence): ItemPlan {
  return {
    ...plan,
    doubt: plan.doubt && say(plan.doubt),
    columns: plan.columns.map((column) => ({
      ...column,
      why: column.why === 'left out' ? column.why : column.why && say(column.why),
    })),
    lines: plan.lines.map((line) => ({ ...line, reasons: line.reasons.map(say) })),
  }
}
