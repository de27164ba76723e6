import type { ConfidenceReason, SkillDraft } from '@/lib/schema/draft'
import { sentence } from '@/lib/schema/sentence'

/**
 * What each merit of a runbook counts that a person wrote. Of those made of a thread `skill-confidence.ts` says what the thread shows;
 * here is less to go by: that it says what to do, where it comes from, and how exact it is.
 */
const WEIGHTS = {
  resolution: 0.3,
  noResolution: 0.1,
  conversation: 0.15,
  referred: 0.05,
  twoPeople: 0.05,
  threePeople: 0.1,
  again: 0.1,
  resolutionCode: 0.1,
  diagnosisCode: 0.05,
  trigger: 0.05,
  owner: 0.05,
} as const

/** Why a runbook that was written by hand deserves some trust before anybody has followed it. */
export function reasonsOfWriting(skill: SkillDraft): ConfidenceReason[] {
  const reasons: ConfidenceReason[] = []
  const put = (text: string, weight: number) => void reasons.push({ text, weight })
  const quotes = (steps: SkillDraft['diagnosis']) =>
    steps.some(({ text, code }) => code.length > 0 || text.includes('`'))
  if (skill.resolution.length > 0) put(sentence`It says what to do.`, WEIGHTS.resolution)
  else put(sentence`It does not say what to do.`, WEIGHTS.noResolution)
  if (quotes(skill.resolution)) put(sentence`The resolution quotes its commands.`, WEIGHTS.resolutionCode)
  if (quotes(skill.diagnosis)) put(sentence`The diagnosis quotes commands or log lines.`, WEIGHTS.diagnosisCode)
  if (skill.triggers.length > 0) put(sentence`It names a threshold.`, WEIGHTS.trigger)
  if (skill.owners.length > 0) put(sentence`Somebody owns it.`, WEIGHTS.owner)
  if (skill.sources.some(({ inCorpus }) => inCorpus))
    put(sentence`It comes from a conversation that it names.`, WEIGHTS.conversation)
  if (skill.sources.some(({ inCorpus }) => !inCorpus))
    put(sentence`It refers to an earlier conversation.`, WEIGHTS.referred)
  const people = new Set(skill.sources.flatMap(({ participants }) => participants.map((name) => name.toLowerCase())))
  if (people.size > 1) {
    const text = sentence`${people.size} people took part in what it comes from.`
    put(text, people.size > 2 ? WEIGHTS.threePeople : WEIGHTS.twoPeople)
  }
  if ((skill.recurrence?.occurrence ?? 0) > 1 || skill.recurrence?.firstOn)
    put(sentence`It has happened before.`, WEIGHTS.again)
  return reasons
}
