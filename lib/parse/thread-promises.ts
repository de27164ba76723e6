import { light } from './light-expression'
import type { Said } from './thread-text'

const start = (source: string) => light(new RegExp(`^(?:${source})(?:(?<=\\s)|(?![\\p{L}\\p{N}]))[\\s:,–—-]*`, 'iu'))
const SOFT = '(?:(?:and|also|then|ok(?:ay)?|so|yes|yeah|yep|alright|und|und dann|et|e|y|а|и|еще|ещё|следом),? ){0,2}'

/** The author promises: what is cut off, the rest says what to do. */
const MINE = start(
  `${SOFT}(?:i['’]ll|i will|i['’]m going to|i am going to|i can|i['’]m gonna|i want to|let me|ich werde|ich (?=(?:erstelle|lege|mache|schreibe|kümmere|ergänze|baue|setze|passe|füge|prüfe|übernehme|eröffne)(?!\\p{L}))|je vais|j['’](?=(?:ajoute|ouvre|écris)(?!\\p{L}))|je (?=(?:crée|fais|rédige|mets|documente|m['’]occupe)(?!\\p{L}))|voy a|me encargo de|vou|я (?=(?:заведу|сделаю|добавлю|напишу|создам|исправлю)(?!\\p{L})))(?: (?:also|then|just|noch|dann|aussi|también|também))?`,
)
/** A verb of the first person that needs no pronoun. */
const MINE_BARE = light(
  /^(?:заведу|создам|добавлю|напишу|сделаю|исправлю|настрою|обновлю|поставлю|abrir[eé]|crearé|añadiré|agregaré|documentaré|criarei|adicionarei|abrirei)(?!\p{L})|(?:します|しておきます|起票します|追加します|作成します|やります)[。！!]?$/iu,
)
/** The author has opened a ticket: the work itself is open. */
const TICKET = light(
  /^(?:(?:and|also|ok|so),? )?(?:i|i['’]ve|i have|ich habe|j['’]ai|he|я)?\s*(?:just )?(?:opened|filed|created|raised|logged|ouvert|создал\p{L}*|завел\p{L}*|завёл|abierto|erstellt)\s(?:an? |ein )?(?:(?:ticket|issue|jira)\s?)?(?<ticket>[A-Z][A-Z0-9]{1,9}-\d{1,6}|#\d{1,7}|https?:\/\/\S+)\s?(?<link>to|for|about|on|so that|für|pour|para|на|:|–|—|-)\s*/iu,
)
/** Somebody should. */
const OURS = start(
  `${SOFT}(?:we|somebody|someone|one of us|you|they)(?:['’]d| really| definitely| probably| also| still)? ?(?:should(?: really| probably| definitely)?|need to|needs to|need(?= (?:an?|the|more|better|some) )|must|have to|ought to|could|better|want to|will)(?: also| then)?|${SOFT}we['’]ll|${SOFT}(?:let['’]s|lets)|wir (?:sollten|müssen|müssten|brauchen)(?: noch| auch| unbedingt)?|man (?:sollte|müsste)|(?:нам )?(?:надо|нужно|стоит|следует|хорошо бы)(?: бы)?(?: ещ[её])?|давайте|il faudrait|il faut|on (?:devrait|doit|va)|nous devrions|(?:deberíamos|habría que|hay que|tenemos que|necesitamos|vamos a)|(?:deveríamos|precisamos|temos que|devemos|vamos)`,
)
/** Asked of whom the sentence addresses. */
const ASKED = start(
  `(?:also |and )?(?:can|could|would|will|may) you(?: please| also)?|please|pls|mind|to|kannst du(?: bitte)?|könntest du|bitte|можешь|сможешь|можете|пожалуйста|(?:tu )?peux[- ]tu|tu peux|pourrais-tu|puedes|podrías|por favor|você pode|pode|poderia`,
)
const ASKED_JAPANESE = /(?:お願いします|してください|もらえますか)[。？?]?$/
const OURS_JAPANESE = /(?:べきです?|必要があります|しましょう|したほうがいい)[。]?$/
/** A label that makes the line an item whenever it is said. */
const LABEL = light(
  /^(?:\*{0,2})(?:to ?do|action(?: items?)?|ai|a\/i|follow[- ]?ups?|next steps?|things to do|left to do|remaining|aufgabe|offen|задача|à faire|tarea|pendiente|tarefa|pendência|対応)s?\*{0,2}\s*[:：]\*{0,2}\s*/iu,
)
const LIST_LEAD = light(
  /(?<!\p{L})(?:follow[- ]?ups?|action items?|actions|to[- ]?dos?|things to do|next steps|tasks|aufgaben|nächste schritte|maßnahmen|задачи|что делаем|дальше|actions|à faire|suites?|prochaines étapes|tareas|pendientes|próximos pasos|tarefas|pendências|próximos passos)(?!\p{L})|対応|今後|宿題|タスク/iu,
)
const DONE_LABEL = light(/^(?:done|merged|shipped|fixed|erledigt|сделано|fait|hecho|feito)\s?[:：]\s*/iu)
/** Work for later, though the incident may still go on. */
const LATER = light(
  /(?<!\p{L})(?:tickets?|jira|tomorrow|later|next week|after(?:wards| this)|post-?mortem|follow[- ]?up|backlog|long[- ]term|morgen|später|nächste woche|nachher|позже|завтра|тикет|demain|plus tard|mañana|luego|después|amanhã|depois)(?!\p{L})|後で|明日|チケット/iu,
)
/** Said of the moment: "I'll keep an eye on it" is no work. */
const MOMENT = light(
  /^(?:keep|watch|monitor it|monitor this|wait|be (?:back|there|right)|check(?: it| this)? (?:now|again)|let you know|update (?:you|here|the thread|this)|ping|take (?:comms|it|this|over|a look)|look(?: into it)?|see|join|call|do (?:that|it)|leave|go (?:get|to bed|home)|have a look|try|test it|call it|hold|stop|move on|be honest|say|admit|not|it|this|that)(?!\p{L})/iu,
)

/** "turn on the check -> me": an item with its owner. */
const ARROW = /\s(?:->|→|=>)\s*@?[\p{L}\p{N} ._-]{1,40}$/u

export type Promised = {
  /** What to do, in the author's words. */
  rest: string
  owner: 'author' | 'addressed' | null
  ticket: string | null
  done: boolean
  /** It is a line of a list of such, or labelled as one. */
  listed: boolean
}

/** What a sentence promises or asks for; null when it does neither. It may still be meant for the moment only. */
export function readPromise(said: Said): Promised | null {
  const { text } = said
  const label = LABEL.exec(text)
  const listed =
    label !== null ||
    (said.item && ARROW.test(text)) ||
    (said.lead !== null && LIST_LEAD.test(said.lead) && said.item) ||
    said.ticked !== null
  const body = label ? text.slice(label[0].length) : text
  const done = DONE_LABEL.exec(body)
  if (done) return { rest: body.slice(done[0].length), owner: null, ticket: null, done: true, listed }
  const ticket = TICKET.exec(body)
  if (ticket)
    return {
      rest: body.slice(ticket[0].length),
      owner: 'author',
      ticket: ticket.groups?.ticket ?? null,
      done: false,
      listed,
    }
  const mine = MINE.exec(body)
  if (mine) return promised(body.slice(mine[0].length), 'author', listed)
  if (MINE_BARE.test(body)) return promised(body, 'author', listed)
  const asked = said.addressed ? ASKED.exec(body) : null
  if (asked) return promised(body.slice(asked[0].length), 'addressed', listed)
  if (said.addressed && ASKED_JAPANESE.test(body)) return promised(body, 'addressed', listed)
  const ours = OURS.exec(body)
  if (ours) return promised(body.slice(ours[0].length), said.addressed ? 'addressed' : null, listed)
  if (OURS_JAPANESE.test(body)) return promised(body, null, listed)
  return listed && /\p{L}{2}/u.test(body) ? promised(body, said.addressed ? 'addressed' : null, true) : null
}

function promised(rest: string, owner: Promised['owner'], listed: boolean): Promised {
  return { rest, owner, ticket: null, done: false, listed }
}

/** Whether a sentence is a promise for the time after the incident. `calm`: the worst is over. */
export function isPromise(said: Said, calm: boolean): boolean {
  const promise = readPromise(said)
  if (!promise) return false
  if (promise.listed || promise.ticket) return true
  if (MOMENT.test(promise.rest) || promise.rest.split(/\s+/).length < 3) return /[ぁ-ん]/.test(promise.rest) && calm
  return calm || LATER.test(said.text)
}
