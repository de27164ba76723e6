import type { MessageDraft, ThreadDraft } from '@/lib/schema/thread'
import { light } from './light-expression'
import { type Said, sentencesOfMessage } from './thread-text'

/** What a program tells. */
export type AlertKind = 'alert' | 'alert-end' | 'change'
/** A sentence of a thread; `alert`: what it tells, when a program says it. */
export type Spoken = { said: Said; alert: AlertKind | null }

const ALERT_END = light(
  /(?<!\p{L})(?:resolved|recovered|recovery|closed|back to normal|(?:is |check )up|ok(?=[:\]\s]|$)|cleared|behoben|entwarnung|восстановлен\p{L}*|решен\p{L}*|résolu|resuelto|resolvido)(?!\p{L})|復旧/iu,
)
const ALERT_BEGIN = light(
  /(?<!\p{L})(?:firing|triggered|alert(?:ing)?|alarm|critical|warn(?:ing)?|problem|down|error|exception|issue|incident|failed|failing|failure|exceed\p{L}*|anomaly|unhealthy|kritisch|проблема|тревога|alerte|alerta|crítico|above|below|over|p[0-5]|sev-?\d)(?!\p{L})|[><≥≤] ?\d|threshold|limit|schwellwert|порог|アラート|警告/iu,
)
/** "UploadErrorRateHigh": alerts are named by what is wrong. */
const ALERT_NAME =
  /[a-z](?:High|Low|Down|Full|Fail(?:ed|ing|ure)|Unavailable|Missing|Slow|Lag|Errors?|Stuck|Expir(?:ed|ing)|Exceeded|Critical|CrashLoop\w*|Unhealthy|Burn\w*)(?![a-z])/
/** The sentences of a thread in order; a program's message is one. What was deleted, and who came and went, is left out. */
export function sentencesOfThread({ messages, participants }: ThreadDraft): Spoken[] {
  const names = participants.map(({ name }) => name).filter((name) => name.includes(' '))
  return messages.flatMap((message, index): Spoken[] => {
    if (message.kind !== 'message' && message.kind !== 'broadcast') return []
    const sentences = sentencesOfMessage(message, index, names)
    if (message.bot) return alertOf(sentences).map((said) => ({ said, alert: alertKind(message) }))
    return sentences.map((said) => ({ said, alert: null }))
  })
}

/** What a program tells, in its first lines. */
function alertOf(sentences: readonly Said[]): Said[] {
  const [said] = sentences
  if (!said) return []
  const text = sentences
    .filter(({ text: line }) => !/^https?:\S+$/.test(line))
    .slice(0, 4)
    .map(({ text: line }) => line)
    .join(' ')
  return [{ ...said, text }]
}

function alertKind(message: MessageDraft): AlertKind {
  const head = message.text.slice(0, 400)
  const first = head.split('\n').find((line) => /\p{L}/u.test(line)) ?? head
  const ends = ALERT_END.test(first) && !/(?<!\p{L})(?:firing|triggered)(?!\p{L})/iu.test(first)
  if (ends) return 'alert-end'
  return ALERT_BEGIN.test(head) || ALERT_NAME.test(head) ? 'alert' : 'change'
}
