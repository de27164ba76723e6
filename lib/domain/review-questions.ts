import type { IncidentView } from '@/lib/schema/incident'

type Reviewed = Pick<
  IncidentView,
  'windows' | 'timeline' | 'causes' | 'actionItems' | 'differences' | 'patterns' | 'severity'
>

const UNFINISHED = new Set([null, 'open', 'in-progress', 'blocked'])

const several = (count: number, one: string, many: string) => (count === 1 ? `one ${one}` : `${count} ${many}`)

/** "window 2", "windows 1 and 3"; "the impact" where there is only one. */
function windowWords(numbers: number[], of: number): string {
  if (of === 1) return 'the impact'
  const last = numbers.at(-1)
  return numbers.length === 1 ? `window ${last}` : `windows ${numbers.slice(0, -1).join(', ')} and ${last}`
}

function withoutStamp({ windows }: Reviewed, name: 'detectedAt' | 'resolvedAt'): string | null {
  const numbers = windows.flatMap((window, index) => (window[name] === null ? [index + 1] : []))
  return numbers.length === 0 ? null : windowWords(numbers, windows.length)
}

function aboutItems({ actionItems }: Reviewed): (string | null)[] {
  if (actionItems.length === 0)
    return ['What will be done so that it does not come back? No account names a follow-up.']
  const open = actionItems.filter(({ status }) => UNFINISHED.has(status))
  const nobodys = open.filter(({ owner }) => owner === null).length
  const endless = open.filter(({ due }) => due === null).length
  const owed = open.filter(({ debt }) => debt !== null).length
  return [
    owed > 0
      ? `Why is it still open? It happened again while ${several(owed, 'action item', 'action items')} of this incident waited.`
      : null,
    nobodys > 0
      ? `Who will do it? ${capital(several(nobodys, 'action item has', 'action items have'))} no owner.`
      : null,
    endless > 0 ? `Until when? ${capital(several(endless, 'action item has', 'action items have'))} no date.` : null,
  ]
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

/**
 * What a review meeting has to answer because no account does, in whole sentences, in the order in which an incident is told. Only what
 * is unknown or undecided makes a question: an account that says all of it has none.
 */
export function reviewQuestions(incident: Reviewed): string[] {
  const { windows, timeline, causes, differences, patterns, severity } = incident
  const [unnoticed, endless] = [withoutStamp(incident, 'detectedAt'), withoutStamp(incident, 'resolvedAt')]
  const suggested = patterns.filter(({ state }) => state === 'suggested').map(({ title }) => `“${title}”`)
  const questions = [
    severity === null ? 'How severe was it? No account says.' : null,
    windows.length === 0 ? 'When did it have impact? No account gives a beginning or an end.' : null,
    unnoticed ? `When was it noticed, and by whom? No account says so of ${unnoticed}.` : null,
    endless ? `When was it over? No account says so of ${endless}.` : null,
    timeline.some(({ lane }) => lane === 'public') ? null : 'Was the public told? No account has a public word.',
    causes.some(({ role }) => role === 'root') ? null : 'What was the root cause? No account names one.',
    suggested.length > 0
      ? `Is it this mechanism? ${suggested.join(', ')} ${suggested.length === 1 ? 'is' : 'are'} suggested, and nobody has decided.`
      : null,
    differences.length > 0
      ? `Which account is right? The editions differ in ${several(differences.length, 'place', 'places')}.`
      : null,
    ...aboutItems(incident),
  ]
  return questions.filter((question) => question !== null)
}
