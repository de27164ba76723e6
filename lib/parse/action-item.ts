import type { ActionItemKind, ActionItemPriority, ActionItemStatus } from '@/lib/schema/action-item'
import type { ActionItemDraft } from '@/lib/schema/draft'
import { sentence } from '@/lib/schema/sentence'
import {
  dependencyIn,
  detailKeyOf,
  detailOf,
  type Details,
  isDetailLabel,
  priorityIn,
  scopeIn,
  withLine,
} from './action-details'
import { blankNotes, isNotePart, mentionedParts, noteKeyOf, type Notes, putNote, readNotes } from './action-notes'
import { kindIn, statusWord } from './action-words'
import { type DateAnchor, findDates, partialDate } from './dates'
import { light, matchesOf } from './light-expression'
import { cut, type Piece, plain, spanOf } from './piece'
import { isPlaceholder } from './placeholders'

const CONDITION = light(
  /(?:(?<!\p{L})(?:until|till|unless|once|only after|only once|as long as|provided that|bis|solange|sobald|nur nach|erst nach|erst wenn|до (?:появления|тех пор|внедрения|завершения|момента)|пока не|только после|как только|после того как)(?!\p{L}))[\s\S]*$/iu,
)
/** A bracket or dash at the end that speaks of the item's state, not of its content. */
const TAIL = light(
  /\s*(?:\*\*[([](?<bold>[^()[\]]{1,90})[)\]]\*\*|[([（【](?<bracket>[^()[\]（）【】]{1,90})[)\]）】]|(?:\s[-–—|]|→|[:;：；])\s*\*{0,2}(?<dash>[^-–—:;()（）：；]{1,40}?(?:(?<= )\d{4}-\d\d-\d\d)?)\*{0,2})\s*\.?\s*$/u,
)
/** "... - done in https://...", "... (added an alert on the queue)": what was done, and where it can be seen. */
const DONE_BY =
  /\s*(?:\s[-–—]\s\*{0,2}(?<words>(?:done|completed|fixed|implemented|merged|resolved|shipped|closed|deployed|landed|addressed)\s+(?:(?:in|by|via|with|through|as)\s|(?=\[|https?:))[^()\n]{2,300}(?:\([^()\n]{1,200}\))?)|[([]\*{0,2}(?<boxed>(?:done|completed|fixed|implemented|resolved|addressed|added|introduced|enabled|created|removed|replaced|switched|moved)\s[^()]{8,200})[)\]])\s*\.?\s*$/iu
const LEADING_SIGN =
  /^(?<bold>\*\*|__)?(?<sign>:(?:white_check_mark|heavy_check_mark|ballot_box_with_check|construction|hourglass(?:_flowing_sand)?|white_large_square):|✅|✔️?|☑️?|🗹|🟢|🔄|🚧|⏳|🟡|☐|⬜️?|🔲)\s*/u

const DUE_WORD =
  /(?<!\p{L})(?:due|by|until|deadline|eta|target|fällig|bis|frist|срок|до|avant|échéance|plazo|prazo|scadenza|entro|termin|期限|기한)(?!\p{L})/iu
/** "~~Restart it weekly~~ Won't do": what is struck out, and a state behind it. */
const STRUCK_STATE = /^(?<struck>~~[^~]{3,300}~~)[\s:–—-]+(?<words>[\p{L}'’ ]{3,24})[\s.]*$/u

/** What an item takes from the text around it. */
export type Context = {
  status: ActionItemStatus | null
  kind: ActionItemKind | null
  anchor: DateAnchor | null
  priority?: ActionItemPriority | null
  /** Whose list it is, where a name stands above it. */
  owner?: string | null
}

/** An action item with the place of each of its parts; `doubts` name its fields that are guesses, with the reason. */
export type ActionItemPiece = {
  draft: ActionItemDraft
  title: Piece
  status: Piece | null
  doubts: [field: string, reason: string][]
}

/** Nothing that is to be done: empty, a placeholder, or a mark. A ticket's number or address alone is an item. */
export function isEmptyItem(text: string): boolean {
  const value = text.replace(/^\[[ xX~-]?\]\s*/, '')
  if (/^[\s*_]*(?:#\d{1,7}|[A-Z][A-Z0-9]{1,9}-\d{1,6}|<?https?:\/\/\S+)[\s*_.]*$/u.test(value)) return false
  return !/\p{L}{2}/u.test(value) || isPlaceholder(value)
}

/** Reads one item: its title without checkbox and state, and what the state says. */
export function readItem(piece: Piece, context: Context): ActionItemPiece {
  const box = /^\[(?<mark>[ xX✓✔~/-]?)\](?:\s+|$)/u.exec(piece.text)
  const whole = withoutNoteLines(box ? cut(piece, box[0].length) : piece)
  let title = whole
  let status = box ? boxStatus(box.groups?.mark ?? '') : null
  let statusPiece: Piece | null = null
  let since: string | null = null
  let closedBy: string | null = null
  const told = readTail(title)
  if (told) {
    status = told.status
    since = told.status === 'done' ? null : sinceOf(told.words.text, context.anchor)
    closedBy = told.status === 'done' ? closedByOf(told.words.text) : null
    statusPiece = told.words
    title = told.rest
  }
  const notes = readNotes(piece.text, context.anchor)
  // "... (Ines Park, 1 May): done"
  if (told) addMissing(notes, readNotes(title.text, context.anchor))
  // "(done 2026-03-05)" says when it was done, not by when it had to be
  if (
    told?.status === 'done' &&
    findDates(told.words.text).length > 0 &&
    !/[,;，；、|/]/.test(told.words.text) &&
    !DUE_WORD.test(told.words.text)
  )
    notes.due = readNotes(told.rest.text, context.anchor).due
  title = withoutMentions(withoutLabels(withoutBookkeeping(title)), notes, context.anchor)
  title = withoutLeadOwner(title, notes)
  title = withoutBoxedOwner(title, notes)
  if (!notes.owner && context.owner) {
    notes.owner = context.owner
    notes.unsureOwner = true
  }
  const lead = status ? null : leadingStatus(title)
  if (lead) {
    status = lead.status
    statusPiece = lead.piece
    title = lead.rest
  }
  const stated = status ? null : statedStatus(title)
  if (stated) {
    status = stated.status
    statusPiece = stated.piece
  }
  const behind = status ? undefined : STRUCK_STATE.exec(title.text)?.groups
  const left = behind ? statusWord(behind.words ?? '', true) : null
  if (behind && left) {
    status = left
    title = cut(title, 0, (behind.struck ?? '').length)
  }
  const struck = /^~~[\s\S]{3,}~~[\s.]*$/.test(title.text)
  if (struck) title = cut(title, 2, title.text.lastIndexOf('~~'))
  return {
    title,
    status: statusPiece,
    doubts: doubtsOf(notes, struck && !status),
    draft: {
      title: plain(title.text),
      status: status ?? notes.status ?? (struck ? null : (context.status ?? reportedStatus(title.text))),
      owner: notes.owner,
      due: notes.due,
      kind: kindIn(title.text, context.kind),
      condition: conditionOf(title.text),
      since,
      closedBy,
      ticket: notes.ticket,
      ...detailsOf(title.text, piece.text, notes, context),
      span: spanOf(piece),
    },
  }
}

/** What the item says of its urgency, its limits and what must come first; only what is said is there. */
function detailsOf(title: string, whole: string, notes: Notes, context: Context): Details {
  const priority = notes.priority ?? priorityIn(whole) ?? context.priority
  const scope = notes.details.scope ?? scopeIn(title)
  const dependency = notes.details.dependency ?? dependencyIn(title)
  const { description } = notes.details
  return {
    ...(description && { description }),
    ...(priority && { priority }),
    ...(scope && { scope }),
    ...(dependency && { dependency }),
  }
}

/** "@ines: add an alert", "@ines Add an alert": who is spoken to in front owns the item. */
function withoutLeadOwner(title: Piece, notes: Notes): Piece {
  const match = /^`?@(?<name>[\p{L}\p{N}][\p{L}\p{N}._-]{0,38})`?(?:\s*[:：,–—-]\s*(?=\S)|\s+(?=\p{Lu}))/u.exec(
    title.text,
  )
  const name = match?.groups?.name
  if (!match || !name || (notes.owner && notes.owner !== name)) return title
  notes.owner = name
  notes.unsureOwner = false
  return cut(title, match[0].length)
}

/** What a word in brackets in front of an item names when it is no person: its part of the system, its kind, its urgency. */
const AREA =
  /^(?:infra\p{L}*|back-?end|front-?end|docs?|documentation|ci|cd|ops|devops|sre|monitoring|alerting|observability|process|security|api|db|data|database|network\p{L}*|platform|web|mobile|ui|ux|app|client|server|core|cloud|tests?|testing|tooling|tools?|build|release|deploy\p{L}*|config\p{L}*|runbooks?|communications?|comms|training|people|prevent\p{L}*|detect\p{L}*|mitigat\p{L}*|respon\p{L}*|recover\p{L}*|repair|investigat\p{L}*|bug|feature|chore|fix|spike|story|task|epic|idea|optional|stretch|p\d|high|medium|low|critical|urgent|short|long|done|open|tbd|todo|wip|all|everyone|team)$/iu

/** "[ines] add an alert", "[Jo?] a check before the start": a name in brackets in front, by people who write so. */
function withoutBoxedOwner(title: Piece, notes: Notes): Piece {
  const match = /^\[(?<name>[\p{L}][\p{L}._-]{1,20})\??\]\s+(?=\S)(?!\()/u.exec(title.text)
  const name = match?.groups?.name
  if (!match || !name || notes.owner || AREA.test(name) || statusWord(name, true)) return title
  // "[JIRA]", "[AWS]": capitals alone are no name
  if (/^\p{Lu}{3,}$/u.test(name)) return title
  notes.owner = name
  notes.unsureOwner = true
  return cut(title, match[0].length)
}

function addMissing(notes: Notes, more: Notes): void {
  if (!notes.owner && more.owner) {
    notes.owner = more.owner
    notes.unsureOwner = more.unsureOwner
  }
  notes.due ??= more.due
}

function doubtsOf(notes: Notes, struck: boolean): ActionItemPiece['doubts'] {
  return [
    ...(notes.unsureOwner
      ? [['owner', sentence`A name stands with the item, but nothing says that it is the owner.`] as [string, string]]
      : []),
    ...(struck ? [['status', sentence`The item is struck out: done, or given up.`] as [string, string]] : []),
  ]
}

function boxStatus(mark: string): ActionItemStatus {
  if (mark === ' ' || mark === '') return 'open'
  return mark === '~' || mark === '/' ? 'in-progress' : mark === '-' ? 'wont-do' : 'done'
}

/** Lines below the first that only say "Owner: ..." or "Due: ..." belong to no title. */
function withoutNoteLines(piece: Piece): Piece {
  for (const match of matchesOf(piece.text, /\n[\s*_-]*(?<label>[\p{L}][\p{L} '’-]{1,24}?)[\s*_]*[:：]/gu))
    if (noteKeyOf(match.groups?.label ?? '') || isDetailLabel(match.groups?.label ?? ''))
      return cut(piece, 0, match.index)
  return piece
}

/** "... (done in v3.4.0)", "... - IN PROGRESS", "... [done]", "... ✅". */
function readTail(title: Piece): { status: ActionItemStatus; words: Piece; rest: Piece } | null {
  const sign = /\s*(?:✅|✔️?|☑️?|🔄|🚧|⏳)\s*$/u.exec(title.text.slice(-12))
  if (sign) {
    const at = title.text.length - sign[0].length
    const status = statusWord(sign[0], true)
    if (status && at > 2) return { status, words: cut(title, at), rest: cut(title, 0, at) }
  }
  const linked = DONE_BY.exec(title.text.slice(-400))
  const deed = linked?.groups?.words ?? linked?.groups?.boxed
  if (linked && deed && linked.index > 2) {
    const at = Math.max(0, title.text.length - 400) + linked.index
    const wordsAt = title.text.indexOf(deed, at)
    return { status: 'done', words: cut(title, wordsAt, wordsAt + deed.length), rest: cut(title, 0, at) }
  }
  const tail = TAIL.exec(title.text.slice(-140))
  const words = tail?.groups?.bold ?? tail?.groups?.bracket ?? tail?.groups?.dash
  // an address names no state, though a part of it may read like one
  if (!tail || !words || words.includes('://')) return null
  const dashed = tail.groups?.dash !== undefined
  const first = words.split(/[,;，；]/)[0] ?? words
  // "(owner: Ines, by 1 May, done)": the state may be any of the parts
  const parts = dashed ? [] : words.split(/[,;，；、]/).slice(1)
  const status =
    dashed || first.split(/\s+/).length > 5
      ? statusWord(dashed ? words : words.split(/\s+/).slice(0, 4).join(' '), dashed)
      : (statusWord(first, false) ?? parts.map((part) => statusWord(part, true)).find(Boolean) ?? null)
  const at = Math.max(0, title.text.length - 140) + tail.index
  if (!status || at < 2) return null
  const wordsAt = title.text.indexOf(words, at)
  return { status, words: cut(title, wordsAt, wordsAt + words.length), rest: cut(title, 0, at) }
}

/** Cuts brackets at the end that name nothing but owner, due date, ticket or priority. */
function withoutBookkeeping(title: Piece): Piece {
  let rest = title
  for (let count = 0; count < 3; count++) {
    const note = /\s*[([（【](?<note>[^()[\]（）【】]{2,90})[)\]）】]\s*[.。]?$/u.exec(rest.text.slice(-100))
    if (!note?.groups?.note || note[0].length >= rest.text.length || !isBookkeeping(note.groups.note)) return rest
    rest = cut(rest, 0, rest.text.length - note[0].length)
  }
  return rest
}

/** Cuts labelled parts behind dashes or full stops at the end: "... — Owner: Ines — Due: 1 May". */
function withoutLabels(title: Piece): Piece {
  let rest = title
  for (let count = 0; count < 4; count++) {
    const part =
      /(?:\s(?:[-–—|]|→)|[.;。；])\s*\*{0,2}(?<label>\p{L}[\p{L} '’-]{1,24}?)\*{0,2}\s*[:：][^\n:：–—|]{0,60}$/u.exec(
        rest.text.slice(-110),
      )
    const key = part?.groups?.label ? noteKeyOf(part.groups.label) : null
    if (!part || !key || key === 'title' || part[0].length >= rest.text.length) return rest
    rest = cut(rest, 0, rest.text.length - part[0].length)
  }
  return rest
}

/** Cuts owner, date and status that stand behind the words: "... - Ines - 2025-03-01", "... (Ines Park, OPS-3)". */
function withoutMentions(title: Piece, notes: Notes, anchor: DateAnchor | null): Piece {
  const parts = mentionedParts(title.text)
  if (parts.length === 0 || !parts.some((part) => isNotePart(part, notes, anchor))) return title
  if (/[)\]）]\s*\.?\s*$/u.test(title.text)) {
    const at = Math.max(title.text.lastIndexOf('('), title.text.lastIndexOf('['), title.text.lastIndexOf('（'))
    return at > 2 && parts.every((part) => isNotePart(part, notes, anchor)) ? cut(title, 0, at) : title
  }
  let rest = title
  for (const part of parts.toReversed()) {
    if (!isNotePart(part, notes, anchor)) return rest
    const at = rest.text.lastIndexOf(part)
    rest = cut(rest, 0, rest.text.slice(0, at).replace(/\s*(?:[-–—|,，、;；]|→|->)\s*$/, '').length)
  }
  return rest
}

function isBookkeeping(note: string): boolean {
  return note.split(/[,;，；、]/).every((part) => {
    const label = /^\s*\**(?<label>[\p{L}][\p{L} '’-]{0,24}?)\**\s*[:：]/u.exec(part)?.groups?.label
    if (label && (noteKeyOf(label) || isDetailLabel(label))) return true
    if (/^\s*(?:@[\p{L}\p{N}_-]+|[A-Z][A-Z0-9]{1,9}-\d{1,6}|#\d{1,7}|P[0-5])\s*$/u.test(part)) return true
    return /^\s*(?:due|by|until|fällig|bis|до|к|срок)\s/iu.test(part) && findDates(part).length > 0
  })
}

/** "DONE: renew the tokens", "[In progress] more alerts", "✅ More alerts". */
function leadingStatus(title: Piece): { status: ActionItemStatus; piece: Piece; rest: Piece } | null {
  const sign = LEADING_SIGN.exec(title.text)
  if (sign) {
    const status = statusWord(sign[0], true)
    // "**✅ Pin the image** everywhere": the bold words lose the sign and stay bold
    const rest = cut(title, sign[0].length)
    const bold = sign.groups?.bold ?? ''
    return status
      ? { status, piece: cut(title, 0, sign[0].length), rest: { ...rest, text: `${bold}${rest.text}` } }
      : null
  }
  const linked = linkedStatus(title)
  if (linked) return linked
  const match =
    /^(?:\*\*|__|~~)?[([（【]?(?<words>[\p{L}' -]{2,20})[)\]）】]?(?:\*\*|__|~~)?\s*[:：–—-]\s*(?:\*\*|__)?\s*(?=\S)|^(?:\*\*|__)?[([（【](?<boxed>[\p{L}' -]{2,20})[)\]）】](?:\*\*|__)?\s*/u.exec(
      title.text,
    )
  const words = match?.groups?.words ?? match?.groups?.boxed
  const status = words ? statusWord(words, true) : null
  if (!match || !words || !status || words.split(' ').length > 3) return null
  const at = title.text.indexOf(words)
  return { status, piece: cut(title, at, at + words.length), rest: cut(title, match[0].length) }
}

/** "... in the old schema. **Blocked** by the grant.": a bold word of a state behind a full stop or a dash. */
function statedStatus(title: Piece): { status: ActionItemStatus; piece: Piece } | null {
  const match = /(?:[.;。；]|\s[–—-])\s*(?:\*\*|__)(?<words>[\p{L} ]{3,24})(?:\*\*|__)/u.exec(title.text)
  const words = match?.groups?.words
  const status = words ? statusWord(words, true) : null
  if (!match || !words || !status) return null
  const at = match.index + match[0].lastIndexOf(words)
  return { status, piece: cut(title, at, at + words.length) }
}

/** Verbs of thinking and arranging: "we have planned to" has done nothing yet. */
const NOT_DONE =
  /^(?:decided|planned|scheduled|identified|noticed|learned|agreed|discussed|considered|opened|filed|created|started|proposed|requested|asked|needed|wanted|intended|assigned|committed|realised|realized|experienced|observed)$/iu

/** "Added an alert on stuck jobs" has been done; "Improved alerts" may be what is wished for, and is not told apart. */
const DONE_FIRST =
  /^[\s*_]*(?:added|implemented|introduced|deployed|fixed|patched|updated|upgraded|removed|replaced|created|migrated|rolled out|reverted|merged|enabled|disabled|configured|documented)\s+(?!by\b|in\b|until\b|once\b|when\b)[\p{L}\p{N}`"'([*_]/iu

/** "The old job has been removed." */
const HAS_BEEN =
  /^(?<before>[^.;:]{3,100}?)(?<!\p{L})(?:has|have) (?:now |since |already |also )?been (?<verb>\p{L}{2,12}ed|put|set|made|built|taken|rewritten)(?!\p{L})/iu
/** What stands in front where nothing has been done yet, or something else has. */
const NOT_YET =
  /(?<!\p{L})(?:if|when|whenever|once|until|unless|after|before|that|which|who|whether|should|would|could|will|not|never|no|how|why|what|where|\p{L}+n['’]t)(?!\p{L})/iu

/** "The limit was raised to 20", "tests are updated to cover it": a deed, told with who or what in front. */
const WAS =
  /^(?<before>(?:[\p{L}\p{N}'’`/_.-]+ ){1,6})(?:(?:was|were) (?:now |since |already |also )?(?:added|applied|accelerated|implemented|deployed|introduced|updated|fixed|enabled|disabled|removed|replaced|upgraded|raised|increased|reduced|lowered|improved|installed|configured|moved|migrated|rolled out|completed|finalized|finalised|resolved|merged|released|automated|documented|extended|tightened|strengthened|trained|patched|rotated|restored|refunded|reimbursed)|(?:is|are) (?:now |already )?(?:updated|implemented|deployed|fixed|patched|released|merged|in place))(?!\p{L})/iu
/** "... - this has already been done." */
const DONE_LAST =
  /[-–—;,.(]\s*(?:this|which) (?:has|is|was) (?:now |since |already |also )*(?:been )?(?:done|completed?|finished|fixed|implemented|deployed|in place)(?: now)?[.)\s]*$/iu

/** "Stronger tests: we have added a run on real data." says itself that it is done. */
function reportedStatus(title: string): ActionItemStatus | null {
  if (
    DONE_FIRST.test(title.replace(/^[\s*_]*we (?:also |now |then |since )?(?=\p{L}+ed )/iu, '')) ||
    DONE_LAST.test(title.slice(-80))
  )
    return 'done'
  const deed = WAS.exec(title.slice(0, 160))?.groups
  if (deed && !NOT_YET.test(deed.before ?? '') && !/mistake|accident|incorrect|wrong/iu.test(title)) return 'done'
  const told = HAS_BEEN.exec(title.slice(0, 200))?.groups
  if (told && !NOT_YET.test(told.before ?? '')) return NOT_DONE.test(told.verb ?? '') ? null : 'done'
  const verb =
    /^(?:[^:\n]{2,60}:\s*)?\*{0,2}(?:we|our team|the team)(?:['’]ve|['’]s| have| has)(?: already| since| now| also){0,2} (?<verb>\p{L}{2,12}ed|put|set|made|built|taken|begun using|rewritten)(?!\p{L})/iu.exec(
      title,
    )?.groups?.verb
  if (verb) return NOT_DONE.test(verb) ? null : 'done'
  if (
    /^(?:we|our team|the team)(?:['’]ll| will| plan to| intend to| (?:are|is) (?:going|planning) to)(?!\p{L})/iu.test(
      title,
    )
  )
    return 'open'
  return /^(?:we are|we['’]re|our team is|the team is)(?: currently| now| actively| also| already){0,2} (?!going|planning|considering|hoping|looking|thinking|discussing|using|missing|having)\p{L}{2,14}ing(?!\p{L})/iu.test(
    title,
  )
    ? 'in-progress'
    : null
}

/** "[OPS-12 (done)](...): renew the tokens". */
function linkedStatus(title: Piece): { status: ActionItemStatus; piece: Piece; rest: Piece } | null {
  const words = /^\[[^\][()\n]{1,30}\((?<words>[\p{L}' -]{2,20})\)\]\(/u.exec(title.text)?.groups?.words
  const status = words ? statusWord(words, true) : null
  if (!words || !status) return null
  const at = title.text.indexOf(words)
  return { status, piece: cut(title, at, at + words.length), rest: title }
}

function conditionOf(title: string): string | null {
  const match = CONDITION.exec(title)
  if (!match) return null
  return plain(match[0].replace(/[).;,]+$/, '')) || null
}

function sinceOf(words: string, anchor: DateAnchor | null): string | null {
  if (!/(?<!\p{L})(?:since|from|seit|с|depuis|desde|sinds|dal|sedan|od)(?!\p{L})/iu.test(words)) return null
  const hit = findDates(words)[0]
  if (!hit) return null
  // "since March" in a document of April is of this year; in one of January, of the year before
  const year = hit.year ?? (anchor ? (hit.month > anchor.month ? anchor.year - 1 : anchor.year) : null)
  return partialDate({ ...hit, year })
}

function closedByOf(words: string): string | null {
  const match =
    /(?<!\p{L})(?:in|with|by|via|through|mit|durch|в|через|dans|avec|en|con|com|met|med|w)\s+(?<by>\S.{0,80})$/iu.exec(
      words.trim(),
    )
  return match?.groups?.by?.trim() ?? null
}

/** A line that only adds to the item above it ("Owner: Ines", "- Due: 1 May"); false when it says something else. */
export function addNote(item: ActionItemPiece, text: string, anchor: DateAnchor | null): boolean {
  const match = /^[\s*_]*(?<label>[\p{L}#][\p{L} '’/-]{0,24}?)[\s*_]*[:：][\s*_]*(?<value>[\s\S]*)$/u.exec(text)
  const label = match?.groups?.label
  const key = label ? noteKeyOf(label) : null
  const detail = label && (!key || key === 'title') ? detailKeyOf(label) : null
  if (detail) {
    const value = detailOf(match?.groups?.value ?? '')
    if (value && detail === 'description') withLine(item.draft, value)
    else if (value) item.draft[detail] ??= value
    return true
  }
  if (!key || key === 'title') return false
  const notes = blankNotes()
  putNote(notes, key, match?.groups?.value ?? '', anchor)
  const { draft } = item
  draft.owner = notes.owner ?? draft.owner
  draft.due = notes.due ?? draft.due
  draft.status = notes.status ?? draft.status
  draft.ticket = notes.ticket ?? draft.ticket
  if (notes.priority) draft.priority = notes.priority
  if (notes.owner) item.doubts = item.doubts.filter(([field]) => field !== 'owner')
  return true
}
