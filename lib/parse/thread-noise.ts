import type { MessageDraft, Noise } from '@/lib/schema/thread'
import { light } from './light-expression'

const whole = (source: string) => light(new RegExp(`^(?:(?:${source})(?![\\p{L}\\p{N}])[\\s,.!:)(~-]*)+$`, 'iu'))

/** Words that may stand in any of them: "thanks everyone", "ok sam". */
const TO_ALL =
  'all|everyone|everybody|team|folks|guys|both|you|so much|a lot|very much|again|man|mate|dear|zusammen|leute|à tous|a todos|всем|большое'
const THANKS = whole(
  `thanks?|thank you|thx|ty|tysm|cheers|much appreciated|appreciate it|(?:nice|great|good|awesome|amazing|excellent|fantastic) (?:work|job|one|catch|stuff|teamwork)|well done|kudos|bravo|you (?:two |both |guys |all )?rock|legend|hero|danke(?: dir| euch| schön)?|dankeschön|vielen dank|super|klasse|спасибо|молодцы|merci(?: beaucoup)?|gracias|obrigad[oa]|valeu|ありがとう(?:ございます|ございました)?|お疲れ様(?:です|でした)?|助かりました|for (?:the )?(?:help|quick (?:fix|response|help)|jumping on (?:this|it))|${TO_ALL}`,
)
const THANKING = light(
  /(?<!\p{L})(?:than|thx|ty|cheers|appreciat|work|job|catch|stuff|teamwork|done|kudos|bravo|rock|legend|hero|dank|super|klasse|спасибо|молодцы|merci|gracias|obrigad|valeu)|ありがと|お疲れ|助かり/iu,
)
/** Begins a word of thanks, which a name may end. */
const PRAISE = light(
  /^(?:thank|thx|ty|cheers|(?:nice|great|good|awesome|amazing|excellent) (?:work|job|one|catch|stuff|teamwork)|well done|kudos|dank|vielen dank|merci|bravo|gracias|obrigad|спасибо|молодец)/iu,
)
const AGREEMENT = whole(
  `\\+1|same(?: here)?|me too|agreed?|ok(?:ay)?|okey|yes|yep|yup|yeah|sure|sgtm|lgtm|can do|will do|roger(?: that)?|got it|makes sense|sounds good|good(?: call| idea| point)?|right|exactly|correct|indeed|nice|cool|great|perfect|ack|done|no worries|np|no problem|ja|genau|klar|passt|gut|alles klar|да|ок|ага|хорошо|понял|поняла|согласен|согласна|точно|oui|d['’]accord|ok pour moi|entendu|sí|si|vale|de acuerdo|claro|sim|beleza|combinado|certo|はい|了解(?:です|しました)?|承知(?:しました|です)?|${TO_ALL}`,
)
const JOKE = light(
  /(?<!\p{L})(?:l+o+l+|rofl|lmao|(?:ha){2,}h?|h?(?:ah){2,}a?|he(?:he)+|mdr|ptdr|(?:ja){2,}|k{3,}|rs(?:rs)+|ах(?:а|х)+|хах(?:а|х)*|лол|classic|it['’]?s always dns|es ist immer dns|ouch|oof|plot twist|murphy|facepalm|yay|woo+t?|whoops|oops)(?!\p{L})|笑|草|www|[😂🤣😅😆😹🙈🤦🍿]|:(?:joy|rofl|laughing|sweat_smile|facepalm|popcorn|this-is-fine|thisisfine):/iu,
)
const SMALL_TALK = light(
  /(?<!\p{L})(?:hungry|pizza|coffee|lunch|dinner|breakfast|beer|weekend|brb|back in (?:a )?(?:min|sec|5|10)|good night|gn|just woke up|what did i miss|happy (?:friday|monday|birthday)|weather|my bad|sorry(?: about that| for the noise)?|no worries|never ?mind|nvm|wrong (?:channel|thread)|bless you|kaffee|feierabend|mittag|guten appetit|entschuldigung|обед|кофе|извините|простите|café|déjeuner|désolée?|comida|perdón|almoço|desculpa|ごめん|すみません|コーヒー)(?!\p{L})/iu,
)
const GREETING_ALONE = whole(
  `hey|hi|hello|yo|morning|good (?:morning|afternoon|evening|night)|o\\/|guten (?:morgen|tag|abend)|moin|hallo|bonjour|salut|hola|bom dia|oi|привет|доброе утро|おはよう(?:ございます)?|${TO_ALL}`,
)
/** A promise is none, though it is for the weekend. */
const PLEDGE = light(
  /(?<!\p{L})(?:i['’]?ll|i will|gonna|we should|todo|ich werde|je vais|voy a) (?!(?:be|get|grab|have|go|take|eat|sleep|make)(?!\p{L}))/iu,
)
/** What makes a remark matter even among thanks and jokes: a number, code, a path, an address. */
const MATTER = /`|\d[\d.,]*\s?(?:%|ms|s\b|k\b|\/)|[45]\d\d|https?:|\/\w|\?\s*$/u
const DECORATION =
  /:[a-z0-9_+'-]{2,40}:|<?@[\p{L}\p{N}._-]{1,40}>?|\p{Extended_Pictographic}|[\u{1f3fb}-\u{1f3ff}]|\u{fe0f}|\u{200d}/gu
const THUMB = /👍|💯|✅|👌|🆗|:(?:\+1|thumbsup|100|ok_hand|white_check_mark|heavy_check_mark):/u
const PRAYER = /🙏|🙌|👏|🎉|❤|🥳|💪|:(?:pray|raised_hands|clap|tada|heart|muscle|bow|partying_face):/u

/**
 * Why a message says nothing about an incident, null when it may. `repeats`: the message of a program that says the same as an
 * earlier one but for its numbers. What has figures, code, an address or a question in it is never noise.
 */
export function noiseOf(message: MessageDraft, repeats: boolean): Noise | null {
  if (message.kind === 'join' || message.kind === 'notice') return message.kind
  if (message.bot) return repeats ? 'repeat' : null
  const text = message.text.trim()
  if (message.kind === 'deleted' || message.files.length > 0 || text.length > 160) return null
  const bare = text.replace(DECORATION, ' ').replace(/\s+/g, ' ').trim()
  if (!/[\p{L}\p{N}]/u.test(bare)) return signAlone(text)
  if (GREETING_ALONE.test(bare)) return 'small-talk'
  if (THANKS.test(bare) && THANKING.test(bare)) return 'thanks'
  if (AGREEMENT.test(bare) && !/(?<!\p{L})again[.! ]*$/iu.test(bare)) return 'agreement'
  if (MATTER.test(bare)) return SMALL_TALK.test(bare) && !/`|https?:|%/.test(bare) ? 'small-talk' : null
  if (SMALL_TALK.test(bare)) return PLEDGE.test(bare) ? null : 'small-talk'
  if (JOKE.test(text) && bare.split(' ').length <= 9) return 'joke'
  return bare.split(' ').length <= 6 && PRAISE.test(bare) ? 'thanks' : null
}

/** A message of nothing but emoji. */
function signAlone(text: string): Noise | null {
  if (JOKE.test(text)) return 'joke'
  if (THUMB.test(text)) return 'agreement'
  if (PRAYER.test(text)) return 'thanks'
  return text === '' ? null : 'small-talk'
}

/** A program's message without what changes from one time to the next: numbers, times, signs. */
export function alertKey(message: MessageDraft): string {
  return (
    message.text
      .slice(0, 600)
      .toLowerCase()
      .replace(/https?:\/\/\S+/g, '')
      // "db2074" is a name
      .replace(/(?<![\p{L}\d])[\d.,:%]+|[.,:%]+/gu, '#')
      .replace(/[^\p{L}\d#]+/gu, ' ')
      .trim()
  )
}

/** Ids of messages to why they are noise; those of `telling` do something in the conversation, in whatever words. */
export function findNoise(messages: readonly MessageDraft[], telling: ReadonlySet<string>): Map<string, Noise> {
  const noise = new Map<string, Noise>()
  const alerts = new Set<string>()
  for (const message of messages) {
    const key = message.bot ? `${message.author ?? ''} ${alertKey(message)}` : ''
    const why = noiseOf(message, key !== '' && alerts.has(key))
    if (key) alerts.add(key)
    if (why && (message.bot || !telling.has(message.id))) noise.set(message.id, why)
  }
  return noise
}
