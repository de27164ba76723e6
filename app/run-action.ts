import { getLocale, getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { requireViewer } from '@/lib/auth/viewer'
import { AppError } from '@/lib/domain/errors'
import { type SaySentence, sentencesIn } from '@/lib/intl/sentences'
import type { ActionResult } from '@/lib/schema/action-result'
import type { Viewer } from '@/lib/schema/viewer'
import { countCaller } from '@/lib/web/rate-limit'
import { isUnstorableText } from '@/lib/web/unstorable-text'

/**
 * The frame of every server action: finds the viewer, counts the call to them, runs `work`, and turns expected failures into data. Anything
 * unexpected is thrown on, so that Next logs it and shows its error page without details.
 */
export async function runAction<T>(work: (viewer: Viewer) => Promise<T>): Promise<ActionResult<T>> {
  const viewer = await requireViewer()
  try {
    await countCaller(viewer)
    return { ok: true, value: await work(viewer) }
  } catch (error) {
    if (error instanceof AppError) {
      const { code, difference } = error
      return { ok: false, code, ...(await sayRefusal(error)), ...(difference && { difference: [...difference] }) }
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

async function sayRefusal({
  message,
  fields,
}: AppError): Promise<{ message: string; fields?: Record<string, string> }> {
  const say = sentencesIn(await getLocale())
  const said = Object.entries(fields ?? {}).map(([field, problem]) => [field, say(problem)])
  return { message: say(message), ...(fields && { fields: Object.fromEntries(said) as Record<string, string> }) }
}

async function describeZodError(error: z.ZodError): Promise<{ message: string; fields: Record<string, string> }> {
  const t = await getTranslations('pages.failures.action')
  const problemOf = issuesIn(sentencesIn(await getLocale()), await getTranslations('pages.failures.issue'))
  const fields: Record<string, string> = {}
  for (const issue of error.issues) fields[issue.path.join('.')] ??= problemOf(issue)
  const nameOf = fieldNamesIn(await getTranslations('incident.fields'))
  const named = Object.entries(fields).map(([path, message]) => (path ? `${nameOf(path)}: ${message}` : message))
  return { message: t('correct', { problems: named.slice(0, 3).join('; ') }), fields }
}

/** `windows.0.startedAt` as a reader calls it: "impact window 1 started"; a name that has no word stays as it is. */
function fieldNamesIn(t: Awaited<ReturnType<typeof getTranslations<'incident.fields'>>>) {
  const wordOf = (part: string) => {
    const key = part as Parameters<typeof t>[0]
    return t.has(key) ? t(key) : part
  }
  return (path: string) =>
    path
      .split('.')
      .map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : wordOf(part)))
      .join(' ')
}

/** What is wrong with a field: in the words of its schema, or in ours where the schema leaves them to zod. */
function issuesIn(say: SaySentence, t: Awaited<ReturnType<typeof getTranslations<'pages.failures.issue'>>>) {
  const zodsOwn = z.locales.en().localeError
  return (issue: z.core.$ZodIssue): string => {
    const own = zodsOwn(issue as z.core.$ZodRawIssue)
    if (issue.message !== (typeof own === 'string' ? own : own?.message)) return say(issue.message)
    switch (issue.code) {
      case 'too_small':
        return t(SMALL[issue.origin] ?? 'tooFew', { least: Number(issue.minimum) })
      case 'too_big':
        return t(BIG[issue.origin] ?? 'tooMany', { most: Number(issue.maximum) })
      case 'invalid_type':
        return t('missing')
      case 'invalid_value':
        return t('notOffered')
      default:
        return t('unreadable')
    }
  }
}

const SMALL: Partial<Record<string, 'tooShort' | 'tooSmall'>> = {
  string: 'tooShort',
  number: 'tooSmall',
  int: 'tooSmall',
}
const BIG: Partial<Record<string, 'tooLong' | 'tooBig'>> = { string: 'tooLong', number: 'tooBig', int: 'tooBig' }
