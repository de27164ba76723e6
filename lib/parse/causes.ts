import type { CauseRole } from '@/lib/schema/draft'
import type { Block } from './blocks'
import { light } from './light-expression'
import { findPhaseCues } from './phases'
import { cut, type Piece } from './piece'
import { isInstruction, isPlaceholder } from './placeholders'
import { type Section, topicOf } from './sections'
import { readSentences } from './sentences'
import { readWhys } from './whys'

/** `told`: found by its wording outside the sections that name causes. */
export type CausePiece = { role: CauseRole; piece: Piece; told?: boolean }

const all = (source: string) => light(new RegExp(`(?<!\\p{L})(?:${source})(?!\\p{L})`, 'iu'))

/** Sentences that say why, wherever they stand. */
const ROOT = all(
  '(?:root|underlying|primary|main|true|actual|ultimate)(?: \\p{L}+)? cause (?:was|is|of|turned out)|(?:origin|source) of the (?:issue|problem|incident|outage|failure)s?|stemmed from|was caused by|were caused by|caused by|led to|resulted in|resulting in|due to (?:a|an|the)|traced (?:back )?to|because of (?:a|an)|(?:grund)?ursache (?:war|ist|lag)|verursacht (?:durch|von)|führte\\p{L}* zu|führten dazu|ausgelöst durch|zurückzuführen|(?:корневой |основной |перво)?причиной (?:стал\\p{L}*|был\\p{L}*|инцидента|сбоя)|причина (?:в том|заключ\\p{L}+|инцидента|сбоя)|привел[оаи]?|привёл|вызван\\p{L}*|из-за того',
)
/** The same in French, Spanish, Portuguese, Italian, Dutch, Swedish and Polish: only what names a cause outright. */
const ROOT_ELSEWHERE = all(
  "la cause (?:racine |principale |première |profonde )?(?:\\p{L}+ ){0,4}(?:était|est|vient|provenait)|(?:a été |ont été |était |étaient )?(?:causée?s?|provoquée?s?) par|à l['’]origine (?:de l['’]incident|du problème|de la panne)|la causa (?:raíz |principal |raiz |radice )?(?:\\p{L}+ ){0,4}(?:fue|es|era|foi|è stata|è)|(?:fue|fueron|foi|foram|è stat[oa]|sono stat[ie]) (?:causad[oa]s?|provocad[oa]s?|causat[oaie]|provocat[oaie]) (?:por|pel[oa]|da\\p{L}*)|se debió a|a causa (?:raiz |principal )?(?:\\p{L}+ ){0,4}(?:foi|é|era)|de (?:hoofd|grond|kern)?oorzaak (?:was|is|lag)|(?:werd|is|was) veroorzaakt door|(?:grund|rot)?orsaken (?:var|är)|orsakades av|berodde på|przyczyną (?:\\p{L}+ ){0,4}(?:był\\p{L}*|jest)|spowodowan\\p{L}+ przez",
)
/** And where words have no borders. */
const ROOT_UNSPACED = light(
  /原因は|が原因|ことが原因|に起因|根本原因は|(?:根本)?原因是|根因是|是由(?:于)?.{1,60}(?:导致|引起|造成)|由于.{1,80}(?:导致|引起|造成)|原因是|導致|원인은|원인이었|(?:으로|로) 인해 발생|때문에 발생|때문이었/u,
)
const OBSTACLE = all(
  "(?:unable|could not|couldn['’]t|were not able|not able) to (?:access|log ?in|reach|connect|use|deploy|authenticate)(?=[^.]{0,160}(?:break[- ]?glass|delay|team|respond|engineer|procedure|recover))|locked out|break[- ]?glass|delay(?:ed)? (?:in |the |our )?(?:recovery|response|mitigation|resolution|diagnosis|investigation)|(?:slowed|hampered|hindered|complicated) (?:the |our )?(?:recovery|response|investigation|mitigation|debugging|diagnosis)|(?:recovery|response|mitigation) was (?:significantly |further )?(?:delayed|slowed|hampered)|runbook was (?:outdated|missing|wrong)|ausgesperrt|notfallzugang|verzögert\\p{L}* (?:die |sich die )?(?:wiederherstellung|behebung|reaktion|diagnose)|(?:behebung|wiederherstellung|diagnose|reaktion)(?: \\p{L}+){0,4} (?:verzögert\\p{L}*|erschwert\\p{L}*|behindert)|kein(?:en)? zugriff auf (?:die|das|unsere) (?:systeme|monitoring|logs|dashboards)|не смогли (?:получить доступ|войти|подключиться)|не могли (?:получить доступ|войти|подключиться)|потеряли доступ|аварийн\\p{L}+ доступ\\p{L}*|(?:задержал\\p{L}*|замедлил\\p{L}*|затруднил\\p{L}*|осложнил\\p{L}*) (?:\\p{L}+ )?(?:восстановлени\\p{L}*|устранени\\p{L}*|диагностик\\p{L}*|расследовани\\p{L}*)",
)
const FALSE_LEAD = all(
  '(?:incorrectly|wrongly|mistakenly|initially|at first|originally) (?:we )?(?:assumed|believed|thought|suspected|attributed|concluded)|(?:was|were) (?:initially |first |at first )?(?:suspected|blamed)|red herring|false lead|wrong hypothesis|turned out (?:not )?to be (?:unrelated|a red herring|innocent)|(?:fälschlich\\p{L}*|irrtümlich\\p{L}*|zunächst|zuerst|anfangs)(?: \\p{L}+){0,3} (?:angenommen|vermutet\\p{L}*|verdächtigt\\p{L}*|annahm\\p{L}*|vermuteten|ging\\p{L}*)|falsche (?:fährte|spur|hypothese|annahme)|(?:ошибочно|сначала|изначально|поначалу|вначале|первоначально)(?: \\p{L}+){0,2} (?:предположили|решили|считали|подозревали|полагали|думали|заподозрили)|ложн\\p{L}+ (?:след|гипотез\\p{L}*)',
)
const IN_VAIN = all(
  '(?:rollback|rolled back|roll back|reverted|restart(?:ed)?|rollback of)[^.]{0,120}(?:but|however|yet|without)[^.]{0,60}(?:still|remain\\p{L}*|persist\\p{L}*|continu\\p{L}*|no effect|elevated|effect|improvement)|(?:rollback|zurückgesetzt|zurückgerollt|neu ?gestartet|zurückgenommen)[^.]{0,120}(?:aber|jedoch|ohne|doch)[^.]{0,60}(?:weiter\\p{L}*|immer noch|wirkung|erfolg|besserung|blieb\\p{L}*)|(?:откат\\p{L}*|перезапу\\p{L}+)[^.]{0,120}(?:но|однако|без)[^.]{0,60}(?:по-прежнему|вс[её] ещ[её]|сохран\\p{L}+|эффект\\p{L}*|результат\\p{L}*|оста\\p{L}+)',
)
const LATENT = all(
  '(?:(?:in|since|back in) (?:early |mid |late |mid-)?(?:january|february|march|april|may|june|july|august|september|october|november|december)(?: \\d{4})?[, ]+(?:we|the team|our|a|work)[^.]{0,40}(?:began|started|introduced|moved|adopted|replaced|created|enabled|disabled|removed|configured|released|shipped|merged|deployed|changed|migrated|rolled out|added|upgraded|switched)|(?:weeks|months|years|days) (?:before|earlier|prior|ago)|had been (?:latent|dormant|present|misconfigured|lurking)|latent|dormant|went unnoticed|unnoticed for|(?:anfang|mitte|ende|im|seit) (?:anfang |mitte |ende )?(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)[^.]{0,40}(?:begann\\p{L}*|begonnen|haben wir|wurde\\p{L}*|eingeführt)|(?:wochen|monate|tage) (?:zuvor|vorher|davor|früher)|(?:monate|wochen|tage)lang|unbemerkt|schlummerte|(?:в|с) (?:начал[еа] |середин[еы] |конц[еа] )?(?:январ[ея]|феврал[ея]|март[еа]|апрел[ея]|ма[ея]|июн[ея]|июл[ея]|август[еа]|сентябр[ея]|октябр[ея]|ноябр[ея]|декабр[ея])[^.]{0,40}(?:начали|внедрили|перешли|обновили|изменили|добавили)|за (?:несколько )?(?:недель|месяцев|дней|неделю|месяц) до|незамеченн\\p{L}+|оставал\\p{L}+ незамеч\\p{L}+)',
)
const DETECTION_GAP = all(
  "why (?:didn['’]t|did not|did|wasn['’]t|was)(?: \\p{L}+){0,4} (?:catch|detect|notice|caught|detected|noticed|see)|(?:not|n['’]t|never) (?:been )?(?:seen|caught|detected|noticed|alerted|covered|visible)(?=[^.]{0,140}(?:stag|test|monitor|alert|until|review|before))|(?:no|missing|lack of|insufficient|absence of) (?:monitoring|alert\\p{L}*|alarms?|metrics?|observability|visibility)|did not (?:alert|fire|trigger|page|detect)|(?:alerts?|monitors?|monitoring|alarms?) (?:did not|didn['’]t|were not|was not|failed to)|(?:kein|keine|fehlende\\p{L}*|unzureichende\\p{L}*) (?:monitoring|überwachung|alarm\\p{L}*|alerts?|metriken)|nicht (?:erkannt|bemerkt|aufgefallen|alarmiert|entdeckt)|(?:не было|отсутств\\p{L}+|не хватало)(?: \\p{L}+){0,2} (?:мониторинг\\p{L}*|алерт\\p{L}*|оповещени\\p{L}*|метрик\\p{L}*)|не (?:сработал\\p{L}*|заметили|обнаружили раньше)|почему (?:мы )?не (?:заметили|обнаружили|поймали)",
)
const TEST_GAP = all(
  "(?:tests?|test suite|testing|ci|staging)(?: \\p{L}+){0,4} (?:did not|didn['’]t|does not|doesn['’]t|do not|don['’]t|not) (?:cover|catch|exercise|reproduce|include|simulate|reflect|test)|not (?:been )?(?:tested|exercised|covered)|untested|(?:tests?|\\p{L}*tests?)(?: [^\\s.]+){0,10} nicht (?:abgedeckt|erfasst|geprüft|getestet|enthalten)|nicht getestet|тест\\p{L}*(?: [^\\s.]+){0,4} не (?:покрывал\\p{L}*|охватывал\\p{L}*|учитывал\\p{L}*|проверял\\p{L}*|включал\\p{L}*)|не (?:был\\p{L}* )?(?:протестирован\\p{L}*|покрыт\\p{L}*|отработан\\p{L}*)",
)
const CONTRIBUTING = all(
  'bypass(?:ed|ing)?|skipped|without (?:a |any )?(?:review|approval|testing|validation)|mistook|misunderst\\p{L}+|misinterpret\\p{L}+|contribut(?:ed|ing)|exacerbated|compounded|made (?:it|this|things|matters) (?:worse|harder)|particularly difficult|inconsisten\\p{L}+|drift(?:ed)?|umgangen|übersprungen|ohne (?:review|freigabe|test|prüfung)|missverstanden|begünstigt\\p{L}*|verschärft\\p{L}*|konfigurationsabweichung\\p{L}*|abweichung\\p{L}*|inkonsisten\\p{L}+|в обход|обошли|обошл\\p{L}*|минуя|без (?:ревью|проверки|тестирования|согласования)|неверно поняли|усугуб\\p{L}+|способствовал\\p{L}*|несогласованност\\p{L}+|рассинхрон\\p{L}*|расхождени\\p{L}+',
)
const MISTAKE = all(
  'accidentally|inadvertently|mistakenly|by mistake|erroneously|unintentionally|misconfigur\\p{L}+|missing|forgot(?:ten)?|versehentlich|irrtümlich|fälschlich\\p{L}*|fehlerhaft\\p{L}*|vergessen|fehlte\\p{L}*|по ошибке|ошибочно|случайно|забыли|неправильн\\p{L}+|неверн\\p{L}+|отсутствовал\\p{L}*',
)
/** "This diagram shows ..." explains a picture that the text no longer has; what it repeats is said elsewhere. */
const CAPTION = light(
  /^(?:(?:this|the(?: following| above)?) (?:diagram|figure|chart|graph|image|screenshot) (?:illustrates|shows|depicts)|(?:dieses|das(?: folgende)?|die(?: folgende)?|diese) (?:diagramm|abbildung|grafik|bild) (?:zeigt|veranschaulicht)|(?:на )?(?:эт\p{L}+|следующ\p{L}+) (?:диаграмм\p{L}+|рисун\p{L}+|график\p{L}*|схем\p{L}+) (?:показ\p{L}+|иллюстрир\p{L}+|видно))/iu,
)
/** A sentence that only says what the one before it led to: together they are one cause. */
const CONSEQUENCE = light(
  /^(?:because of (?:this|that)|as a (?:result|consequence)|consequently|therefore|thus|this (?:meant|caused|led)|dadurch|deshalb|daher|infolgedessen|in der folge|из-за этого|поэтому|в результате|вследствие этого)(?!\p{L})/iu,
)
const BECAUSE = all(
  'because|since|so that|as a result|consequently|which caused|causing|therefore|due to|da|weil|wodurch|dadurch|sodass|deshalb|daher|infolge\\p{L}*|так как|потому что|поскольку|из-за|в результате|поэтому|вследствие',
)

/** Sentence rules for running text, strongest first; a sentence takes the role of the first rule that fits. */
const RULES: [CauseRole, RegExp][] = [
  ['false-lead', FALSE_LEAD],
  ['false-lead', IN_VAIN],
  ['response-obstacle', OBSTACLE],
  ['contributing', TEST_GAP],
  ['detection-gap', DETECTION_GAP],
  ['latent', LATENT],
  ['contributing', CONTRIBUTING],
  ['root', ROOT],
  ['root', ROOT_ELSEWHERE],
  ['root', ROOT_UNSPACED],
  ['contributing', MISTAKE],
]
/** Rules that hold for the story of the incident, which mostly tells what happened, not why. */
const STORY_RULES = RULES.filter(([, rule]) => rule === FALSE_LEAD || rule === IN_VAIN || rule === OBSTACLE)
const LESSON_RULES = RULES.filter(([, rule]) => rule === TEST_GAP || rule === DETECTION_GAP || rule === CONTRIBUTING)

/**
 * Causes with their roles. Three rules, by kind of section:
 * 1. A numbered or bulleted chain below "what happened" gives one cause per step, in order: a mistake or a wrong setting is
 *    `contributing`, the change that set it off `trigger` (`root` when no other sentence names the root), the rest `contributing`.
 * 2. Sections that name causes: items and cue sentences by their words; below "root cause" the first without a cue is `root`.
 * 3. Elsewhere only sentences with a clear cue count.
 */
export function readCauses(sections: Section[]): CausePiece[] {
  const read = sections.map((section) => ({ topic: topicOf(section), causes: readSection(section) }))
  const named = read.some(
    ({ topic, causes }) => topic === 'root-cause' && causes.some((cause) => cause.role === 'root'),
  )
  // a section on the root cause says it better than the summary
  const found = read.flatMap(({ topic, causes }) =>
    named && topic === 'summary' ? causes.filter((cause) => cause.role !== 'root') : causes,
  )
  const chain = sections
    .filter((section) => topicOf(section) === 'what-happened')
    .flatMap((section) =>
      section.blocks.flatMap((block) =>
        block.kind === 'item' && !/^[\s*_`[]*\d{1,4}[:.-]\d{2}/.test(block.piece.text) ? [block.piece] : [],
      ),
    )
  const causes = withChain(found, chain)
  return [...causes, ...toldCause(sections, causes)].filter(
    ({ piece }) => !isPlaceholder(piece.text) && !isInstruction(piece.text),
  )
}

/** Wording that names the cause outright, for stories without a section on it. */
const OUTRIGHT = all(
  '(?:root|underlying|primary|main|actual|ultimate)(?: \\p{L}+)? cause (?:was|is|of|turned out)|(?:was|were) (?:ultimately |directly )?caused by|(?:grund)?ursache (?:war|ist|lag)|(?:wurde|wurden) verursacht (?:durch|von)|(?:корневой |основной |перво)?причиной (?:стал\\p{L}*|был\\p{L}*|инцидента|сбоя)',
)

/** Where nothing names a cause, the first sentence of the story that does so outright. */
function toldCause(sections: Section[], causes: CausePiece[]): CausePiece[] {
  if (causes.some(({ role }) => role === 'root') || sections.some((section) => topicOf(section) === 'root-cause'))
    return []
  const story = sections.filter((section) =>
    [null, 'details', 'what-happened', 'background', 'response', 'impact'].includes(topicOf(section)),
  )
  const rules: [CauseRole, RegExp][] = [OUTRIGHT, ROOT_ELSEWHERE, ROOT_UNSPACED].map((rule) => ['root', rule])
  const first = story
    .flatMap((section) => readStory(section.blocks, rules))
    .find(({ piece }) => !causes.some((cause) => cause.piece.start === piece.start))
  return first ? [{ ...first, told: true }] : []
}

/** "What did not cause this", "Ruled out": headings above what was suspected wrongly. */
const NO_CAUSE = light(
  /(?<!\p{L})(?:ruled out|(?:not|n['’]t)[*_]{0,2} (?:the )?(?:root )?caused?|ausgeschlossen\p{L}*|исключен\p{L}*|écartée?s|descartad[oa]s|escluse?|uitgesloten|uteslutn?a|wykluczon\p{L}+)(?!\p{L})|除外した原因|排除/iu,
)

function readSection(section: Section): CausePiece[] {
  const topic = topicOf(section)
  const whys = topic === 'root-cause' || topic === null || topic === 'details' ? readWhys(section) : []
  if (whys.length > 0) return whys
  if (section.heading && NO_CAUSE.test(section.heading.piece.text)) return readRoleSection(section.blocks, 'false-lead')
  switch (topic) {
    case 'root-cause':
      return readRootSection(section.blocks)
    case 'trigger':
    case 'contributing':
      return readRoleSection(section.blocks, topic)
    case 'detection':
      return readStory(section.blocks, [['detection-gap', DETECTION_GAP]])
    case 'went-wrong':
      return readStory(section.blocks, RULES)
    case 'lessons':
      return readStory(section.blocks, LESSON_RULES)
    case 'summary': {
      const told = readStory(section.blocks, [
        ['root', ROOT],
        ['root', ROOT_ELSEWHERE],
        ['root', ROOT_UNSPACED],
        ...STORY_RULES,
      ])
      const root = told.findIndex((cause) => cause.role === 'root')
      return told.flatMap((cause, index) =>
        cause.role !== 'root' ? [cause] : index === root ? [{ ...cause, told: true }] : [],
      )
    }
    case null:
    case 'details':
    case 'response':
    case 'background':
    case 'what-happened':
      return readStory(section.blocks, STORY_RULES)
    default:
      return []
  }
}

const OTHER_MATTER = light(
  /resol|fix|mitigat|recover|respon[sd]|detect|impact|behebung|lösung|решени|исправлени|résolution|solución|resolução|risoluzione|oplossing|åtgärd|rozwiązan|対応|復旧|解决|处理|해결|조치/iu,
)

function readRootSection(blocks: Block[]): CausePiece[] {
  const found: CausePiece[] = []
  const items = blocks.filter((block) => block.kind === 'item')
  let rooted = false
  let named: number | null = null
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'item') {
      const next = blocks[index + 1]
      if (named !== null && block.indent <= named) named = null
      // "Explanation:" only names the items below it, "Resolution details:" others than causes
      if (
        /^[^\n:：]{2,40}[:：][\s*_]*$/u.test(block.piece.text) &&
        next?.kind === 'item' &&
        next.indent > block.indent
      ) {
        if (!OTHER_MATTER.test(block.piece.text)) named = block.indent
        continue
      }
      if ((named === null && block.indent > (items[0]?.indent ?? 0) + 1) || !/\p{L}{2}/u.test(block.piece.text))
        continue
      const role = RULES.find(([, rule]) => rule.test(block.piece.text))?.[0]
      found.push({ role: role ?? (rooted ? 'contributing' : 'root'), piece: block.piece })
      rooted ||= role === 'root' || !role
    }
    if (block.kind === 'paragraph') for (const cause of readStory([block], RULES)) found.push(cause)
  }
  const first = found.findIndex((cause) => cause.role === 'root')
  found.forEach((cause, index) => {
    if (cause.role === 'root' && index > first) cause.role = 'contributing'
  })
  if (first < 0) {
    const opening = blocks.find((block) => block.kind === 'paragraph' && /\p{L}{3}/u.test(block.piece.text))
    const sentence = opening?.kind === 'paragraph' ? readSentences(opening.piece)[0] : undefined
    const known = items.length > 0 ? undefined : found.find((cause) => cause.piece.start === sentence?.start)
    if (known) known.role = 'root'
    else if (sentence && items.length === 0) found.unshift({ role: 'root', piece: sentence })
  }
  return found
}

function readRoleSection(blocks: Block[], role: CauseRole): CausePiece[] {
  const items = blocks.filter((block) => block.kind === 'item')
  return (items.length > 0 ? items : blocks).flatMap((block) => {
    if (block.kind !== 'item' && block.kind !== 'paragraph') return []
    return /\p{L}{3}/u.test(block.piece.text) ? [{ role, piece: block.piece }] : []
  })
}

function readStory(blocks: Block[], rules: [CauseRole, RegExp][]): CausePiece[] {
  return blocks.flatMap((block) => {
    if (block.kind !== 'paragraph' && block.kind !== 'item') return []
    return readSentences(block.piece).flatMap((sentence, index, sentences) => {
      const roleOf = (piece?: Piece) => piece && rules.find(([, rule]) => rule.test(piece.text.slice(0, 1500)))?.[0]
      if (CAPTION.test(sentence.text)) return []
      const before = sentences[index - 1]
      const after = sentences[index + 1]
      // a question is answered by the sentence behind it; a root cause goes on with what it led to
      const goesOn = (first?: Piece, second?: Piece) =>
        first && second && (first.text.endsWith('?') || (CONSEQUENCE.test(second.text) && roleOf(first) === 'root'))
      if (goesOn(before, sentence) && roleOf(before)) return []
      const role = roleOf(sentence)
      if (!role) return []
      const piece =
        after && goesOn(sentence, after)
          ? cut(block.piece, sentence.start - block.piece.start, after.end - block.piece.start)
          : sentence
      return [{ role, piece }]
    })
  })
}

function withChain(found: CausePiece[], steps: Piece[]): CausePiece[] {
  if (steps.length < 2) return dedupe(found)
  const rooted = found.some((cause) => cause.role === 'root')
  let set = false
  const chain = steps.flatMap((piece): CausePiece[] => {
    const response = findPhaseCues(piece.text).some(({ phase }) => phase === 'mitigated' || phase === 'resolved')
    const because = BECAUSE.test(piece.text)
    // what ended the incident did not cause it
    if (response && !because && !MISTAKE.test(piece.text)) return []
    if (set || MISTAKE.test(piece.text) || !because) return [{ role: 'contributing', piece }]
    set = true
    return [{ role: rooted ? 'trigger' : 'root', piece }]
  })
  return dedupe([
    ...found.filter(({ piece }) => !steps.some((step) => piece.start >= step.start && piece.end <= step.end)),
    ...chain,
  ])
}

function dedupe(causes: CausePiece[]): CausePiece[] {
  const seen = new Set<number>()
  return causes
    .filter(({ piece }) => !seen.has(piece.start) && seen.add(piece.start))
    .sort((a, b) => a.piece.start - b.piece.start)
}
