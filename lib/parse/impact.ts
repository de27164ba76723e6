import type { Block } from './blocks'
import { readImpactTables } from './impact-tables'
import { light, matchesOf } from './light-expression'
import { cut, type Piece } from './piece'
import { isPlaceholder } from './placeholders'
import { type Section, sectionsOf, topicOf } from './sections'
import { readSentences } from './sentences'

export type ImpactPieces = {
  summary: Piece | null
  affected: Piece[]
  unaffected: Piece[]
  negativeFindings: Piece[]
  residual: Piece[]
}

const all = (source: string) => light(new RegExp(`(?<!\\p{L})(?:${source})(?!\\p{L})`, 'iu'))

const NEGATIVE = all(
  '(?:no|not any|not found any|not seen any|without any) (?:\\p{L}+ )?(?:signs?|evidence|indications?|traces?|proof)|(?:have|has|did|do) not (?:found|find|seen|see|observed?|identified|identify|detected?)(?: any)? (?:\\p{L}+ )?(?:signs?|evidence|indications?|unauthori[sz]ed|data loss|malicious)|no (?:\\p{L}+ )?(?:data|records|messages|requests|customer data|user data|transactions|funds)(?: \\p{L}+)? (?:was|were|has been|have been) (?:\\p{L}+ )?(?:lost|leaked|exposed|corrupted|compromised|accessed|affected)|no (?:data loss|data breach|security breach|unauthori[sz]ed access|customer data)|kein(?:e|en|erlei)? (?:\\p{L}+ )?(?:hinweise?|anzeichen|belege?|indizien|spuren|datenverlust\\p{L}*|daten|unbefugte\\p{L}*|kundendaten)|(?:никаких|нет|без|не было|не выявлено|не найдено|не обнаружено) (?:\\p{L}+ )?(?:признак\\p{L}*|свидетельств\\p{L}*|следов|утеч\\p{L}*|потер\\p{L}*|доказательств\\p{L}*)|не (?:обнаружили|выявили|нашли|зафиксировали)(?: \\p{L}+)? (?:признак\\p{L}*|свидетельств\\p{L}*|следов|утеч\\p{L}*|потер\\p{L}*)|данные (?:\\p{L}+ )?не (?:были )?(?:потеряны|утеряны|пострадали|скомпрометированы)|aucun(?:e)? (?:signe|preuve|indice|perte)|ningún|ninguna evidencia|nenhum(?:a)? (?:evidência|sinal)',
)
const RESIDUAL = all(
  '(?:may|might|could|can) (?:still|continue to)|still (?:see|experience|encounter|have|be affected)|(?:some|a few|certain) (?:users?|customers?|clients?|tenants?)(?: \\p{L}+){0,3} (?:still|continue)|residual|lingering|(?:kann|können|könnte|könnten) (?:\\p{L}+ ){0,3}(?:weiterhin|noch|immer noch|vereinzelt)|weiterhin (?:\\p{L}+ ){0,3}(?:auftreten|bestehen|sehen)|(?:могут|может|могли) (?:\\p{L}+ )?(?:вс[её] ещ[её]|по-прежнему|ещё|еще|сохраняться|наблюдаться|продолжать\\p{L}*)|(?:проблем\\p{L}+|ошибк\\p{L}+)(?: \\p{L}+){0,6} (?:могут|может) (?:сохраняться|наблюдаться|оставаться)|peuvent encore|pueden seguir|podem ainda',
)
const UNAFFECTED_TAIL = light(
  /(?<!\p{L})(?:(?:should have |have |has |had )?(?:continued?|remained?|stayed|kept|continues?|remains?)(?: to)? (?:\p{L}+ )?(?:function\p{L}*|work\p{L}*|operat\p{L}*|be (?:available|served|able)|available|unaffected|intact|accessible|online|functional|serving|running|up)|(?:was|were|is|are) (?:still (?:able|available|working)|not (?:affected|impacted|interrupted)|unaffected|unimpacted|able to continue)|(?:was|were) never affected|(?:war|waren|blieb|blieben)(?: \p{L}+){0,3} (?:nicht (?:betroffen|beeinträchtigt)|unberührt|verfügbar|erreichbar|unbeeinträchtigt|funktionsfähig)|funktionierte\p{L}* (?:weiter\p{L}*|normal)|lief\p{L}* (?:\p{L}+ )?(?:weiter|normal)|не (?:пострадал\p{L}*|были затронуты|был затронут|была затронута|было затронуто|затронут\p{L}*)|продолжал\p{L}* (?:\p{L}+ )?(?:работать|функционировать|быть)|оставал\p{L}* (?:доступн\p{L}*|работоспособн\p{L}*)|работал\p{L}* (?:штатно|нормально|без изменений))(?!\p{L})/iu,
)
const UNAFFECTED_LABEL = light(
  /^[\s*_]*(?:not affected|unaffected|not impacted|nicht betroffen|не затронут\p{L}*|не пострадал\p{L}*)[\s*_]*[:：][\s*_]*/iu,
)
const AFFECTED_LIST = light(
  /(?<!\p{L})(?:manifested (?:in|as)|(?:on|in|of|across|affecting|affected|impacting|impacted|for|with)? ?(?:multiple|several|various|a number of|some|many)? ?(?:systems|services|components|functions|features|areas)?,? ?(?:including|such as|namely)|affecting|impacting|affected(?! by)|impacted(?! by)|(?:errors?|error rates?|failures)(?: \p{L}+){0,4} (?:rise|rising|rose|increase|increasing|increased|spike|spiked|climbed|appear|appearing|appeared)(?: \p{L}+)? (?:on|in|across|for)|betraf\p{L}*|betroffen (?:waren|war|sind)|darunter|einschließlich|затронул\p{L}*|затронуты|пострадал\p{L}*|включая|в том числе)\s*:?\s+/giu,
)

/** What the incident did, as far as the document says it; statements in the source's words. */
export function readImpact(sections: Section[], label: Piece | null): ImpactPieces {
  const impact = sectionsOf(sections, 'impact')
  const blocks = impact.flatMap((section) => section.blocks)
  const tables = readImpactTables(blocks)
  const statements = [
    ...(label ? splitStatements(label) : []),
    ...blocks.flatMap(statementsOf),
    ...tables.affected,
  ].filter((piece) => !isPlaceholder(piece.text))
  const everywhere = sections
    .filter(
      (section) =>
        !['actions', 'lessons', 'references', 'customer-actions', 'timeline'].includes(topicOf(section) ?? ''),
    )
    .flatMap((section) => section.blocks.flatMap(sentencesOf))
  const negativeFindings = unique([
    ...everywhere.filter((piece) => NEGATIVE.test(head(piece))).map(firstClauseWith(NEGATIVE)),
    ...tables.negative,
  ])
  const residual = unique(
    everywhere.filter(
      (piece) =>
        RESIDUAL.test(head(piece)) &&
        !NEGATIVE.test(head(piece)) &&
        piece.text.length < 600 &&
        !piece.text.endsWith('?'),
    ),
  )
  const unaffected = unique([...statements.flatMap((piece) => unaffectedIn(piece)), ...tables.unaffected])
  const taken = new Set([...negativeFindings, ...residual].map((piece) => piece.start))
  const affected = unique(
    statements.filter(
      (piece) =>
        !taken.has(piece.start) &&
        !RESIDUAL.test(head(piece)) &&
        !NEGATIVE.test(head(piece)) &&
        unaffectedIn(piece).length === 0,
    ),
  )
  const firstParagraph = blocks.find(
    (block) =>
      block.kind === 'paragraph' && !UNAFFECTED_LABEL.test(block.piece.text) && !isPlaceholder(block.piece.text),
  )
  return {
    summary: label ?? (firstParagraph?.kind === 'paragraph' ? firstParagraph.piece : null),
    affected,
    unaffected,
    negativeFindings,
    residual,
  }
}

function head(piece: Piece): string {
  return piece.text.slice(0, 1500)
}

function sentencesOf(block: Block): Piece[] {
  return block.kind === 'paragraph' || block.kind === 'item' ? readSentences(block.piece) : []
}

function statementsOf(block: Block): Piece[] {
  if (block.kind === 'item') return /\p{L}{2}/u.test(block.piece.text) ? [block.piece] : []
  return sentencesOf(block)
}

/** "A; B; C" in one labelled value are three statements. */
function splitStatements(piece: Piece): Piece[] {
  return readSentences(piece).flatMap((sentence) => {
    const parts: Piece[] = []
    let from = 0
    for (const match of matchesOf(sentence.text, /;\s/g)) {
      parts.push(cut(sentence, from, match.index))
      from = match.index + 1
    }
    return [...parts, cut(sentence, from)].map((part) => cut(part, 0, part.text.replace(/\.$/, '').length))
  })
}

/** "We saw no sign of X; the impact was Y" is a finding and a statement: only the part with the finding is kept. */
function firstClauseWith(expression: RegExp) {
  return (piece: Piece): Piece => {
    const split = piece.text.indexOf(';')
    if (split < 0) return piece
    const first = cut(piece, 0, split)
    return expression.test(first.text) ? first : cut(piece, split + 1)
  }
}

/** What a sentence says went on working ("Most local logins should have continued to function"). */
export function unaffectedIn(piece: Piece): Piece[] {
  const label = UNAFFECTED_LABEL.exec(piece.text)
  if (label) return splitList(cut(piece, label[0].length))
  return clausesOf(piece).flatMap((clause) => {
    const match = UNAFFECTED_TAIL.exec(clause.text)
    if (!match || match.index === 0) return []
    const subject = cut(clause, 0, match.index)
    const lead =
      /^(?:while|but|although|however,?|only|and|although|während|aber|jedoch|при этом|но|однако|а)\s+/iu.exec(
        subject.text,
      )?.[0].length ?? 0
    const named = cut(subject, lead)
    return /\p{L}{2}/u.test(named.text) && named.text.length <= 120 ? [named] : []
  })
}

/** What a sentence says was hit, as a list ("Failures manifested in A, B, all C including D, and E"). */
export function affectedIn(piece: Piece): Piece[] {
  for (const match of matchesOf(piece.text, AFFECTED_LIST)) {
    const from = match.index + match[0].length
    const rest = piece.text.slice(from)
    const stop =
      /[.;:!?](?=\s|$)|,\s(?=(?:while|but|although|however|während|aber|при этом|но)(?!\p{L}))|\s(?=(?:while|but|because|due to|since|for approximately|at \d|from \d|between \d)(?!\p{L}))/iu.exec(
        rest,
      )
    const list = cut(piece, from, from + (stop?.index ?? rest.length))
    const items = splitList(withoutGroupName(list))
    const end = items.findIndex((item) => UNAFFECTED_TAIL.test(item.text))
    const named = end < 0 ? items : items.slice(0, end)
    if (named.length > 0) return named
  }
  return []
}

/** "multiple systems including A, B" lists A and B. */
function withoutGroupName(list: Piece): Piece {
  const group =
    /^(?:our |the |unsere |mehrere |multiple |several |various |many |some |all )*(?:systems|services|components|functions|features|areas|products|systeme|dienste|komponenten|сервис\p{L}*|систем\p{L}*),?\s+(?:including|such as|namely|e\.g\.|wie|darunter|einschließlich|включая|в том числе)\s+/iu.exec(
      list.text,
    )
  const own = /^(?:our|the|unsere\p{L}{0,1}|die|den|наш\p{L}{0,3})\s+/iu.exec(list.text)
  return cut(list, group?.[0].length ?? own?.[0].length ?? 0)
}

/** The parts of an enumeration; "X including Y" stays one part, and "A, B, and C" loses its last "and". */
export function splitList(piece: Piece): Piece[] {
  const parts: Piece[] = []
  let from = 0
  let depth = 0
  const text = piece.text
  for (let index = 0; index <= text.length; index++) {
    const letter = text[index]
    if (letter === '(') depth++
    if (letter === ')') depth--
    const ends = index === text.length || (depth <= 0 && (letter === ',' || letter === ';'))
    if (!ends) continue
    const part = cut(piece, from, index)
    const lead = /^(?:and|or|und|oder|и|или|as well as|sowie)\s+/iu.exec(part.text)?.[0].length ?? 0
    parts.push(cut(part, lead))
    from = index + 1
  }
  if (parts.length === 2 || parts.length === 1) {
    const last = parts.at(-1)
    const tie = last && /\s(?:and|und|и)\s/iu.exec(last.text)
    if (last && tie && last.text.length < 90)
      parts.splice(-1, 1, cut(last, 0, tie.index), cut(last, tie.index + tie[0].length))
  }
  return parts
    .filter((part) => /\p{L}/u.test(part.text) && part.text.length <= 160)
    .map((part) => cut(part, 0, part.text.replace(/[.]$/, '').length))
}

function clausesOf(piece: Piece): Piece[] {
  const clauses: Piece[] = []
  let from = 0
  for (const match of matchesOf(piece.text, /[,;]\s(?!(?:and|or|und|oder|и|или)\s)/giu)) {
    clauses.push(cut(piece, from, match.index))
    from = match.index + 1
  }
  return [...clauses, cut(piece, from)]
}

/** Each statement once; one that another already holds in full ("x" beside "x; y") is left out too. */
function unique(pieces: Piece[]): Piece[] {
  const seen = new Set<string>()
  return pieces.filter((piece) => {
    const key = piece.text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
    if (!key || seen.has(key)) return false
    if (key.length > 12 && seen.size < 100 && [...seen].some((other) => other.includes(key))) return false
    seen.add(key)
    return true
  })
}
