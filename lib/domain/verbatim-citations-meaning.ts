/** Kinds of words that turn what a sentence says; of the languages that the rules for threads know. */
const KINDS = {
  not: `not no none never neither nor cannot nothing nobody without unable hardly isnt wasnt dont didnt
    nicht kein keine keinen keinem keiner nie niemals nichts niemand ohne weder
    pas aucun aucune jamais rien sans ni ningún ninguna nunca nada sin tampoco
    не нет ни никто ничего никогда без нельзя`,
  unsure: `maybe perhaps probably possibly might could may seem seems seemed looks likely unlikely suspect suspected suspects guess
    think thinks apparently unclear unsure assume assumed presumably theory hypothesis wonder
    vielleicht wahrscheinlich vermutlich möglicherweise könnte könnten scheint dürfte vermute vermutet glaube anscheinend
    peut-être probablement semble pourrait sans-doute quizás probablemente parece podría creo tal-vez
    возможно наверное вероятно может кажется похоже думаю видимо`,
  planned: `will shall should must need needs todo going plan planned plans ought wants
    werde wird werden soll sollte sollten muss müssen müssten
    devrait devons faut allons debería debemos hay-que vamos
    будет будем буду нужно надо должны должен стоит следует`,
  up: `above over exceed exceeds exceeded exceeding more higher high rose rise rises rising increase increased increases increasing
    spike spiked spikes grew grows growing climbed greater up
    über mehr höher stieg steigt gestiegen anstieg dépasse plus hausse más mayor subió aumentó выше больше вырос выросла рост`,
  down: `below under less fewer lower low dropped drop drops dropping fell falls fallen decrease decreased decreases decreasing declined
    smaller down unter weniger niedriger sank gesunken gefallen moins baisse menos menor bajó ниже меньше упал упала`,
  earlier: `before prior until vor bevor bis avant antes до прежде`,
  later: `after afterwards since following nach seit après depuis después desde после`,
  mended: `fixed fixes resolved recovered restored mitigated solved healed normal green healthy
    behoben gelöst wiederhergestellt repariert résolu rétabli corrigé resuelto solucionado восстановлен исправлен решено починили`,
} as const
type Kind = keyof typeof KINDS
const KIND_OF_WORD = new Map<string, Kind[]>()
for (const kind of Object.keys(KINDS) as Kind[]) {
  for (const word of KINDS[kind].split(/\s+/)) KIND_OF_WORD.set(word, [...(KIND_OF_WORD.get(word) ?? []), kind])
}

/** Words in lower case; an apostrophe within a word is part of it ("didn't"). */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKC').replace(/[’ʼ]/g, "'").toLowerCase()
  return plain.match(/[\p{L}\p{M}]+(?:['-][\p{L}\p{M}]+)*/gu) ?? []
}

function kindsOf(text: string): Set<Kind> {
  const kinds = new Set<Kind>()
  for (const whole of wordsOf(text)) {
    if (whole.endsWith("n't")) kinds.add('not')
    if (whole.endsWith("'ll")) kinds.add('planned')
    for (const word of [whole, ...whole.split(/['-]/)]) for (const kind of KIND_OF_WORD.get(word) ?? []) kinds.add(kind)
  }
  if (/[?？]/.test(text)) kinds.add('unsure')
  if (/[>≥]/.test(text)) kinds.add('up')
  if (/[<≤]/.test(text)) kinds.add('down')
  return kinds
}

/** Lists whose lines tell what to do: "we should restart" may become "restart" there. */
const TO_DO = new Set(['actionItems', 'diagnosis', 'resolution', 'escalation', 'lessons', 'customerActions'])

/**
 * What a rewording turns: it denies what the line affirms or the reverse, is sure of what was a guess, has done what was planned,
 * or says of a value that it rose, of a fault that it is mended, where neither the line nor its messages (`evidence`) do. Null
 * when it turns nothing. The words of eight kinds in five languages are known; other ways of turning a sentence are not seen.
 */
export function findTurn(before: string, after: string, evidence: string, list: string): string | null {
  const [was, is, said] = [kindsOf(before), kindsOf(after), kindsOf(evidence)]
  if (was.has('not') !== is.has('not')) return is.has('not') ? 'says “not”' : 'leaves out “not”'
  if (was.has('unsure') && !is.has('unsure')) return 'sounds surer than the line'
  if (is.has('unsure') && !was.has('unsure')) return 'sounds less sure than the line'
  if (was.has('planned') && !is.has('planned') && !TO_DO.has(list)) return 'tells as done what was planned'
  const claimed = (['up', 'down', 'earlier', 'later', 'mended'] as const).find(
    (kind) => is.has(kind) && !was.has(kind) && !said.has(kind),
  )
  return claimed ? CLAIMS[claimed] : null
}

const CLAIMS = {
  up: 'says that something is more',
  down: 'says that something is less',
  earlier: 'says what came before',
  later: 'says what came after',
  mended: 'says that something is mended',
} as const
