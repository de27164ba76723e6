import type { ActionItemDraft } from '@/lib/schema/draft'
import { type DetailKey, detailKeyOf, detailOf, type Details, priorityOf } from './action-details'
import { type ActionItemPiece, type Context, isEmptyItem, readItem } from './action-item'
import { cleanOwner, dateIn, type NoteKey, noteKeyOf, ticketOf } from './action-notes'
import { doneWord, headingKind, headingStatus, stateAlone, statusWord } from './action-words'
import type { TableBlock } from './blocks'
import { foldName } from './fold-name'
import { light } from './light-expression'
import { type Piece, plain } from './piece'
import { isPlaceholder } from './placeholders'

const DONE_COLUMN = light(
  /^(?:done|completed?|implemented|closed|finished|erledigt|umgesetzt|готово|выполнено|fait|terminé|hecho|completado|feito|concluído|fatto|completato|gedaan|klart|zrobione|gotowe|完了|済|完成|완료)\s*\??$/iu,
)
const TIME_COLUMN = light(
  /^(?:time|timestamp|date ?(?:\/|and|&) ?time|time ?\(.*\)|uhrzeit|zeit|zeitpunkt|время|heure|horodatage|hora|horário|ora|orario|tijd|tijdstip|tid|klockslag|czas|godzina|時刻|時間|日時|时间|時間|시간|시각)/iu,
)

type Columns = Partial<Record<NoteKey | DetailKey, number>> & { title: number; done: boolean }

/** A column of remarks, which may say what the item is, or anything else. */
const REMARKS = light(
  /^(?:notes?|comments?|remarks?|bemerkung(?:en)?|anmerkung(?:en)?|kommentare?|notizen?|примечани[ея]|комментари[ий]|заметки|remarques?|commentaires?|notas?|comentarios?|observaciones|comentários?|observações|note|commenti|osservazioni|opmerking(?:en)?|anteckning(?:ar)?|kommentar(?:er)?|uwagi|komentarz|備考|メモ|备注|備註|비고|메모)$/iu,
)

/** The items of a table, one a row: `| Action | Owner | Due | Status | Ticket |`, columns in any order and language. */
export function readTable(table: TableBlock, context: Context): ActionItemPiece[] {
  const columns = columnsOf(table)
  return table.rows.flatMap((row) => readRow(row, columns, context))
}

/** Whether a table outside a section about actions is one of actions: an action with an owner, a due date or a status. */
export function isActionTable(table: TableBlock): boolean {
  const names = table.header.map((cell) => plain(cell.text))
  if (names.some((name) => TIME_COLUMN.test(name))) return false
  const keys = names.map(noteKeyOf)
  const action = names.some((name) =>
    /(?<!\p{L})(?:actions?|action items?|tasks?|follow-?ups?|maßnahmen?|aufgaben?|мера|меры|задач\p{L}|действи\p{L}|tâches?|acci[oó]n(?:es)?|tareas?|a[cç](?:ão|ões)|tarefas?|azion[ei]|acties?|actiepunt\p{L}*|åtgärd(?:er)?|działani[ea]|zadani[ea])(?!\p{L})|対策|アクション|対応事項|実施事項|[行整改][动動改进進善](?:项|項|措施|事項|事项|動|动作)?|措施|待[办辦]|행동|조치|액션|과제|대책/iu.test(
      name,
    ),
  )
  return action && keys.filter((key) => key === 'owner' || key === 'due' || key === 'status').length > 0
}

function columnsOf(table: TableBlock): Columns {
  const names = table.header.map((cell) => plain(cell.text))
  const exact = names.map(noteKeyOf)
  const keys = names.map((name, index) => exact[index] ?? partOf(name))
  // "Target repo" in front of "Due date": the column that bears the name, before one with a word of it
  const first = (key: NoteKey) => (exact.includes(key) ? exact : keys).indexOf(key)
  const titles = keys.flatMap((key, index) => (key === 'title' ? [index] : []))
  // "Action item" beside "Description": the one that says more is a detail, the first is the item
  const details = names.map((name) => detailKeyOf(name))
  const unnamed = names.flatMap((_, index) => (keys[index] === null ? [index] : []))
  const plainOnes = unnamed.filter((index) => details[index] === null)
  const free = plainOnes.length > 0 ? plainOnes : unnamed
  const title =
    titles[0] ??
    toldIn(table, first('ticket')) ??
    longest(table, free.length > 0 ? free : names.map((_, index) => index))
  const outcome = names.findIndex((name) =>
    /^(?:outcome|result|ergebnis|résultat|resultado|esito|результат)s?$/iu.test(name),
  )
  const status = first('status') >= 0 ? first('status') : outcome
  return {
    title,
    owner: first('owner'),
    due: first('due'),
    status,
    ticket: first('ticket'),
    kind: first('kind'),
    priority: first('priority'),
    ...detailColumns(names, details, title),
    done: status >= 0 && DONE_COLUMN.test(foldName(names[status] ?? '')),
  }
}

/** Columns that say more of an item; the one that is its title is none of them. */
function detailColumns(names: string[], details: (DetailKey | null)[], title: number) {
  const column = (key: DetailKey) => details.findIndex((detail, index) => detail === key && index !== title)
  const described = column('description')
  const remarks = names.findIndex((name, index) => index !== title && REMARKS.test(foldName(name)))
  return {
    description: described >= 0 ? described : remarks,
    scope: column('scope'),
    dependency: column('dependency'),
  }
}

/** A column's meaning by a word of its name ("Responsible engineer", "Expected due date (UTC)"). */
function partOf(name: string): NoteKey | null {
  const folded = foldName(name).replace(/\([^)]*\)/g, '')
  if (
    /owner|assignee|responsib|verantwortlich|zustandig|ответственн|исполнител|responsable|responsav|responsabil|ansvarig|odpowiedzialn|verantwoordelijk|eigenaar|担当|负责|負責|責任|责任|담당|책임/u.test(
      folded,
    )
  )
    return 'owner'
  if (
    /\bdue\b|deadline|target|fallig|frist|срок|echeance|plazo|prazo|scadenza|termin|期限|期日|截止|完成(?:日|时间|時間)|기한|마감|목표일|예정일/u.test(
      folded,
    )
  )
    return 'due'
  if (/status|\bstate\b|статус|progress|estado|stato\b|avancement|状況|ステータス|状态|狀態|상태/u.test(folded))
    return 'status'
  if (/ticket|issue|jira|tracking|тикет|チケット|工单/u.test(folded)) return 'ticket'
  if (/\btype\b|\bkind\b|categor|\btip[oa]?\b|\btyp\b|тип|種別|类型|유형/u.test(folded)) return 'kind'
  if (
    /action|task|measure|follow|maßnahme|aufgabe|мер[аы]|задач|accion|tarea|acao|azion|actie|atgard|dzialan|対策|措施|조치/u.test(
      folded,
    )
  )
    return 'title'
  return /priorit|prio\b|severity|urgenc|приоритет|優先|优先|우선/u.test(folded) ? 'priority' : null
}

/** The column of tickets where its cells say what is to be done ("#41: alert on caught errors"). */
function toldIn(table: TableBlock, column: number): number | null {
  const told = table.rows.filter((row) => (plain(row[column]?.text ?? '').match(/\p{L}{2,}/gu)?.length ?? 0) >= 3)
  return column >= 0 && told.length * 2 > table.rows.length ? column : null
}

/** "(Jira: OPS-12) TODO" without the ticket, so that only the state is left. */
function withoutTicket(cell: string): string {
  return cell
    .replace(
      /[\w.-]{1,60}\/[\w.-]{1,60}#\d{1,7}|[([][^()[\]]{0,60}[)\]]|https?:\/\/\S+|[A-Z][A-Z0-9]{1,9}-\d{1,6}|#\d{1,7}/gu,
      ' ',
    )
    .trim()
}

function longest(table: TableBlock, among: number[]): number {
  const length = (index: number) =>
    table.rows.slice(0, 20).reduce((sum, row) => sum + (row[index]?.text.length ?? 0), 0)
  return among.reduce((best, index) => (length(index) > length(best) ? index : best), among[0] ?? 0)
}

function readRow(row: Piece[], columns: Columns, context: Context): ActionItemPiece[] {
  const piece = row[columns.title]
  if (!piece || isEmptyItem(piece.text)) return []
  const item = readItem(piece, context)
  const cell = (index: number | undefined) => {
    const text =
      index === undefined || index < 0 ? '' : plain((row[index]?.text ?? '').replaceAll('&nbsp;', ' ')).trim()
    return isPlaceholder(text) ? '' : text
  }
  const raw = columns.status === undefined || columns.status < 0 ? '' : (row[columns.status]?.text ?? '').trim()
  const status = columns.done ? doneWord(raw) : stateAlone(raw)
  // "Done" alone in a column of notes
  const noted =
    columns.status === undefined || columns.status < 0
      ? (row
          .map((_, index) => (index === columns.title ? null : statusWord(withoutTicket(cell(index)), true)))
          .find(Boolean) ?? null)
      : null
  const struck = /^~~.*~~$/.test(raw)
  // "TODO" in place of a ticket: whether the item or its ticket is meant, nothing is done
  const unwritten = columns.ticket !== undefined && /^[\s*_]*to-?do[\s*_]*$/i.test(row[columns.ticket]?.text ?? '')
  // "[x]" in a column of its own
  const box = row.find((_, index) => index !== columns.title && /^\s*\[[ xX]\]\s*$/.test(row[index]?.text ?? ''))?.text
  const ticked = box === undefined ? null : /x/i.test(box) ? 'done' : 'open'
  const ticket = columns.ticket === undefined || columns.ticket < 0 ? '' : (row[columns.ticket]?.text ?? '')
  const kind = cell(columns.kind)
  const owner = cleanOwner(cell(columns.owner))
  const draft: ActionItemDraft = {
    ...item.draft,
    owner: owner ?? item.draft.owner,
    due: dateIn(cell(columns.due), context.anchor) ?? item.draft.due,
    status:
      (struck ? null : (status ?? noted ?? ticked ?? (unwritten ? 'open' : null))) ??
      item.draft.status ??
      headingStatus(kind),
    // "Open (#53)" in the column of the status
    ticket: ticketOf(ticket) ?? (cell(columns.ticket) || null) ?? item.draft.ticket ?? ticketOf(raw),
    kind: (kind ? headingKind(kind) : null) ?? item.draft.kind,
    ...rowDetails(row, columns),
    span: [row[0]?.start ?? piece.start, row.at(-1)?.end ?? piece.end],
  }
  return [{ ...item, draft, doubts: owner ? item.doubts.filter(([field]) => field !== 'owner') : item.doubts }]
}

/** What the columns beside an item's title say of it; only what is said is there. */
function rowDetails(row: Piece[], columns: Columns): Details {
  const cell = (index: number | undefined) =>
    index === undefined || index < 0 ? null : detailOf(row[index]?.text ?? '')
  const priority = priorityOf(cell(columns.priority) ?? '')
  const said = cell(columns.description)
  // "Done" or a ticket in a column of remarks is no description
  const description =
    said !== null && (statusWord(withoutTicket(said), true) || withoutTicket(said) === '') ? null : said
  const scope = cell(columns.scope)
  const dependency = cell(columns.dependency)
  return {
    ...(description && { description }),
    ...(priority && { priority }),
    ...(scope && { scope }),
    ...(dependency && { dependency }),
  }
}
