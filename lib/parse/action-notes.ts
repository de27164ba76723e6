import type { ActionItemPriority, ActionItemStatus } from '@/lib/schema/action-item'
import { detailKeyOf, detailOf, type Details, priorityOf } from './action-details'
import { stateAlone, statusWord } from './action-words'
import { type CalendarDate, completeDate, type DateAnchor, daysIn, findDates, isoDate, orderedDate } from './dates'
import { foldName } from './fold-name'
import { light, matchesOf } from './light-expression'
import { isPlaceholder } from './placeholders'
import { plain } from './piece'

/** What an item says about itself beside its title. */
export type Notes = {
  owner: string | null
  due: string | null
  status: ActionItemStatus | null
  ticket: string | null
  priority: ActionItemPriority | null
  details: Details
  /** The owner is a guess: a name in brackets or between dashes that nothing calls an owner. */
  unsureOwner: boolean
}
/** `other`: what an item is numbered or measured with, which is no field of it. */
export type NoteKey = 'owner' | 'due' | 'status' | 'ticket' | 'priority' | 'kind' | 'title' | 'other'

/** Labels of an item's parts, in the languages of `SECTION_NAMES`; compared folded. */
const LABELS: Record<NoteKey, string> = {
  owner:
    'owner|owners|assignee|assignees|assigned to|assigned|responsible|dri|who|lead|action owner|task owner|owner(s)|owning team|team|person|zuständig|verantwortlich|verantwortliche|verantwortlicher|zuständigkeit|wer|bearbeiter|владелец|ответственный|ответственные|исполнитель|кто|responsable|responsables|pilote|porteur|qui|attribué à|dueño|propietario|encargado|quién|asignado a|responsável|responsáveis|dono|quem|responsabile|responsabili|assegnatario|incaricato|chi|eigenaar|verantwoordelijke|actiehouder|wie|ansvarig|ägare|vem|tilldelad|odpowiedzialny|właściciel|osoba odpowiedzialna|kto|担当|担当者|オーナー|責任者|担当チーム|担当部署|対応者|実施者|主担当|负责人|负责角色|负责团队|责任团队|責任團隊|負責團隊|承办人|承辦人|處理人|处理人|跟進人|責任人|责任人|負責人|跟进人|执行人|담당|담당자|책임자|소유자|담당 팀|담당팀|담당 부서|조치자|작업자|kdo|osoba|zespół|wykonawca|realizuje|team zuständig|umsetzung durch|ansvar|utförare|vem gör|uitvoerder|trekker|referente|a cura di|a cargo de|encarregado|responsáveis pela ação|porté par|en charge|acteur|отв.|кто делает|исполнители',
  due: 'due|due date|due by|deadline|eta|target|target date|by when|when|fällig|fällig am|fälligkeit|frist|termin|bis|bis wann|zieltermin|срок|дедлайн|дата|когда|срок выполнения|échéance|date limite|délai|pour le|date cible|quand|fecha límite|plazo|vencimiento|fecha|cuándo|fecha objetivo|prazo|data limite|data|data alvo|quando|scadenza|entro|termine|deadline|streefdatum|einddatum|wanneer|vervaldatum|förfallodatum|datum|slutdatum|senast|när|termin realizacji|kiedy|klar|klart senast|ska vara klart|uiterlijk|uiterlijke datum|plazo límite|fecha compromiso|fecha de compromiso|data prevista|prazo final|échéance prévue|data di scadenza|datum gereed|geplante fertigstellung|zu erledigen bis|плановый срок|план|срок исполнения|期限|締切|期日|完了予定|完了予定日|対応期限|截止|截止日期|截止时间|完成时间|预计完成时间|预计完成|预期完成|要求完成时间|完成期限|计划完成时间|截止時間|完成時間|完成日期|기한|마감|마감일|완료 예정일|완료예정일|목표일|예정일|完了目標|対応期日|予定日|預計完成|預計完成日|计划完成|计划完成日期|目标日期|tegen wanneer|wanneer klaar|tegen|hasta cuándo|até quando|entro quando|à quelle date|完了目標日|実施期限|実施予定日|予定時期|完了予定時期|预定完成日|預定完成日|完成目標|完成目標日|완료 목표일|완료목표일|완료 목표|목표 기한|완료 기한|처리 기한|조치 기한|zu erledigen|erledigen bis|umsetzung bis|umsetzungstermin|zieldatum|soll-termin|до какого числа|к какому сроку|дата завершения|плановая дата|avant le|date prévue|date d’échéance|date butoir|fecha prevista|fecha estimada|fecha de entrega|antes de|previsão|previsão de conclusão|data de conclusão|entro il|data prevista di chiusura|gereed|gereed op|klaar op|streefdatum gereed|klart till|måldatum|tidsfrist|sista datum|termin wykonania|do kiedy|data realizacji|planowany termin',
  status:
    'status|state|progress|done|done?|completed|completed?|implemented|implemented?|zustand|stand|erledigt|fortschritt|статус|состояние|готово|прогресс|statut|état|avancement|fait|estado|avance|hecho|situação|andamento|feito|stato|avanzamento|fatto|stand van zaken|voortgang|gedaan|läge|klart|stan|postęp|zrobione|ステータス|状態|進捗|進捗状況|対応状況|実施状況|状況|完了状況|当前状态|完成情况|完成狀況|處理狀態|處理情形|辦理情形|办理情况|執行情形|执行情况|状态|进度|进展|狀態|進度|상태|진행 상태|진행상황|진행 상황|진행 여부|완료 여부|완료여부|bearbeitungsstand|umsetzungsstand|umsetzungsstatus|статус выполнения|выполнение|état d’avancement|réalisé|estado actual|progreso|stato di avanzamento|status realizacji|status uppföljning|stand',
  ticket:
    'ticket|tickets|ticket/link|issue|issues|jira|link|links|bug|bug #|tracking|tracker|task id|issue link|pr|tracking issue|pull request|github issue|reference|ref|vorgang|тикет|задача №|номер задачи|ссылка|lien|référence|enlace|incidencia|chamado|collegamento|riferimento|koppeling|ärende|länk|zgłoszenie|チケット|課題|リンク|工单|工單|链接|連結|티켓|이슈|링크',
  priority:
    'priority|prio|severity|sev|urgency|importance|p|priorität|dringlichkeit|wichtigkeit|schweregrad|приоритет|важность|срочность|критичность|priorité|urgence|gravité|prioridad|urgencia|gravedad|prioridade|urgência|gravidade|priorità|urgenza|gravità|prioriteit|urgentie|prioritet|allvarlighetsgrad|priorytet|優先度|優先順位|緊急度|重要度|优先级|優先級|优先度|紧急程度|우선순위|중요도|긴급도',
  other: 'effort|estimate|size|aufwand|id|#|no|no.|nr|nr.|№|番号|编号|序号|項番|번호|n°',
  kind: 'type|kind|category|typ|art|kategorie|тип|вид|категория|catégorie|tipo|categoría|categoria|soort|categorie|kategori|rodzaj|kategoria|種別|分類|種類|类型|类别|類型|유형|구분|종류|분류',
  title:
    'action|actions|action item|action items|item|task|tasks|todo|to do|description|follow-up|followup|follow up|improvement|recommendation|what|measure|work|maßnahme|massnahme|maßnahmen|aufgabe|beschreibung|was|мера|меры|задача|действие|описание|что|что сделать|мероприятие|mesure|tâche|acción|acciones|tarea|qué|descripción|medida|ação|ações|tarefa|o que|descrição|azione|azioni|attività|cosa|descrizione|misura|actie|acties|taak|wat|omschrijving|beschrijving|maatregel|åtgärd|åtgärder|uppgift|vad|beskrivning|aktivitet|działanie|działania|zadanie|co|opis|対策|対応|アクション|内容|施策|対応事項|実施事項|実施内容|再発防止策|改善策|対応内容|対策内容|タスク|項目|改善内容|行动项|行动|动作|改进动作|整改项|整改措施|改善行動|行動|改善措施|對策|改善項目|待辦事項|措施|改进措施|事项|任务|改进项|待办|內容|行動項目|項目|任務|조치|조치 내용|조치 항목|조치 사항|개선 항목|개선 사항|개선 과제|후속 조치|대책|액션|액션 아이템|항목|내용|작업|할 일',
}
const KEY_BY_LABEL = new Map<string, NoteKey>()
for (const key of Object.keys(LABELS) as NoteKey[])
  for (const label of LABELS[key].split('|'))
    if (!KEY_BY_LABEL.has(foldName(label))) KEY_BY_LABEL.set(foldName(label), key)

/** What a label or a column's name stands for ("Due date", "担当者"). */
export function noteKeyOf(label: string): NoteKey | null {
  const name = foldName(label.replace(/[*_`:：]/g, ''))
  return (
    KEY_BY_LABEL.get(name) ??
    KEY_BY_LABEL.get(name.replace(/\s*\([^)]*\)\s*$/, '')) ??
    KEY_BY_LABEL.get(name.replace(/\s*[/&].*$/, '')) ??
    null
  )
}

const TRACKER = light(
  /\/(?:issues?|pull|pulls|merge_requests|browse|tickets?|work_?items|cards?|c|tasks?|bugs?|stor(?:y|ies)|T\d{2,}|show_bug\.cgi)(?:[/?#-]|$)|jira|linear\.app|trello|asana|youtrack|bugzilla|phabricator|shortcut\.com|redmine|clickup/iu,
)
const NO_TICKET = light(
  /^(?:UTF|SHA|ISO|HTTPS?|CVE|SEV|AES|RFC|TLS|SSL|COVID|GPT|MD|IPV|P|PHP|HTTP2|RSA|CWE|X|RC|BETA|GMT|UTC|DST|AZ|TOP)-/u,
)

/** The number or address of an item's ticket: `OPS-12`, `#345`, a link into a tracker. */
export function ticketOf(text: string): string | null {
  for (const match of matchesOf(
    text,
    /(?<![\p{L}\p{N}/&?=#-])(?:[A-Z][A-Z0-9]{1,9}-\d{1,6}|#\d{2,6})(?![\p{L}\p{N}-])/gu,
  ))
    if (!NO_TICKET.test(match[0])) return match[0]
  for (const [address] of matchesOf(text, /https?:\/\/[^\s)>\]]{5,500}/g))
    if (TRACKER.test(address)) return address.replace(/[.,;]+$/, '')
  return null
}

/** The date that stands in `text`, or nothing when it names none or only part of one; "12/8" needs a known order. */
export function dateIn(text: string, anchor: DateAnchor | null): string | null {
  const hit = findDates(text, anchor?.order)[0]
  const date = hit && hit.index <= 12 ? completeDate(hit, anchor) : hit ? null : shortDate(text, anchor)
  return date ? isoDate(date) : null
}

/** "12/8" in the document's order, or "25.8.", as a value of its own; of the year nearest to the document's date. */
function shortDate(text: string, anchor: DateAnchor | null): CalendarDate | null {
  const { first, mark, second } =
    /^(?<first>\d{1,2})(?<mark>[/.])\s?(?<second>\d{1,2})\.?$/.exec(text.trim())?.groups ?? {}
  // a full stop stands only in dates that begin with the day
  const order = mark === '.' ? 'dmy' : anchor?.order
  const read = first && second && order ? orderedDate(Number(first), Number(second), order) : null
  return read && read.day > 0 && read.month > 0 && read.day <= daysIn(2024, read.month)
    ? completeDate({ ...read, year: null }, anchor)
    : null
}

const NAME = light(
  /^\p{Lu}[\p{L}'’.-]{1,20}(?: (?:(?:de|del|della|der|den|des|di|da|das|do|dos|du|la|le|van|ten|ter|von|vom|zu|af|av) ){0,2}\p{Lu}[\p{L}'’.-]{0,20}){0,2}$/u,
)
const INITIALS = light(/^\p{Lu}{2,3}$/u)
/** "佐藤", "黃志明", "김민수": a name where a date stands beside it. */
const ASIAN_NAME = /^(?:[\u4e00-\u9fff]{2,4}|[\uac00-\ud7a3]{2,4})$/u
/** "**maya** adds an alert", "**Sam** will write it up": a name in bold, and what a person does. */
const ACTOR = light(
  /^(?:\[[ xX]\]\s+)?(?:\*\*|__)(?<name>\p{Lu}[\p{Ll}'’-]{1,20}(?: \p{Lu}[\p{L}'’.-]{0,20})?|\p{Ll}{2,20})(?:\*\*|__)\s+(?:(?:will|to|shall|should|must|has to|needs to|is going to)\s+)?(?:adds?|asks?|checks?|contacts?|creates?|discuss(?:es)?|do(?:es)?|documents?|files?|fix(?:es)?|follows? up|investigates?|looks?|makes?|opens?|organi[sz]es?|prepares?|proposes?|removes?|reviews?|schedules?|sets? up|speaks?|takes?|talks?|tests?|updates?|writes?)(?!\p{L})/u,
)
/** "team Billing", "équipe Réseau", "運用チーム": who is no single person. */
const TEAM = light(
  /^(?:(?:the |das |l['’]|el |la |il |a |o )?(?:team|squad|équipe|equipe|equipo|equipa|zespół|dział|команда|отдел|группа|gruppo|grupo|ploeg|afdeling|groep|gruppe|abteilung|service) [\p{L}\p{N}&/.«»"„“”-]{2,24}(?: [\p{L}\p{N}&/.-]{2,20}){0,2}|[\p{L}\p{N}]{2,20}[ -]?(?:team|teamet|チーム|グループ|部門|팀|파트|组|組|团队|團隊|部门|部門))$/iu,
)
/** Capitalised, and no name of a person or a team. */
const NO_NAME = light(
  /^(?:AWS|GCP|API|DNS|CPU|SLO|SLI|SLA|TTL|TLS|SSL|ETA|TBD|TBC|TODO|DONE|WIP|N\/A|NA|PR|CI|CD|QA|UI|UX|SQL|IP|URL|HTTP|SSH|VPN|CDN|LB|OOM|RAM|GPU|JSON|YAML|IT|ASAP|OK|Yes|No|None|High|Medium|Low|Critical|Major|Minor|Short|Long|Optional|Note|See|Issue|PRs?|Kubernetes|Docker|Terraform|Grafana|Prometheus|Redis|Kafka|Postgres\p{L}*|MySQL|Slack|Jira|GitHub|GitLab|Google|Amazon|Azure|Linux|Monday|Tuesday|Wednesday|Thursday|Friday|January|February|March|April|May|June|July|August|September|October|November|December)$/u,
)

/** "Ines Park", "R. Osei", "Platform Team"; one capitalised word is too little. */
export function looksLikeName(text: string): boolean {
  return NAME.test(text) && text.includes(' ') && !text.split(' ').some((word) => NO_NAME.test(word))
}

/** "JP", "AFC": two or three capitals that are no known abbreviation. */
export function isInitials(text: string): boolean {
  return INITIALS.test(text) && !NO_NAME.test(text)
}

/** "**JP**" or "@ines" above a list: whose it is. */
export function personOf(heading: string): string | null {
  const name = heading.replace(/[*_:：]/g, '').trim()
  if (/^@[\p{L}][\p{L}\p{N}_-]{1,38}$/u.test(name)) return name.slice(1)
  return isInitials(name) ? name : null
}

export function cleanOwner(text: string): string | null {
  const name = plain(text)
    .replace(/^[\s@[(（]+|[\s\])）.,;]+$/gu, '')
    .trim()
  return name === '' || name.length > 80 || !/\p{L}/u.test(name) || isPlaceholder(name) ? null : name
}

const PART = light(
  /(?:^|[\s(（[,，、;；|·])\**(?<label>[\p{L}][\p{L} '’-]{1,24}?)\**[ \t]*[:：=][ \t]*\**[ \t]*(?<value>@?[^,，、;；()（）[\]|·\n]{1,80})/gu,
)
const DUE = light(
  /(?:^|[\s(（,;])(?:due(?: by| date| on)?|by|until|deadline|eta|fällig(?: am| bis)?|bis(?: zum)?|срок|до|к|avant le|d['’]ici(?: le)?|pour le|antes del|para el|hasta el|até|entro(?: il)?|uiterlijk|vóór|voor|senast(?: den)?|do(?: dnia)?|avant fin|vor dem|não depois de)[:\s]+(?<date>[^,;)\]）]{4,30})/iu,
)
const UNTIL = light(/(?<date>\d[^\s,，;；()（）]{3,14})\s*(?:まで|までに|前|之前|까지)/u)

/** Lines, and sentences that open with a label: "Alert on age. Owner: Ines. Due: 1 May." */
const NOTE_BORDER = /\r\n|\n|\r|[.;。；]\s*(?=\*{0,2}\p{L}[\p{L} '’-]{1,24}\*{0,2}\s?[:：])/u

/** Notes that say nothing. */
export function blankNotes(): Notes {
  return { owner: null, due: null, status: null, ticket: null, priority: null, details: {}, unsureOwner: false }
}

/** Owner, due date, status, ticket, priority and details that the text of an item names; `anchor` completes a date without a year. */
export function readNotes(text: string, anchor: DateAnchor | null): Notes {
  const notes: Notes = { ...blankNotes(), ticket: ticketOf(text) }
  for (const line of text.split(NOTE_BORDER)) {
    for (const { groups } of matchesOf(line, PART)) {
      // behind a dash: "Alert on age - Owner: Ines"
      const key = groups?.label
        ? (noteKeyOf(groups.label) ?? noteKeyOf(groups.label.split(/\s[-–—]\s/).at(-1) ?? ''))
        : null
      const detail = groups?.label && key === null ? detailKeyOf(groups.label) : null
      if (detail) notes.details[detail] ??= detailOf(groups?.value ?? '') ?? undefined
      if (key && groups?.value) putNote(notes, key, groups.value.split(/\s[-–—]\s/)[0] ?? '', anchor)
    }
  }
  notes.due ??= dateIn(DUE.exec(text)?.groups?.date ?? UNTIL.exec(text)?.groups?.date ?? '', anchor)
  putMentioned(notes, text, anchor)
  return notes
}

/** Takes over what a label says: `putNote(notes, 'owner', '@ines')`. */
export function putNote(notes: Notes, key: NoteKey, value: string, anchor: DateAnchor | null): void {
  if (isPlaceholder(value)) return
  // "Owner: Ines. Due Thursday": the name ends with its sentence
  if (key === 'owner') notes.owner ??= cleanOwner(value.split(/(?<=\p{L}{3})[.。]\s+(?=\p{Lu})/u)[0] ?? '')
  if (key === 'due') notes.due ??= dateIn(value.trim(), anchor)
  if (key === 'status') notes.status ??= stateAlone(value)
  if (key === 'ticket') notes.ticket ??= ticketOf(value)
  if (key === 'priority') notes.priority ??= priorityOf(value)
}

/** What stands with an item without a label: "(@ines)", "[Ines Park]", "(Ines Park, 2025-03-01)", "- Ines - 1 May", "@ines:". */
function putMentioned(notes: Notes, text: string, anchor: DateAnchor | null): void {
  const parts = mentionedParts(text)
  const dated = parts.find((part) => isDate(part, anchor))
  if (dated) notes.due ??= dateIn(dated, anchor)
  if (notes.owner) return
  const front = /^(?:\[[ xX]\]\s+)?@(?<handle>[\p{L}][\p{L}\p{N}_-]+)\s*[:：–—-]/u.exec(text)?.groups?.handle
  const handle = parts
    .map((part) => /^@(?<handle>[\p{L}][\p{L}\p{N}_-]+)\s*\.?$/u.exec(part)?.groups?.handle)
    .find(Boolean)
  notes.owner = front ?? handle ?? null
  if (notes.owner) return
  const actor = ACTOR.exec(text)?.groups?.name
  if (actor && !NO_NAME.test(actor)) {
    notes.owner = actor
    notes.unsureOwner = true
    return
  }
  const others = parts.filter(
    (part) => isDate(part, anchor) || statusWord(part, true) !== null || ticketOf(part) === part,
  )
  const boxed = /\[[^[\]]{2,40}\]\s*\.?\s*$/u.test(text)
  const name = parts.find((part) =>
    others.includes(part)
      ? false
      : others.length > 0
        ? TEAM.test(part) ||
          ASIAN_NAME.test(part) ||
          (NAME.test(part) && !part.split(' ').some((word) => NO_NAME.test(word)))
        : parts.length === 1 &&
          /[)\]）]\s*\.?\s*$/u.test(text) &&
          (looksLikeName(part) || TEAM.test(part) || (boxed && INITIALS.test(part) && !NO_NAME.test(part))),
  )
  if (!name) return
  notes.owner = name
  notes.unsureOwner = true
}

/** The parts of the bracket at the end, or else of what stands between dashes or bars behind the item's words. */
export function mentionedParts(text: string): string[] {
  const bracket = /[([（](?<words>[^()[\]（）]{2,80})[)\]）]\s*\.?\s*$/u.exec(text)?.groups?.words
  if (bracket) return bracket.split(/\s*(?:[,，、;；|]|(?<!\d)\/|\/(?!\d))\s*/)
  const behind = text.split(/\s+(?:[-–—|]|→|->)\s+/).slice(1)
  return behind.flatMap((part) => part.split(/\s*[,，、;；]\s*/))
}

/** The whole part is a date. */
function isDate(part: string, anchor: DateAnchor | null): boolean {
  const hit = findDates(part, anchor?.order)[0]
  return (
    hit !== undefined &&
    dateIn(part, anchor) !== null &&
    part.replace(part.slice(hit.index, hit.index + hit.length), '').trim().length <= 8
  )
}

/** Whether a part names nothing but an owner, a date, a status or a ticket of the item that `notes` are of. */
export function isNotePart(part: string, notes: Notes, anchor: DateAnchor | null): boolean {
  const bare = part.trim().replace(/^@/, '')
  return (
    bare === notes.owner || isDate(part, anchor) || ticketOf(part) === part.trim() || statusWord(part, true) !== null
  )
}
