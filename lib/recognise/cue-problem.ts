import { sentence } from '@/lib/schema/sentence'
import { parseCue } from './cue-syntax'

/** What is wrong with a line of cues, for the person who wrote it; null when it can be read. `parseCue` says what can. */
export function cueProblem(line: string): string | null {
  if (parseCue(line)) return null
  const rest = line.trim().replace(/^(?:not|plan):\s*/u, '')
  const weight = /\s\^(\S*)$/u.exec(rest)
  if (rest === '') return sentence`it has no words.`
  if (/^[a-z]+:\s/u.test(rest)) return sentence`only “not:” and “plan:” may stand in front.`
  if (weight && !/^\d+(?:\.\d+)?$/u.test(weight[1] ?? '')) return sentence`the weight after ^ is not a number.`
  if (weight && !(Number(weight[1]) > 0 && Number(weight[1]) <= 5))
    return sentence`the weight after ^ must be above 0 and at most 5.`
  const phrases = (weight ? rest.slice(0, weight.index) : rest).split(/\s\+(?=\s|$)/u)
  if (phrases.some((phrase) => phrase.trim() === '')) return sentence`there are no words on one side of a +.`
  const words = phrases.flatMap((phrase) => phrase.split(/\s+/u)).flatMap((term) => term.split(/[|\-_./:,]+/u))
  const odd = words.find((word) => word !== '' && !/^\*?[\p{L}\p{N}]+(?:['’]\p{L}+)*\*?$/u.test(word))
  if (odd !== undefined) return sentence`“${odd}” is not a word; * may stand at its ends only.`
  return phrases.some((phrase) => /(?:^|\s)\||\|(?:\s|$)/u.test(phrase))
    ? sentence`a | needs a word on both sides.`
    : sentence`it has too many alternatives; split it into several lines.`
}
