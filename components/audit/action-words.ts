import type { Say } from '@/lib/intl/say'

/** What was done ("action-item.updated" reads "updated action item"). A word that has been added to the log since is shown as it is. */
export function actionWords(say: Say<'audit.actionWords'>, action: string): string {
  const [noun = '', verb] = action.split('.')
  return verb === undefined
    ? nounWords(say, noun)
    : say('action', { verb: verbWords(say, verb), noun: nounWords(say, noun) })
}

/** A kind of thing ("action-item" reads "action item"). */
export function nounWords(say: Say<'audit.actionWords'>, noun: string): string {
  const name = `noun.${noun}` as Parameters<typeof say.has>[0]
  return say.has(name) ? say(name) : noun.replaceAll('-', ' ')
}

function verbWords(say: Say<'audit.actionWords'>, verb: string): string {
  const name = `verb.${verb}` as Parameters<typeof say.has>[0]
  return say.has(name) ? say(name) : verb.replaceAll('-', ' ')
}
