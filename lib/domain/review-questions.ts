import type { IncidentView } from '@/lib/schema/incident'
import { sentence } from '@/lib/schema/sentence'

type Reviewed = Pick<
  IncidentView,
  'windows' | 'timeline' | 'causes' | 'actionItems' | 'differences' | 'patterns' | 'severity'
>

const UNFINISHED = new Set([null, 'open', 'in-progress', 'blocked'])

/** What is asked about windows: each question in the words for the only one, for one of several, and for some of them. */
type AboutWindows = {
  only: string
  one: (number: number) => string
  some: (numbers: string, last: number) => string
}

function askOfWindows({ windows }: Reviewed, stamp: 'detectedAt' | 'resolvedAt', ask: AboutWindows): string | null {
  const numbers = windows.flatMap((window, index) => (window[stamp] === null ? [index + 1] : []))
  const last = numbers.at(-1)
  if (last === undefined) return null
  if (windows.length === 1) return ask.only
  return numbers.length === 1 ? ask.one(last) : ask.some(numbers.slice(0, -1).join(', '), last)
}

const UNNOTICED: AboutWindows = {
  only: sentence`When was it noticed, and by whom? No account says so of the impact.`,
  one: (number) => sentence`When was it noticed, and by whom? No account says so of window ${number}.`,
  some: (numbers, last) =>
    sentence`When was it noticed, and by whom? No account says so of windows ${numbers} and ${last}.`,
}

const ENDLESS: AboutWindows = {
  only: sentence`When was it over? No account says so of the impact.`,
  one: (number) => sentence`When was it over? No account says so of window ${number}.`,
  some: (numbers, last) => sentence`When was it over? No account says so of windows ${numbers} and ${last}.`,
}

/** Of a count: null where there is none, else the question in the words for one or for several. */
const askOf = (count: number, one: string, several: string) => (count === 0 ? null : count === 1 ? one : several)

function aboutItems({ actionItems }: Reviewed): (string | null)[] {
  if (actionItems.length === 0)
    return [sentence`What will be done so that it does not come back? No account names a follow-up.`]
  const open = actionItems.filter(({ status }) => UNFINISHED.has(status))
  const nobodys = open.filter(({ owner }) => owner === null).length
  const endless = open.filter(({ due }) => due === null).length
  const owed = open.filter(({ debt }) => debt !== null).length
  return [
    askOf(
      owed,
      sentence`Why is it still open? It happened again while one action item of this incident waited.`,
      sentence`Why is it still open? It happened again while ${owed} action items of this incident waited.`,
    ),
    askOf(
      nobodys,
      sentence`Who will do it? One action item has no owner.`,
      sentence`Who will do it? ${nobodys} action items have no owner.`,
    ),
    askOf(
      endless,
      sentence`Until when? One action item has no date.`,
      sentence`Until when? ${endless} action items have no date.`,
    ),
  ]
}

/**
 * What a review meeting has to answer because no account does, in whole sentences, in the order in which an incident is told. Only what
 * is unknown or undecided makes a question: an account that says all of it has none.
 */
export function reviewQuestions(incident: Reviewed): string[] {
  const { windows, timeline, causes, differences, patterns, severity } = incident
  const suggested = patterns.filter(({ state }) => state === 'suggested').map(({ title }) => `“${title}”`)
  const questions = [
    severity === null ? sentence`How severe was it? No account says.` : null,
    windows.length === 0 ? sentence`When did it have impact? No account gives a beginning or an end.` : null,
    askOfWindows(incident, 'detectedAt', UNNOTICED),
    askOfWindows(incident, 'resolvedAt', ENDLESS),
    timeline.some(({ lane }) => lane === 'public')
      ? null
      : sentence`Was the public told? No account has a public word.`,
    causes.some(({ role }) => role === 'root') ? null : sentence`What was the root cause? No account names one.`,
    askOf(
      suggested.length,
      sentence`Is it this mechanism? ${suggested.join(', ')} is suggested, and nobody has decided.`,
      sentence`Is it this mechanism? ${suggested.join(', ')} are suggested, and nobody has decided.`,
    ),
    askOf(
      differences.length,
      sentence`Which account is right? The editions differ in one place.`,
      sentence`Which account is right? The editions differ in ${differences.length} places.`,
    ),
    ...aboutItems(incident),
  ]
  return questions.filter((question) => question !== null)
}
