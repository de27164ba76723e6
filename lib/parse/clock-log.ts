import type { Block, ParagraphBlock } from './blocks'
import { findDates } from './dates'
import { light } from './light-expression'
import { cut, type Piece } from './piece'
import { exactSectionKey, type SectionKey } from './section-names'
import { readStampLine } from './status-lines'
import { findTimes } from './times'

/** How a provider speaks to its customers; engineers among themselves tell what they did. */
const VOICE = light(
  /(?<!\p{L})(?:we(?:['’]re| are| have| can| continue| do not| don['’]t| will|['’]ve| experienced)(?: \p{L}+){0,3} (?:investigat|continu|confirm|identif|see|experienc|work|recover|observ|monitor|resolv|aware|root)|we (?:continue|experienced|are aware|can confirm)|has been resolved|is operating normally|mitigation work|we will (?:provide|post) an update|thank you for your patience|customers? (?:may|might|should|can)|error rates|all affected (?:users|customers|projects))/iu,
)
/** Sections that only a written account has. */
const ACCOUNT = new Set<SectionKey>(['root-cause', 'timeline', 'actions', 'lessons', 'contributing', 'went-wrong'])

/** Where the time ends that a line opens with ("[02:05 PM PDT] As of ...", "Oct 20 12:51 AM PDT We can ..."): a clock with its zone. */
function clockEnd(piece: Piece): number | null {
  if (!/^[\s[(*]{0,4}[\p{L}\d]/u.test(piece.text)) return null
  const head = piece.text.slice(0, 48)
  if (!/\d:\d\d/.test(head)) return null
  const [time] = findTimes(head)
  if (!time?.zone || time.half === null) return null
  const before = head.slice(0, time.index)
  const [date] = findDates(before)
  const rest = date ? before.slice(0, date.index) + before.slice(date.index + date.length) : before
  if (/[\p{L}\p{N}]/u.test(rest)) return null
  const end = time.index + time.length
  return end + (/^[\])*:,–—\s-]*/.exec(piece.text.slice(end))?.[0].length ?? 0)
}

/** Cuts a line that opens with a clock reading into the time and what is told. */
export function splitClockLine(block: Block): Block[] {
  if (block.kind !== 'paragraph' || block.quoted) return [block]
  const end = clockEnd(block.piece)
  if (end === null || end >= block.piece.text.length) return [block]
  return [cut(block.piece, 0, end), cut(block.piece, end)].map((piece): ParagraphBlock => ({
    ...block,
    piece,
    start: piece.start,
    end: piece.end,
  }))
}

/**
 * Whether blocks are the log of a provider that names no states (AWS, Google Cloud): at least two times, each above a text that
 * speaks to customers, and no section of a written account. Lists are timelines.
 */
export function isClockLog(blocks: readonly Block[]): boolean {
  let timed = 0
  let clocks = 0
  let voiced = 0
  // whether the update may yet speak, and whether it has said anything
  let open = false
  let told = true
  for (const block of blocks) {
    if (block.kind !== 'paragraph' && block.kind !== 'heading') continue
    const section = block.piece.text.length < 80 ? exactSectionKey(block.piece.text) : null
    // a row of Google Cloud's may hold the account
    if (section && ACCOUNT.has(section) && (timed === 0 || clocks > 0)) return false
    const end = block.kind === 'paragraph' ? clockEnd(block.piece) : null
    const stamp = end === null ? readStampLine(block.piece) : null
    if (stamp?.posted) return false
    if (end !== null || stamp) {
      timed++
      open = true
      told = false
    }
    if (end !== null) clocks++
    if (stamp || end === block.piece.text.length) continue
    told = true
    if (!open || !VOICE.test(block.piece.text)) continue
    voiced++
    open = false
  }
  return told && timed >= 2 && voiced >= 2 && voiced * 2 >= timed
}
