import { light } from './light-expression'
import type { Said } from './thread-text'

const start = (source: string) => light(new RegExp(`^(?:${source})(?:(?<=\\s)|(?![\\p{L}\\p{N}]))[\\s:,–—-]*`, 'iu'))
const SOFT =
  '(?:(?:and|also|then|plus|but|ok(?:ay)?|so|yes|yeah|yep|alright|i guess|i think|i suppose|maybe|probably|außerdem|zudem|und|und dann|et|e|y|а|и|еще|ещё|следом),? ){0,2}'

/** The author promises: what is cut off, the rest says what to do. */
const MINE = start(
  `${SOFT}(?:i['’]?ll|i will|(?:i['’]?m |i am )?(?:going to|gonna)|i (?:need|have) to|i(?:['’]?d| would|['’]?ll)? volunteer to|i can|i want to|let me|ich werde|ich (?=\\p{L}{3,}e )(?!(?:habe|hatte|glaube|denke|sehe|finde|würde|könnte|sollte|schaue|vermute|meine|kenne|schließe|tippe|warte|verstehe|frage|bestätige|beende|rufe|werde|möchte|musste) )|(?:завтра|потом|позже|утром)[ ,]+(?:я )?(?=\\p{L}+[ую](?:сь)?(?!\\p{L}))|ich (?=(?:erstelle|lege|mache|schreibe|kümmere|ergänze|baue|setze|passe|füge|prüfe|übernehme|eröffne)(?!\\p{L}))|je m['’]occupe(?: de(?= ))?|je vais|j['’](?=(?:ajoute|ouvre|écris)(?!\\p{L}))|je (?=(?:crée|fais|rédige|mets|documente)(?!\\p{L}))|voy a|me encargo de|vou|я (?=(?:заведу|сделаю|добавлю|напишу|создам|исправлю)(?!\\p{L})))(?: (?:also|then|just|noch|dann|aussi|también|também))?`,
)
/** A verb of the first person that needs no pronoun. */
const MINE_BARE = light(
  /^(?:заведу|создам|добавлю|напишу|сделаю|исправлю|настрою|обновлю|поставлю|abrir[eé]|crearé|añadiré|agregaré|documentaré|criarei|adicionarei|abrirei)(?!\p{L})|(?:(?<!復旧と|クローズ|終了と|確認|対応|開始)します|しておきます|起票します|追加します|作成します|やります)[。！!]?$/iu,
)
/** The author has opened a ticket: the work itself is open. */
const TICKET = light(
  /^(?:(?:and|also|ok|so),? )?(?:i|i['’]ve|i have|ich habe|j['’]ai|he|я)?\s*(?:just )?(?:opened|filed|created|raised|logged|ouvert|создал\p{L}*|завел\p{L}*|завёл|abierto|erstellt)\s(?:an? |ein )?(?:(?:ticket|issue|jira)\s?)?(?<ticket>[A-Z][A-Z0-9]{1,9}-\d{1,6}|#\d{1,7}|https?:\/\/\S+)\s?(?<link>to|for|about|on|so that|für|pour|para|на|:|–|—|-)\s*/iu,
)
/** Somebody should. */
const OURS = start(
  `${SOFT}(?:(?:we|somebody|someone|one of us|you|they)(?:['’]d| really| definitely| probably| also| still)? ?(?:should(?: really| probably| definitely)?|need to|needs to|has to|need(?= (?:an?|the|more|better|some) )|want(?= (?:an?|the|more|better|some) )|must|have to|ought to|could|better|want to|will)(?: also| then)?|(?:it )?(?:would|['’]?d) be (?:great|nice|good|cool|lovely|useful|handy|helpful) (?:if (?:we|someone|somebody) (?:could|can|had(?= ))|to(?= \\p{L}))|i['’]d (?:also |really )?(?:like|love) (?:us|everyone|everybody|someone|somebody) to|can we(?: also)?(?= (?:get|have|add) )|should we(?= do | have | add | move | split | limit | alert | keep | make | use | automate )|(?:still )?need(?:s? to|s?(?= (?:an?|the|more|better|some) ))|(?:can|could|would|will|should) (?:someone|somebody|anyone|one of (?:us|you))(?: please)?|kann (?:bitte )?jemand|кто-нибудь (?:может|сможет)|quelqu['’]un peut|¿?alguien (?:puede|podría)|we['’]ll|(?:let['’]s|lets)|(?:sollten|müssen|müssten|brauchen) wir(?: noch| auch| unbedingt)?|wir (?:sollten|müssen|müssten|brauchen)(?: noch| auch| unbedingt)?|man (?:sollte|müsste)|(?:нам )?(?:надо|нужно|стоит|следует|хорошо бы)(?: бы)?(?: ещ[её])?|давайте|il faudrait|il faut|on (?:devrait|doit|va)|nous devrions|(?:deberíamos|habría que|hay que|tenemos que|necesitamos|vamos a)|(?:deveríamos|precisamos|temos que|devemos|vamos))`,
)
/** Asked of whom the sentence addresses. */
const ASKED = start(
  `(?:it )?(?:would|['’]?d) be (?:great|nice|good|cool) if you (?:could|can)|(?:also |and )?(?:can|could|would|will|may) you(?: please| also)?|please|pls|mind|to|kannst du(?: bitte)?|könntest du|bitte|можешь|сможешь|можете|пожалуйста|(?:tu )?peux[- ]tu|tu peux|pourrais-tu|puedes|podrías|por favor|você pode|pode|poderia`,
)
const ASKED_JAPANESE = /(?:お願いします|してください|もらえますか)[。？?]?$/
const OURS_JAPANESE =
  /(?:べき(?:です?|だ(?:と思います)?)?|方が(?:いい|良い)(?:です|と思います)?|必要があります|しましょう|したほうがいい)[。]?$/
/** A task at the place of its owner: "TODO(sam): ..." */
const OWNED_LABEL = /^(?:TODO|FIXME|AI|ACTION)\s?\(@?(?<whom>[\p{L}][\p{L}\p{N}._ -]{0,38})\)\s?[:：]?\s*(?=\p{L})/u
/** "Will fix it tomorrow": the author leaves himself out. */
const OWN_WILL = light(
  /^(?:will|gonna) (?!(?:be|do|not|it|this|that|the|we|you|they|someone|somebody|anyone)(?!\p{L}))(?=\p{L}{2,} )/iu,
)
/** What the author owes is his to do. */
const OWES = light(/^(?:i|we) (?:still )?owe \p{L}/iu)
/** A label that makes the line an item whenever it is said. */
const LABEL = light(
  /^(?:\*{0,2})(?:to ?do|action(?: items?)?|ai|a\/i|follow[- ]?ups?|next steps?|things to do|left to do|remaining|aufgabe|offen|задача|à faire|tarea|pendiente|tarefa|pendência|対応)s?(?: (?:for|from|to|für|для|pour|para) (?<whom>[^:：\n]{1,60}))?\*{0,2}\s*[:：]\*{0,2}\s*/iu,
)
/** A label with which the author speaks to himself. */
const OWN_LABEL = light(
  /^(?:note to self|memo to me|me|mine|(?:still )?on my (?:plate|list|desk|side|todo(?: list)?)|from (?:me|my side)|bei mir|auf meiner liste|за мной|с меня|für mich|pour moi|merkzettel|себе|note pour moi|nota mental)\s*[:：]\s*/iu,
)
const LIST_LEAD = light(
  /(?<!\p{L})(?:follow[- ]?ups?|action items?|actions|to[- ]?dos?|things to do|next steps|tasks|aufgaben|nächste schritte|maßnahmen|задачи|что делаем|дальше|actions|à faire|suites?|prochaines étapes|tareas|pendientes|próximos pasos|tarefas|pendências|próximos passos)(?!\p{L})|対応|今後|宿題|タスク/iu,
)
const DONE_LABEL = light(/^(?:done|merged|shipped|fixed|erledigt|сделано|fait|hecho|feito)\s?[:：]\s*/iu)
/** "turn on the check -> me": an item with its owner. */
const ARROW = /\s(?:->|→|=>)\s*@?[\p{L}\p{N} ._-]{1,40}$/u

/** A name in front of what is asked: "maya could you check". */
export const NAMED_ASK = light(
  /^(?!(?:and|but|so|ok|or|hey|also|then|maybe|how|what|when|who|where)(?!\p{L}))(?<name>\p{L}[\p{L}\p{N}._-]{1,30}),? (?:would you mind|(?:can|could|would|will) (?:you|u)(?: please| pls| also)?|please|pls|(?:kannst|könntest) du(?: bitte)?|bitte|tu peux|peux-tu|pourrais-tu|puedes|podrías|você pode|pode|(?:можешь|сможешь)(?: пожалуйста)?) (?=\p{L})/iu,
)
/** The promise follows a remark: "it stays off until then, I'll leave a note". */
const MINE_BEHIND = light(/[,;–—-] (?:so |and |but )?(?:i['’]?ll|i will|i['’]?m (?:going to|gonna)) (?=\p{L})/iu)
/** What was missed: "an alert would have told us". */
const WISH = light(
  /(?<!\p{L})(?:would(?:['’]?ve| have)|could have|hätte uns|hätten wir) (?:\p{L}+ )?(?:told|caught|shown|warned|helped|saved|prevented|avoided|contained|paged|stopped|gewarnt|geholfen)(?!\p{L})/iu,
)
/** "The worker needs to reconnect": what something other than a person has to do. */
const NEEDED = light(
  /^(?:the |our |this |that |each |every )?(?!(?:it|this|that|he|she|who|which|there|you|they|we|i)(?!\p{L}))[\p{L}\p{N}_-]{2,30}(?: [\p{L}\p{N}_-]{2,30}){0,2} (?:needs? to|has to|ought to|should (?!be (?:back|ok|fine|up|good|done|there)(?!\p{L})|have(?!\p{L})|not(?!\p{L})))/iu,
)

export type Promised = {
  /** What to do, in the author's words. */
  rest: string
  /** `nobody`: it says that all should. */
  owner: 'author' | 'addressed' | 'nobody' | null
  /** Whom the sentence names itself. */
  named?: string | null
  ticket: string | null
  done: boolean
  /** It is a line of a list of such, or labelled as one. */
  listed: boolean
}

/** What a sentence promises or asks for; null when it does neither. */
export function readPromise(said: Said): Promised | null {
  const { text } = said
  const shouted = /^(?:TODO|FIXME)\s+(?=\p{L})/u.exec(text)
  if (shouted) return promised(text.slice(shouted[0].length), null, true)
  const owned = OWNED_LABEL.exec(text)
  if (owned) return { ...promised(text.slice(owned[0].length), null, true), named: `@${owned.groups?.whom ?? ''}` }
  const own = OWN_LABEL.exec(text)
  if (own) return promised(text.slice(own[0].length), 'author', true)
  const label = LABEL.exec(text)
  const listed =
    label !== null ||
    (said.item && ARROW.test(text)) ||
    (said.lead !== null && LIST_LEAD.test(said.lead) && said.item) ||
    said.ticked !== null
  const body = label ? text.slice(label[0].length) : text
  const done = DONE_LABEL.exec(body)
  if (done) return { rest: body.slice(done[0].length), owner: null, ticket: null, done: true, listed }
  const ticket = TICKET.exec(body)?.groups?.ticket ?? null
  if (ticket) return { ...promised(body.replace(TICKET, ''), 'author', listed), ticket }
  const named = namedIn(label?.groups?.whom ?? '')
  return (
    readOwn(body, listed) ??
    readAsked(body, said, listed) ??
    readWanted(body, said) ??
    (listed ? null : readBehind(body)) ??
    (listed && /\p{L}{2}/u.test(body) ? { ...promised(body, said.addressed ? 'addressed' : null, true), named } : null)
  )
}

/** What the author will do. */
function readOwn(body: string, listed: boolean): Promised | null {
  const mine = MINE.exec(body)
  if (mine) return promised(body.slice(mine[0].length), 'author', listed)
  if (MINE_BARE.test(body) || OWES.test(body)) return promised(body, 'author', listed)
  const will = /[?？]\s*$/.test(body) ? null : OWN_WILL.exec(body)
  if (will) return promised(body.slice(will[0].length), 'author', listed)
  return null
}

/** What the author adds to a remark that he will do, unless it is to do just that. */
function readBehind(body: string): Promised | null {
  const behind = MINE_BEHIND.exec(body)
  const rest = behind ? body.slice(behind.index + behind[0].length) : ''
  if (rest === '') return null
  // what "it" is, the remark says
  return promised(/^\p{L}+ (?:it|that|this|them)(?!\p{L})/iu.test(rest) ? body : rest, 'author', false)
}

/** What somebody is asked to do, or all are. */
function readAsked(body: string, said: Said, listed: boolean): Promised | null {
  const asked = said.addressed ? ASKED.exec(body) : null
  if (asked) return promised(body.slice(asked[0].length), 'addressed', listed)
  if (said.addressed && ASKED_JAPANESE.test(body)) return promised(body, 'addressed', listed)
  const ours = OURS.exec(body)
  if (ours) return promised(body.slice(ours[0].length), said.addressed ? 'addressed' : 'nobody', listed)
  const named = NAMED_ASK.exec(body)
  if (named) return { ...promised(body.slice(named[0].length), null, listed), named: named.groups?.name ?? null }
  return OURS_JAPANESE.test(body) ? promised(body, 'nobody', listed) : null
}

/** What would have helped, or has to change. */
function readWanted(body: string, said: Said): Promised | null {
  if (/[?？]\s*$/.test(body)) return null
  const rest = body.replace(/^(?:and|also|plus|but|then|so)\s+/iu, '')
  return WISH.test(rest) || NEEDED.test(rest) ? promised(rest, said.addressed ? 'addressed' : null, false) : null
}

/** "the storage team (@deepak)", "me", "@deepak" of a label. */
function namedIn(whom: string): string | null {
  return (
    /@[\p{L}\p{N}._-]{1,40}/u.exec(whom)?.[0] ??
    (/^(?:me|mich|mir|moi|mí|меня)$/iu.test(whom.trim())
      ? 'me'
      : (/^\p{L}[\p{L}\p{N}._-]{1,38}$/u.exec(whom.trim())?.[0] ?? null))
  )
}

function promised(rest: string, owner: Promised['owner'], listed: boolean): Promised {
  return { rest, owner, ticket: null, done: false, listed }
}
