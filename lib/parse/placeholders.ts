import { foldName } from './fold-name'
import { light } from './light-expression'
import { remembered } from './remembered'

/** Words that forms put where a value is to be written. */
const EMPTY = light(
  light(
    /^(?:n\/?a|none|nil|tbd|tbc|tba|todo|to do|to be (?:determined|confirmed|added|done|filled in|completed|decided|announced)(?: .{0,30})?|to be done .{1,30}|pending|unknown|not applicable|xxx+|x+|\?+|\.{2,}|…+|-+|—+|_+|keine?|entfällt|noch offen|unbekannt|нет|неизвестно|н\/д|уточняется|aucune?|néant|inconnue?|à définir|à compléter|ninguno|ninguna|desconocido|por definir|nenhuma?|desconhecido|a definir|nessuno|nessuna|sconosciuto|da definire|geen|onbekend|n\.v\.t\.?|nader te bepalen|inga?|okänt|ej tillämpligt|brak|nieznane|nie dotyczy|do uzupełnienia|なし|無し|特になし|未定|不明|該当なし|无|暂无|無|待定|待补充|未知|없음|미정|해당 없음|미상)$/iu,
  ),
)
/** A value in which only letters that stand for digits or names are left: `YYYY-MM-DD HH:MM`, `XX:XX`, `20xx-xx-xx`, `INC-XXXX`. */
const PATTERN = light(
  light(
    /(?<![\p{L}\p{N}])(?:[YyAaJjTtРр]{4}|20[xXyY?_]{2}|(?:19|20)\d{2}(?=[-/.][MmXx?]{2}))(?:[-/.年 ]{1,2}(?:[MmXxМм?]{2}|[MmXx]{3}))(?:[-/.月 ]{1,2}(?:[DdXxTtJjGgДд?]{2}))?(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(?:[DdJjTtGgДд]{2}[-/.][MmМм]{2}[-/.](?:[YyAaJjГг]{2,4}))(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(?:[HhXxЧч]{2}[:.h][MmXxIiМм]{2})(?::[SsXx]{2})?(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(?:[A-Z]{2,6}-)?(?:X{3,}|N{3,}|#{3,})(?![\p{L}\p{N}])/u,
  ),
)
/** Letters beside the marks of a date or time, without which nothing is such a pattern; found faster than the patterns. */
const PATTERN_MARK =
  /[YyAaJjTtРр]{4}|20[xXyY?_]{2}|\d[-/.][MmXx?]{2}|[DdJjTtGgДд][-/.][MmМм]{2}|[HhXxЧч][:.h][MmXxIiМм]{2}|XXX|NNN|###/
const EACH_PATTERN = new RegExp(PATTERN.source, 'g')
const ANGLE = light(/^<{1,2}\s*[^<>/][^<>]{0,80}>{1,2}$/u)
const BRACES = light(/\{\{[^{}]{1,80}\}\}|^\{[\p{Lu}][\p{L}\p{N}_ -/]{1,60}\}$|\$\{[A-Z_]{2,40}\}|%[A-Z_]{3,30}%/u)
const LOREM = light(/(?<!\p{L})lorem ipsum(?!\p{L})/iu)
/** What a form writes in brackets, or in italics, to say what belongs there. */
const INSTRUCTION = light(
  light(
    /^(?:e\.?g\.?[,:]? |for example|example[:：]|i\.e\. |(?:please )?(?:describe|list|explain|provide|insert|add|enter|fill(?: in)?|include|specify|write|summari[sz]e|give|state|detail|document|outline|identify|briefly|put|replace|use this|link to|short|brief|concise|one[- ](?:line|sentence|paragraph)|what |who |how |why |when |where |which |was |were |did |is |are |do |does |the name of|name|names|your|title|author|date|time|duration|number|description|summary|details?|\d(?:\s*[-–]\s*\d)? ?(?:sentences?|paragraphs?|lines?)|to be (?:done|filled|completed|added)|x (?:hours?|minutes?|days?))(?![\p{L}-])|z\. ?b\. |zum beispiel|beispiel[:：]|(?:bitte )?(?:beschreib\p{L}*|kurz\p{L}* beschreib\p{L}*|auflist\p{L}*|angeben|ausfüllen|eintragen|erklär\p{L}*)|например|пример[:：]|(?:кратко )?(?:опишите|укажите|перечислите|заполните|напишите|добавьте|объясните)|par exemple|exemple[:：]|(?:décri(?:re|vez)|lister|indiquer|préciser|expliquer|compléter|renseigner)|por ejemplo|ejemplo[:：]|(?:describ[ea]\p{L}*|list[ae]\p{L}*|indi(?:que|car)|expli(?:que|car)|completar|proveer?|cuantificar)|por exemplo|exemplo[:：]|(?:descrev[ae]\p{L}*|liste|indique|explique|preench[ae]\p{L}*|forneça|avalie|inclua)|per esempio|ad esempio|esempio[:：]|(?:descriv\p{L}+|elenca\p{L}*|indica(?:re)?|spiega\p{L}*|compila\p{L}*)|bijvoorbeeld|(?:beschrijf|noem|vul in|geef aan|leg uit)|till exempel|(?:beskriv|lista|ange|fyll i|förklara)|np\. |na przykład|(?:opisz|wymień|podaj|uzupełnij|wyjaśnij|wpisz))/iu,
  ),
)
const CJK_INSTRUCTION = light(
  light(
    /(?:を?(?:記載|記入|記述|入力|説明)(?:する|してください|します|せよ|$)|してください|例[:：]|(?:请|請)?(?:填写|描述|说明|填寫|說明)|如[:：]|〇〇|○○|△△|(?:을|를)? ?(?:작성|기재|설명|기술)(?:하세요|해 ?주세요|합니다|$)|하세요$|예[:：)])/u,
  ),
)

/** Markup that only wraps a value. */
function bare(text: string): string {
  return text
    .replace(/<!--[\s\S]{0,2000}?-->/g, ' ')
    .replace(/^[\s*_`~>-]+|(?<![\s*_`~])[\s*_`~]+$/g, '')
    .replace(/\s{2,}|[^\S ]/g, ' ')
    .trim()
}

/**
 * Whether a value is only the place for one: empty, "TBD", `YYYY-MM-DD`, `<name>`, `[Describe ...]`, `{{ title }}`, lorem ipsum.
 * A bracketed text counts only when its words ask for something: `[Ines Park]` is an owner.
 */
export const isPlaceholder = remembered(readsAsPlaceholder)

function readsAsPlaceholder(text: string): boolean {
  const value = bare(text.slice(0, 2000))
  if (value === '' || !/[\p{L}\p{N}]/u.test(value) || EMPTY.test(value.replace(/[.。]$/, ''))) return true
  if (ANGLE.test(value) || (/[{%]/.test(value) && BRACES.test(value)) || LOREM.test(value)) return true
  if (isPattern(value)) return true
  const boxed = /^[[(（【「<]+\s*(?<inner>[^[\]()（）【】]{1,400}?)\s*[\])）】」>]+[.:：]?$/u.exec(value)?.groups?.inner
  if (boxed !== undefined)
    return (
      EMPTY.test(boxed) ||
      isPattern(boxed) ||
      isInstruction(boxed) ||
      isChoiceList(boxed) ||
      ASKED.has(foldName(boxed).replace(/\s*\d+$/, ''))
    )
  return isChoiceList(value)
}

/** A line that tells the author what to write: in italics or brackets, or a bare imperative where the form is known to be one. */
export function isInstruction(text: string): boolean {
  const value = bare(text).replace(/^[[(（【]+/u, '')
  return INSTRUCTION.test(value) || CJK_INSTRUCTION.test(value)
}

/** The text as a whole is a pattern for a date, a time or a number, with little beside it. */
function isPattern(value: string): boolean {
  const match = PATTERN_MARK.test(value) ? PATTERN.exec(value) : null
  if (!match) return false
  const rest = value.replace(EACH_PATTERN, '').replace(/[^\p{L}\p{N}]/gu, '')
  return rest.length <= 14 || match.index <= 3
}

const CHOICE = light(
  /^[[(]?(?:sev(?:erity)?[- ]?\d|p[0-5]|s[0-5]|[0-5]|critical|high|medium|low|major|minor|draft|review|in review|under review|final|open|closed|resolved|investigating|identified|monitoring|mitigated|active|complete|published|archived|hoch|mittel|niedrig|критическ\p{L}+|высок\p{L}+|средн\p{L}+|низк\p{L}+|alta|media|média|baja|baixa|crítica|haute|moyenne|basse|elevata|bassa|高|中|低)(?![\p{L}\p{N}]|[:.-]\S)/iu,
)

/** "SEV1 | SEV2 | SEV3", "Critical/High/Medium/Low", "☐ high ☐ low": the choices of a form, none of them made. */
export function isChoiceList(value: string): boolean {
  const boxes = value.match(/[☐□⬜]/gu)?.length ?? 0
  if (boxes >= 2 && !/[☑☒✅✔]/u.test(value)) return true
  if (!/[/|]|\bor\b|または/.test(value)) return false
  const parts = value.split(/\s*(?:[/|]|\bor\b|または)\s*/u).filter(Boolean)
  return (
    parts.length >= 3 &&
    parts.every((part) => part.length <= 28) &&
    parts.filter((part) => CHOICE.test(part)).length >= 2
  )
}

/** What forms write in brackets without a verb. */
const ASKED = new Set(
  "name|names|your name|author|author name|authors|author(s)|title|incident title|incident name|event name|short title|owner|owners|assignee|team|team name|date|time|date/time|start time|end time|timestamp|duration|total duration|time period|number|number/percentage|value|link|links|url|id|incident id|ticket|ticket id|service|service name|services|system|component|description|event|event description|action|action item|task|item|topic|category|priority|status|severity|root cause|impact|summary|details|role|person|list|list of services|count|percentage|amount|reason|step|detail|point|learning|lesson|factor|cause|answer|response|what happened|topic or project|action topic or project|positive observation|improvement opportunity|titel|dienst|verantwortlicher|datum|beschreibung|maßnahme|ereignis|dauer|имя|название|дата|время|описание|ответственный|задача|событие|действие|сервис|nom|noms|titre|titre de l'incident|date et heure|description courte|responsable|événement|heure|durée|service impacté|nombre|nombre|fecha|hora|título|título del incidente|evento|acción|accion|respuesta|servicio|duración|cantidad|data|tempo|descrição|descricao|ação|responsável|horário|evento|serviço|duração|titolo|nome|descrizione|azione|ora|durata|naam|omschrijving|actie|tijd|duur|namn|beskrivning|åtgärd|tid|nazwa|imię|opis|działanie|czas|osoba/rola|名前|氏名|タイトル|日時|開始時刻|終了時刻|担当者|内容|数値|対策内容|修正内容|更新内容|改善内容|発生日時|姓名|标题|时间|日期|负责人|描述|事件|影响|简要原因|系统名称|이름|제목|날짜|시간|담당자|설명|내용"
    .split('|')
    .map(foldName),
)
