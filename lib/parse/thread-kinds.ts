import * as cue from './thread-cues'
import { light, matchesOf } from './light-expression'
import type { EventKind } from './thread-events'
import { isPromise } from './thread-promises'
import type { Said } from './thread-text'

/** How far the conversation is: `calm` once something got better, `over` once somebody said that it is over. */
export type State = {
  calm: boolean
  over: boolean
  acted: boolean
  acknowledged: boolean
  identified: boolean
  troubled: boolean
  searched: number
  late: boolean
}

const QUESTION = /[?？]\s*$/
/** A remark of as many words, made while the trouble lasts, is about it. */
const WORDS_OF_MATTER = 6
/** A remark of fewer words is talk, even when it has a technical one. */
export const LEAST_WORDS = 3
/** Commands that change something. */
export const CHANGES =
  /(?:^|[\s"'])(?:restart|rollout (?:undo|restart)|rollback|scale|delete|del|rm|truncate|revert|apply|patch|flush\w*|purge|renew|reload|undo|resize|vacuum|kill|upgrade|failover|drop|pg_drop\w*|pg_terminate\w*|alter|update|insert|set|create|prune|clean|import\w*|drain|-import\w*)(?=[\s"';(]|$)|-X (?:POST|PUT|DELETE|PATCH)|^(?:POST|PUT|DELETE|PATCH) \//im
/** What stands between backticks. */
const INLINE = /`[^`\n]{6,400}(?=`)/g
/** Something was set to another value, on or off. */
const SWITCHED = light(
  /(?<!\p{L})(?:flags?|toggle|switch|rollout|feature|canary|traffic|weights?|experiment|variant|arm)(?: for [^.;]{1,40}| [\w.`-]{1,40})? (?:(?:is|are|was|now|set|back) ){1,3}(?:at|to|on|off)(?: 0| \d+)?|^(?:ok,? )?(?:scal(?:ed|ing)|set(?:ting)?|turn(?:ed|ing)|dial(?:ed|ing)) [^.;?]{1,60} to (?:0|zero|\d+)(?!\p{L})/u,
)
/** What was done at a time that is told was done before. */
const LATELY = light(
  /(?<!\p{L})(?:at|um|в|à|a las|às) \d{1,2}[:h.]\d{2}[^.;]{0,40}(?:planned|runbook|scheduled|usual|geplant|план\p{L}*|prévu|previsto)/u,
)
/** An action that is what happens to somebody who does so. */
export const HAPPENS = light(
  /^(?:[,;:(–— ]|\p{L}+ ){0,3}?\p{L}{2,20}ing [^,.;]{1,60} (?:gives|returns|shows|throws|leads|results|takes|fails|errors|breaks|just (?:hangs|spins))(?!\p{L})/u,
)
/** What was done is named with its want of effect. */
const IDLE = light(/(?<!\p{L})(?:(?:changed|did) nothing|hat nichts (?:gebracht|geändert))(?!\p{L})/u)
/** It is over, at the end of what else is told. */
const ENDS = light(
  /[,;] (?:(?:all |we['’]re |i['’]m )?done(?: here)?|closing(?: this| now)?|all clear|resolved)[.! ]*$/u,
)
/** "No 5xx" is none. */
export const NO_TROUBLE = light(
  /(?<!\p{L})(?:no|zero|without|keine?|ohne|без|sans|sin|sem) (?:more |new |\p{L}+ )?(?:5xx|4xx|[45]\d\ds?|errors?|failures?|timeouts?|fehler|ошибок|erreurs?|errores|erros)(?!\p{L})/gu,
)

/** How many words `text` has; languages without spaces have one for about three characters. */
export function wordsIn(text: string): number {
  const unspaced = text.match(/[\u3040-\u30ff\u4e00-\u9fff]/g)?.length ?? 0
  return text.split(' ').length + Math.floor(unspaced / 3)
}

/** What a sentence does; `lower`: its words in lower case, without marks of Markdown. */
export function kindOf(lower: string, said: Said, state: State): EventKind {
  if (lower === '' && said.code.length === 0) return 'talk'
  if (cue.ADVICE.test(lower)) return 'advice'
  const command = said.code.length > 0 && wordsIn(lower) <= LEAST_WORDS
  if (command) return said.code.some((code) => CHANGES.test(code)) ? 'action' : 'command'
  if (isPromise(said, state.calm || state.late)) return 'promise'
  if (cue.LESSON.test(lower)) return 'lesson'
  if (declares(lower)) return 'declaration'
  if (QUESTION.test(lower) || cue.ASKING.test(lower)) return questionKind(lower, state)
  const over = saysOver(lower)
  const told = cue.COMMUNICATION.test(lower)
  if (told && !ENDS.test(lower) && (!over || cue.STATUS_PAGE.test(lower))) return 'communication'
  if (SWITCHED.test(lower) && !cue.NOT_DONE.test(lower)) return 'action'
  if (cue.NO_EFFECT.test(lower))
    return state.acted || IDLE.test(lower) ? 'no-effect' : cue.RULED_OUT.test(lower) ? 'ruled-out' : 'report'
  const unsure = cue.HYPOTHESIS.test(lower)
  if (cue.CAUSE.test(lower) && (!unsure || cue.ROOT.test(lower))) return 'cause'
  if (cue.RULED_OUT.test(lower)) return 'ruled-out'
  if (cue.NEGATIVE.test(lower)) return 'impact'
  if (over && (state.acted || state.calm || !cue.TROUBLE.test(lower))) return 'resolution'
  if (unsure) return 'hypothesis'
  if (LATELY.test(lower) && cue.CHANGE.test(lower) && !state.identified) return 'change'
  if (acts(lower)) return 'action'
  if (cue.EFFECT.test(lower) && (state.acted || (state.troubled && cue.BETTER.test(lower)))) return 'effect'
  if (cue.DECISION.test(lower)) return 'decision'
  if (!cue.NOT_DONE.test(lower) && runsChange(said.text)) return 'action'
  return factKind(lower, said, state)
}

/** Whether a command that changes something stands between backticks in `text`, a sentence. */
export function runsChange(text: string): boolean {
  return matchesOf(text, INLINE).some(([code]) => code.includes(' ') && CHANGES.test(code.slice(1)))
}

/** Whether the speaker does something about it; "adding a file gives an error" tells what happens. */
function acts(lower: string): boolean {
  if (cue.NOT_DONE.test(lower)) return false
  const action = cue.ACTION.exec(lower)
  return action ? !HAPPENS.test(lower.slice(action.index)) : cue.DEED.test(lower) && !HAPPENS.test(lower)
}

/** "Declaring sev2, can you post it?" declares; "should we declare?" and "who declares?" ask. */
function declares(lower: string): boolean {
  const match = cue.DECLARATION.exec(lower)
  if (!match) return false
  const asks =
    /(?<!\p{L})(?:should|shall|can|could|would|do|does|did|has|have|is|are|was|who|anyone|someone|let me know|whether|if)(?!\p{L})/u
  return (
    !asks.test(lower.slice(0, match.index)) && !/^[^,.;:–—]{0,30}\?/u.test(lower.slice(match.index + match[0].length))
  )
}

/** Whether a sentence says that it is over; "until it recovered" and "not back to normal" do not. */
function saysOver(lower: string): boolean {
  const match = cue.RESOLUTION.exec(lower)
  return match !== null && !cue.NOT_OVER.test(lower.slice(0, match.index + match[0].length))
}

/** What a statement is that neither does nor supposes anything: something seen, changed or looked at. */
function factKind(lower: string, said: Said, state: State): EventKind {
  const trouble = cue.TROUBLE.test(lower.replace(NO_TROUBLE, ' '))
  const understood = state.troubled && !state.identified && cue.REALISED.test(said.message.text)
  if (understood && wordsIn(lower) > LEAST_WORDS && (trouble || cue.TECHNICAL.test(lower))) return 'cause'
  const changed = cue.CHANGE.test(lower) && /\d/.test(lower)
  if (cue.IMPACT.test(lower) && (trouble || /\d/.test(lower))) return 'impact'
  if (changed && !trouble) return 'change'
  if (trouble) return state.calm ? 'evidence' : 'report'
  if (cue.LOOKING.test(lower) && wordsIn(lower) <= 9) return 'looking'
  if (said.code.length > 0) return 'command'
  if (changed) return 'change'
  const length = wordsIn(lower)
  if (state.troubled && !state.over && length >= WORDS_OF_MATTER) return 'evidence'
  return cue.TECHNICAL.test(lower) && length >= LEAST_WORDS ? 'evidence' : 'talk'
}

function questionKind(lower: string, state: State): EventKind {
  if (cue.HYPOTHESIS.test(lower)) return 'hypothesis'
  if (
    cue.TROUBLE.test(lower) &&
    /seeing|receiving|getting|else|noticed|jemand|кто|quelqu|alguien|algu[eé]m/u.test(lower)
  )
    return 'report'
  if (cue.TECHNICAL.test(lower) && (cue.TROUBLE.test(lower) || !cue.ASKING.test(lower))) return 'hypothesis'
  // "uploader stuck?" in the midst of it
  if (state.troubled && !state.acted && cue.TROUBLE.test(lower) && !cue.ASKING.test(lower)) return 'hypothesis'
  return 'talk'
}
