import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { requireViewer } from '@/lib/auth/viewer'
import { AppError } from '@/lib/domain/errors'
import type { ActionResult } from '@/lib/schema/action-result'
import type { Viewer } from '@/lib/schema/viewer'
import { isUnstorableText } from '@/lib/web/unstorable-text'

/**
 * The frame of every server action: finds the viewer, runs `work`, and turns expected failures into data. Anything
 * unexpected is thrown on, so that Next logs it and shows its error page without details.
 */
export async function runAction<T>(work: (viewer: Viewer) => Promise<T>): Promise<ActionResult<T>> {
  const viewer = await requireViewer()
  try {
    return { ok: true, value: await work(viewer) }
  } catch (error) {
    if (error instanceof AppError) {
      const { code, message, fields, difference } = error
      return { ok: false, code, message, fields, ...(difference && { difference: [...difference] }) }
    }
    if (error instanceof z.ZodError) return { ok: false, code: 'bad_input', ...(await describeZodError(error)) }
    if (isClientsOwn(error)) return { ok: false, code: 'bad_input', message: await sayFailure('unsendable') }
    if (isUnstorableText(error)) return { ok: false, code: 'bad_input', message: await sayFailure('unstorable') }
    throw error
  }
}

const sayFailure = async (name: 'unsendable' | 'unstorable') => (await getTranslations('pages.failures.action'))(name)

/** React gives the server something to pass back for what only the browser has, as a function or an event; reading it fails. */
function isClientsOwn(error: unknown): boolean {
  return error instanceof Error && error.message.includes('temporary client reference')
}

async function describeZodError(error: z.ZodError): Promise<{ message: string; fields: Record<string, string> }> {
  const t = await getTranslations('pages.failures.action')
  const fields: Record<string, string> = {}
  for (const issue of error.issues) fields[issue.path.join('.')] ??= issue.message
  const named = Object.entries(fields).map(([path, message]) => (path ? `${path}: ${message}` : message))
  return { message: t('correct', { problems: named.slice(0, 3).join('; ') }), fields }
}
