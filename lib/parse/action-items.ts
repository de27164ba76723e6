import type { ActionItemKind, ActionItemStatus } from '@/lib/schema/action-item'
import type { ActionItemDraft } from '@/lib/schema/draft'
import type { Block, TableBlock } from './blocks'
import { type CalendarDate, completeDate, findDates, isoDate, partialDate } from './dates'
import { cut, oneLine, type Piece, plain, spanOf } from './piece'
import type { Section } from './sections'

const B = '(?<![\\p{L}\\p{N}])'
const E = '(?![\\p{L}\\p{N}])'
const word = (source: string) => new RegExp(`${B}(?:${source})${E}`, 'iu')

/** Words of a status, per status; the first status that fits counts. */
const STATUS: [ActionItemStatus, RegExp][] = [
  [
    'wont-do',
    word(
      "won['’]?t (?:do|fix)|wontfix|cancel(?:l?ed)|rejected|abandoned|verworfen|abgelehnt|wird nicht umgesetzt|отменено|отклонено|не будем делать",
    ),
  ],
  ['blocked', word('blocked|on hold|blockiert|pausiert|заблокировано|приостановлено|ждёт|на паузе')],
  [
    'in-progress',
    word(
      'in[ -]progress|ongoing|wip|under ?way|in review|started|doing|in arbeit|in bearbeitung|läuft|laufend|begonnen|в работе|в процессе|выполняется|ведётся|ведется|начато|en cours|en curso|em andamento|in corso|対応中|进行中|진행 중',
    ),
  ],
  [
    'done',
    word(
      'done|completed?|finished|closed|fixed|resolved|shipped|merged|implemented|deployed|erledigt|abgeschlossen|fertig|umgesetzt|behoben|готово|сделано|выполнено|завершено|закрыто|реализовано|исправлено|terminé|hecho|concluído|完了|完成|완료',
    ),
  ],
  [
    'open',
    word(
      'open|to ?do|planned|not started|pending|backlog|new|offen|geplant|ausstehend|nicht begonnen|открыто|открыта|открыт|запланировано|не начато|в планах|новая|ожидает|ouvert|abierto|未着手|未対応|待办',
    ),
  ],
]
const NOT_BEGUN = word(
  'not (?:yet )?(?:started|done|begun|completed)|nicht begonnen|noch nicht (?:begonnen|erledigt)|не (?:начат\\p{L}*|сделан\\p{L}*|выполнен\\p{L}*)',
)
/** A paragraph that leads into a list says how far its items are. */
const LEAD_IN: [ActionItemStatus, RegExp][] = [
  [
    'done',
    /(?:^|[\s,])(?:we have (?:already )?(?:\p{L}+ed|made|put|taken)|have been (?:completed|implemented|made)|already (?:completed|done|implemented)|we already|wir haben (?:bereits|schon)|bereits (?:umgesetzt|erledigt)|мы уже|уже (?:сделано|сделали|внедрили|выполнено))(?=[\s,:.]|$)/iu,
  ],
  [
    'in-progress',
    /(?:^|[\s,])(?:we(?: are|['’]re) (?:currently |now |actively |also )?(?:\p{L}+ing)|are being (?:implemented|worked on|rolled out|introduced)|are (?:under ?way|in progress)|wir (?:implementieren|setzen|führen|arbeiten|bauen|ergänzen|erweitern|entwickeln|verbessern)|werden (?:derzeit|gerade|aktuell)|мы (?:внедряем|реализуем|работаем|делаем|добавляем|вводим|разрабатываем|улучшаем)|внедряем|реализуем|сейчас (?:мы )?(?:внедряем|делаем))(?=[\s,:.]|$)/iu,
  ],
  [
    'open',
    /(?:^|[\s,])(?:we (?:will|plan to|intend to|are going to|are planning)|we['’]ll|planned|wir (?:werden|planen|wollen|beabsichtigen)|мы (?:планируем|будем|собираемся|намерены)|планируем|планируется)(?=[\s,:.]|$)/iu,
  ],
]
const KINDS: [ActionItemKind, RegExp][] = [
  [
    'detect',
    /(?<!\p{L})(?:alert\p{L}*|monitor\p{L}*|dashboards?|observab\p{L}*|detect\p{L}*|metrics?|logging|alarm\p{L}*|überwach\p{L}*|erkenn\p{L}*|алерт\p{L}*|мониторинг\p{L}*|оповещ\p{L}*|метрик\p{L}*|дашборд\p{L}*|обнаруж\p{L}*)(?!\p{L})/iu,
  ],
  [
    'mitigate',
    /(?<!\p{L})(?:mitigat\p{L}*|rollbacks?|reverts?|reverted|renew\p{L}*|failover|fallbacks?|faster|circuit breakers?|feature flags?|kill switch\p{L}*|redundan\p{L}*|disabl\p{L}*|turn(?:ed)? off|reduc\p{L}*|lower\p{L}*|deaktivier\p{L}*|abschalt\p{L}*|reduzier\p{L}*|rückfall\p{L}*|отключ\p{L}*|снизи\p{L}*|сократи\p{L}*|уменьш\p{L}*|откат\p{L}*|резерв\p{L}*)(?!\p{L})/iu,
  ],
  [
    'process',
    /(?<!\p{L})(?:process(?:es)?|procedures?|runbooks?|playbooks?|documentation|document|training|reviews?|requirements?|checklists?|policy|policies|drills?|game ?days?|on-?call|prozess\p{L}*|dokument\p{L}*|schulung\p{L}*|checkliste\p{L}*|richtlinie\p{L}*|freigabe\p{L}*|ablauf\p{L}*|процесс\p{L}*|регламент\p{L}*|документ\p{L}*|обучени\p{L}*|чек-?лист\p{L}*|инструкци\p{L}*|процедур\p{L}*)(?!\p{L})/iu,
  ],
  [
    'prevent',
    /(?<!\p{L})(?:prevent\p{L}*|tests?|testing|validat\p{L}*|invalidat\p{L}*|gates?|guard\p{L}*|enforce\p{L}*|rotat\p{L}*|subscrib\p{L}*|require\p{L}*|block\p{L}*|limit\p{L}*|separat\p{L}*|pin|replac\p{L}*|verhinder\p{L}*|tests?|\p{L}*tests?|invalidier\p{L}*|\p{L}+-invalidierung|verpflichtend\p{L}*|validier\p{L}*|rotation|тест\p{L}*|инвалид\p{L}*|обязательн\p{L}*|предотвра\p{L}*|провер\p{L}*|ротаци\p{L}*|валидаци\p{L}*|исключ\p{L}*)(?!\p{L})/iu,
  ],
]
const CONDITION =
  /(?:(?<!\p{L})(?:until|till|unless|once|only after|only once|as long as|provided that|bis|solange|sobald|nur nach|erst nach|erst wenn|до (?:появления|тех пор|внедрения|завершения|момента)|пока не|только после|как только|после того как))(?!\p{L})[\s\S]*$/iu
/** A bracket or dash at the end that speaks of the item's state, not of its content. */
const TAIL =
  /\s*(?:[([](?<bracket>[^()[\]]{2,90})[)\]]|(?:\s[-–—]|→|[:;])\s*\*{0,2}(?<dash>[^-–—:;()]{2,40}?)\*{0,2})\s*\.?\s*$/u
const TICKET =
  /(?<address>https?:\/\/[^\s)>\]]{5,500})|(?<![\p{L}\p{N}])(?<key>[A-Z][A-Z0-9]{1,9}-\d{1,6}|#\d{1,6})(?![\p{L}\p{N}])/u
const OWNER =
  /(?:^|[\s(,;])(?:owner|assignee|assigned to|responsible|dri|zuständig|verantwortlich|владелец|ответственный|исполнитель)[:\s]+\**@?(?<name>[\p{L}][\p{L}\p{N}._ -]{1,40}?)\**(?=[,;.)\]]|$)/iu
const DUE =
  /(?:^|[\s(,;])(?:due(?: by| date| on)?|by|until|deadline|eta|fällig(?: am| bis)?|bis|срок|до|к)[:\s]+(?<date>[^,;)\]]{4,30})/iu

/** What an item takes from the text around it. */
type Context = { status: ActionItemStatus | null; kind: ActionItemKind | null; anchor: CalendarDate | null }

/** An action item with the place of each of its parts. */
export type ActionItemPiece = { draft: ActionItemDraft; title: Piece; status: Piece | null }

/** Follow-ups listed in `sections`: bullets, checkboxes, numbered lists and tables. `anchor` gives the year of "since March". */
export function readActionItems(sections: Section[], anchor: CalendarDate | null): ActionItemPiece[] {
  return sections.flatMap((section) => {
    const heading = section.heading?.piece.text ?? ''
    const named = headingStatus(heading)
    const context: Context = { status: named, kind: headingKind(heading), anchor }
    return readItems(section.blocks, context)
  })
}

function readItems(blocks: Block[], context: Context): ActionItemPiece[] {
  const found: ActionItemPiece[] = []
  let here = context
  let baseIndent: number | null = null
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      const status = leadInStatus(block.piece.text)
      here = { ...context, status: status ?? context.status }
      baseIndent = null
    }
    if (block.kind === 'table') for (const item of readTable(block, here)) found.push(item)
    if (block.kind !== 'item' || isEmptyItem(block.piece.text)) continue
    baseIndent ??= block.indent
    // a deeper item explains the one above it
    if (block.indent > baseIndent + 1) continue
    found.push(readItem(block.piece, here))
  }
  return found
}

function isEmptyItem(text: string): boolean {
  return !/\p{L}{2}/u.test(text) || /^[\s*_]*(?:n\/?a|none|tbd|todo|keine|нет|—|-)[\s*_.]*$/iu.test(text)
}

/** Reads one item: its title without checkbox and state, and what the state says. */
export function readItem(piece: Piece, context: Context): ActionItemPiece {
  const box = /^\[(?<mark>[ xX~-])\]\s+/.exec(piece.text)
  let title = box ? cut(piece, box[0].length) : piece
  let status: ActionItemStatus | null = box
    ? box.groups?.mark === ' '
      ? 'open'
      : box.groups?.mark === '~'
        ? 'in-progress'
        : 'done'
    : null
  let statusPiece: Piece | null = null
  let since: string | null = null
  let closedBy: string | null = null
  const tail = TAIL.exec(title.text.slice(-140))
  const words = tail?.groups?.bracket ?? tail?.groups?.dash
  const told = words ? statusWord(words, tail?.groups?.dash !== undefined) : null
  if (tail && words && told) {
    const at = Math.max(0, title.text.length - 140) + tail.index
    status = told
    since = told === 'done' ? null : sinceOf(words, context.anchor)
    closedBy = told === 'done' ? closedByOf(words) : null
    const wordsAt = title.text.indexOf(words, at)
    statusPiece = cut(title, wordsAt, wordsAt + words.length)
    title = cut(title, 0, at)
  }
  const note = /\s*[([](?<note>[^()[\]]{2,90})[)\]]\s*\.?$/u.exec(title.text.slice(-100))
  if (note?.groups?.note && isBookkeeping(note.groups.note)) title = cut(title, 0, title.text.length - note[0].length)
  const lead = status ? null : leadingStatus(title)
  if (lead) {
    status = lead.status
    statusPiece = lead.piece
    title = lead.rest
  }
  const text = piece.text
  return {
    title,
    status: statusPiece,
    draft: {
      title: plain(title.text),
      status: status ?? context.status,
      owner: ownerOf(text),
      due: dueOf(text, context.anchor),
      kind: kindIn(title.text, context.kind),
      condition: conditionOf(title.text),
      since,
      closedBy,
      ticket: ticketOf(text),
      span: spanOf(piece),
    },
  }
}

/** A bracket that names nothing but owner, due date or ticket. */
function isBookkeeping(note: string): boolean {
  return note
    .split(/[,;]/)
    .every(
      (part) =>
        OWNER.test(part) ||
        DUE.test(part) ||
        /^\s*(?:@[\p{L}\p{N}_-]+|[A-Z][A-Z0-9]{1,9}-\d{1,6}|#\d{1,6})\s*$/u.test(part),
    )
}

/** "DONE: renew the tokens, "[In progress] more alerts". */
function leadingStatus(title: Piece): { status: ActionItemStatus; piece: Piece; rest: Piece } | null {
  const match =
    /^(?:\*\*|__)?[([]?(?<words>[\p{L}' -]{3,20})[)\]]?(?:\*\*|__)?\s*[:–—-]\s+(?=\S)|^[([](?<boxed>[\p{L}' -]{3,20})[)\]]\s+/u.exec(
      title.text,
    )
  const words = match?.groups?.words ?? match?.groups?.boxed
  const status = words ? statusWord(words, true) : null
  if (!match || !words || !status) return null
  const at = title.text.indexOf(words)
  return { status, piece: cut(title, at, at + words.length), rest: cut(title, match[0].length) }
}

/** The status that `words` name. `whole`: nothing but a status may stand there. */
function statusWord(words: string, whole: boolean): ActionItemStatus | null {
  if (NOT_BEGUN.test(words)) return 'open'
  const found = STATUS.find(([, expression]) => expression.test(words))
  if (!found) return null
  if (!whole) return found[0]
  const rest = words.replace(found[1], '').replace(/[^\p{L}]/gu, '')
  return rest.length <= 14 ? found[0] : null
}

function headingStatus(heading: string): ActionItemStatus | null {
  const bracket = /[([](?<words>[^()[\]]{2,40})[)\]]/.exec(heading)?.groups?.words
  if (bracket && !/https?:/.test(bracket)) {
    const status = statusWord(bracket, true)
    if (status) return status
  }
  if (word('actions taken|completed actions|completed|принятые меры|bereits umgesetzt').test(heading)) return 'done'
  if (
    word(
      'planned actions|planned improvements|next steps|planned|geplante maßnahmen|nächste schritte|планируемые меры|следующие шаги|дальнейшие шаги',
    ).test(heading)
  )
    return 'open'
  return null
}

function headingKind(heading: string): ActionItemKind | null {
  if (
    word(
      'prevent\\p{L}*|vorbeug\\p{L}*|präventi\\p{L}*|предотвращ\\p{L}*|превентивн\\p{L}*|профилакти\\p{L}*|再発防止\\p{L}*',
    ).test(heading)
  )
    return 'prevent'
  if (word('detect\\p{L}*|monitoring|erkennung|обнаружен\\p{L}*|мониторинг\\p{L}*').test(heading)) return 'detect'
  if (word('mitigat\\p{L}*').test(heading) && !word('risk').test(heading)) return 'mitigate'
  if (word('process|prozess\\p{L}*|процесс\\p{L}*').test(heading)) return 'process'
  return null
}

export function leadInStatus(text: string): ActionItemStatus | null {
  const line = oneLine(text.slice(0, 300))
  return LEAD_IN.find(([, expression]) => expression.test(line))?.[0] ?? null
}

/** What the heading says holds for its items ("Preventive measures"), except that alerts and monitors detect. */
function kindIn(title: string, heading: ActionItemKind | null): ActionItemKind | null {
  const own = kindOf(title)
  return own === 'detect' ? own : (heading ?? own)
}

/** The rule: the first kind whose words the title has, detection before mitigation before process before prevention. */
function kindOf(title: string): ActionItemKind | null {
  return KINDS.find(([, expression]) => expression.test(title))?.[0] ?? null
}

function conditionOf(title: string): string | null {
  const match = CONDITION.exec(title)
  if (!match) return null
  return plain(match[0].replace(/[).;,]+$/, '')) || null
}

function sinceOf(words: string, anchor: CalendarDate | null): string | null {
  if (!/(?<!\p{L})(?:since|from|seit|с|depuis|desde|sinds)(?!\p{L})/iu.test(words)) return null
  const hit = findDates(words)[0]
  if (!hit) return null
  // "since March" in a document of April is of this year; in one of January, of the year before
  const year = hit.year ?? (anchor ? (hit.month > anchor.month ? anchor.year - 1 : anchor.year) : null)
  return partialDate({ ...hit, year })
}

function closedByOf(words: string): string | null {
  const match = /(?<!\p{L})(?:in|with|by|via|through|mit|durch|в|через)\s+(?<by>\S.{0,80})$/iu.exec(words.trim())
  return match?.groups?.by?.trim() ?? null
}

function ticketOf(text: string): string | null {
  const match = TICKET.exec(text)
  return match?.groups?.address?.replace(/[.,;]+$/, '') ?? match?.groups?.key ?? null
}

function ownerOf(text: string): string | null {
  const named = OWNER.exec(text)?.groups?.name?.trim()
  if (named) return named
  return (
    /[([]\s*@(?<handle>[\p{L}][\p{L}\p{N}_-]+)\s*[)\]]|(?:[-–—]\s*)@(?<last>[\p{L}][\p{L}\p{N}_-]+)\s*$/u
      .exec(text)
      ?.slice(1)
      .find(Boolean) ?? null
  )
}

function dueOf(text: string, anchor: CalendarDate | null): string | null {
  const words = DUE.exec(text)?.groups?.date
  const hit = words ? findDates(words)[0] : undefined
  const date = hit && hit.index <= 4 ? completeDate(hit, anchor) : null
  return date ? isoDate(date) : null
}

const COLUMNS = {
  title:
    /action|item|task|todo|description|follow|maßnahme|aufgabe|beschreibung|мера|задача|действие|описание|what|対策|アクション/iu,
  owner: /owner|assignee|responsible|who|dri|verantwortlich|zuständig|ответственн|владелец|исполнитель|担当/iu,
  due: /due|deadline|eta|when|target|fällig|frist|termin|срок|дата|期限/iu,
  status: /status|state|done|progress|статус|состояние|stand/iu,
  ticket: /ticket|issue|jira|link|bug|tracking|тикет|задача №|チケット/iu,
  kind: /type|kind|category|typ|art|тип|вид|種別/iu,
}

function readTable(table: TableBlock, context: Context): ActionItemPiece[] {
  const names = table.header.map((cell) => plain(cell.text))
  const column = (name: RegExp, ...without: number[]) =>
    names.findIndex((text, index) => !without.includes(index) && name.test(text))
  const at = {
    owner: column(COLUMNS.owner),
    due: column(COLUMNS.due),
    status: column(COLUMNS.status),
    ticket: column(COLUMNS.ticket),
    kind: column(COLUMNS.kind),
  }
  const title = Math.max(0, column(COLUMNS.title, ...Object.values(at)))
  return table.rows.flatMap((row) => {
    const piece = row[title]
    if (!piece || isEmptyItem(piece.text)) return []
    const item = readItem(piece, context)
    const cell = (index: number) => (index >= 0 ? plain(row[index]?.text ?? '') : '')
    const date = findDates(cell(at.due))[0]
    const due = date && completeDate(date, context.anchor)
    const known = (text: string) => (/^(?:|-|—|n\/?a|tbd|none|\?+)$/i.test(text) ? null : text)
    const draft: ActionItemDraft = {
      ...item.draft,
      owner: known(cell(at.owner))?.replace(/^@/, '') ?? item.draft.owner,
      due: due ? isoDate(due) : item.draft.due,
      status: statusWord(cell(at.status), false) ?? item.draft.status,
      ticket:
        (at.ticket >= 0 ? (ticketOf(row[at.ticket]?.text ?? '') ?? known(cell(at.ticket))) : null) ?? item.draft.ticket,
      kind: KINDS.find(([kind]) => cell(at.kind).toLowerCase().startsWith(kind))?.[0] ?? item.draft.kind,
      span: [row[0]?.start ?? piece.start, row.at(-1)?.end ?? piece.end],
    }
    return [{ ...item, draft }]
  })
}
