import { z } from 'zod'
import { requireViewer } from '@/lib/auth/viewer'
import { AppError } from '@/lib/domain/errors'
import type { ActionResult } from '@/lib/schema/action-result'
import type { Viewer } from '@/lib/schema/viewer'
import { isUnstorableText, UNSTORABLE_TEXT } from '@/lib/web/unstorable-text'

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
    if (error instanceof z.ZodError) return { ok: false, code: 'bad_input', ...describeZodError(error) }
    if (isClientsOwn(error)) return { ok: false, code: 'bad_input', message: 'One of these values cannot be sent.' }
    if (isUnstorableText(error)) return { ok: false, code: 'bad_input', message: UNSTORABLE_TEXT }
    throw error
  }
}

/** React gives the server something to pass back for what only the browser has, as a function or an event; reading it fails. */
function isClientsOwn(error: unknown): boolean {
  return error instanceof Error && error.message.includes('temporary client reference')
}

function describeZodError(error: z.ZodError): { message: string; fields: Record<string, string> } {
  const fields: Record<string, string> = {}
  for (const issue of error.issues) fields[issue.path.join('.')] ??= issue.message
  const named = Object.entries(fields).map(([path, message]) => (path ? `${path}: ${message}` : message))
  return { message: `Please correct: ${named.slice(0, 3).join('; ')}`, fields }
}
