import type { SkillStep } from '@/lib/schema/draft'
import { EXIT_LANGUAGES, type ExitLanguage } from './branch-exit-words'

/** A sentence of a step that says when to leave the skill, and where to. */
export type BranchExit = {
  /** The sentence, as the step has it. */
  words: string
  /** When it applies: "a release went out within the last hour". */
  condition: string
  /** `skills/slug` of another skill that is named, else `escalation`. */
  to: string
}

/**
 * The exits of a step: sentences that name a condition and then say that it is not this, to leave, to escalate, or which skill to use
 * instead. `references` are what the skill refers to (`skills/slug`). In the languages of `branch-exit-words.ts`; where a sentence only
 * might be one, none is offered.
 */
export function findBranchExits(step: SkillStep, references: readonly string[]): BranchExit[] {
  const sentences = sentencesOf(step.text)
  return sentences.flatMap((words, index) => {
    const question = sentences[index - 1]
    for (const language of EXIT_LANGUAGES) {
      const split = splitCondition(words, language)
      const asked = split ?? (question?.endsWith('?') ? { condition: question.slice(0, -1), rest: words } : null)
      if (!asked) continue
      const skill = skillNamed(asked.rest, references)
      const leads = language.leave.test(asked.rest) || (skill !== null && language.runbook.test(asked.rest))
      if (!leads && !(skill !== null && /\[\[/.test(asked.rest))) continue
      const whole = split || question === undefined ? words : `${question} ${words}`
      return [{ words: whole, condition: asked.condition, to: skill ?? 'escalation' }]
    }
    return []
  })
}

/** Without marks of Markdown; a full stop within a word, a number or code ends nothing. */
function sentencesOf(text: string): string[] {
  const plain = text.replace(/\*\*|__|(?<![\w*])[*_](?=\S)|(?<=\S)[*_](?![\w*])/g, '')
  return plain
    .split(/(?<=[.!?])\s+|(?<=[。！？])|\n+/)
    .map((sentence) => sentence.trim())
    .filter(Boolean)
}

/** "If a, b" into what holds and what follows; null where the sentence does not begin with a condition or has nothing after it. */
function splitCondition(
  sentence: string,
  { when, end: ending }: ExitLanguage,
): { condition: string; rest: string } | null {
  const begin = when.exec(sentence)
  if (!begin || begin.index > 40) return null
  const after = sentence.slice(begin.index + begin[0].length)
  const end = ending.exec(after)
  if (!end || end.index < 2) return null
  return { condition: after.slice(0, end.index).trim(), rest: after.slice(end.index) }
}

/** Words of a slug that say nothing of what the skill is about. */
const PLAIN = new Set(['and', 'the', 'for', 'with', 'skill', 'runbook'])

/** The skill that a sentence names: by a link, or by two words of its slug (by its only one). Null when there is none, or two fit alike. */
function skillNamed(text: string, references: readonly string[]): string | null {
  const linked = /\[\[(skills\/[\w-]+)|\((?:https?:\/\/[^\s/)]+)?\/(skills\/[\w-]+)/.exec(text)
  const link = linked?.[1] ?? linked?.[2]
  if (link) return link
  const said = new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu))
  const fits = references.flatMap((target) => {
    if (!target.startsWith('skills/')) return []
    const words = target
      .slice('skills/'.length)
      .split('-')
      .filter((word) => word.length > 2 && !PLAIN.has(word))
    const count = words.filter((word) => said.has(word)).length
    return count >= Math.min(2, words.length) && count > 0 ? [{ target, count }] : []
  })
  const [best, second] = fits.toSorted((a, b) => b.count - a.count)
  return best && best.count !== second?.count ? best.target : null
}
