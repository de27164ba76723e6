import type { SkillSourceDraft } from '@/lib/schema/draft'
import { type CalendarDate, completeDate, findDates, isoDate } from './dates'
import { light } from './light-expression'
import { type Piece, plain, spanOf } from './piece'
import { readSentences } from './sentences'
import { findTimes, type TimeHit } from './times'
import { toInstant, type Zone } from './zones'

const CHANNEL = light(/#(?<channel>[\p{L}][\p{L}\p{N}_-]{1,80})/u)
const NOT_HELD = light(
  /(?<!\p{L})(?:not in (?:the )?(?:current )?corpus|referenced|referenced only|not (?:imported|available|in the archive)|nicht im (?:korpus|archiv|bestand)|nur (?:referenziert|erwähnt)|нет в (?:корпусе|архиве)|не в корпусе|только (?:упомянут\p{L}*|ссылка))(?!\p{L})/iu,
)
const ANNOTATED = light(
  /(?:annotated|added|noted|ergänzt|vermerkt|annotiert|добавлен\p{L}*|отмечен\p{L}*)(?: manually)?(?: by| von)?\s+@?(?<who>[\p{L}][\p{L}\p{N}_-]*)/iu,
)
const MESSAGES = light(/(?<count>\d{1,5})\s+(?:messages?|nachrichten|сообщени\p{L}+)/iu)
const REFERS = light(
  /(?<!\p{L})(?:cross-references?|see also|references|refers to|earlier thread|previous thread|verweist auf|querverweis\p{L}*|ссылается на|см\. также)(?!\p{L})/iu,
)

/**
 * Threads that a skill was extracted from: the page's list ("→ #incidents · 2026-04-19 · maya, sam") and the prose of its
 * source section. A thread named in both is one source; what the prose only refers to is not in the corpus.
 */
export function readSkillSources(listed: Piece[], prose: Piece[]): { source: SkillSourceDraft; piece: Piece }[] {
  const found = listed.flatMap(readListed)
  let current: SkillSourceDraft | null = null
  for (const paragraph of prose) {
    for (const sentence of readSentences(paragraph)) {
      const hit = findDates(sentence.text)[0]
      const date = hit ? completeDate(hit, null) : null
      if (date) {
        const channel = CHANNEL.exec(sentence.text)?.groups?.channel
        const known = found.find(
          ({ source }) =>
            source.on === isoDate(date) && (!channel || !source.channel || source.channel === `#${channel}`),
        )
        const refers = REFERS.test(sentence.text) || NOT_HELD.test(sentence.text)
        const added = known ?? {
          source: empty(channel ? `#${channel}` : null, isoDate(date), !refers, spanOf(sentence)),
          piece: sentence,
        }
        if (!known) found.push(added)
        if (NOT_HELD.test(sentence.text)) added.source.inCorpus = false
        added.source.annotatedBy ??= ANNOTATED.exec(sentence.text)?.groups?.who?.toLowerCase() ?? null
        readRange(added.source, sentence.text, date)
        if (!refers) current = added.source
      }
      const messages = MESSAGES.exec(sentence.text)?.groups?.count
      if (messages && (current ?? found[0]))
        (current ?? found[0]?.source ?? empty(null, null, true, null)).messages ??= Number(messages)
    }
  }
  return found
}

function empty(
  channel: string | null,
  on: string | null,
  inCorpus: boolean,
  span: SkillSourceDraft['span'],
): SkillSourceDraft {
  return { channel, on, from: null, to: null, participants: [], messages: null, inCorpus, annotatedBy: null, span }
}

function readListed(piece: Piece): { source: SkillSourceDraft; piece: Piece }[] {
  const channel = CHANNEL.exec(piece.text)?.groups?.channel
  const hit = findDates(piece.text)[0]
  const date = hit ? completeDate(hit, null) : null
  if (!channel && !date) return []
  const source = empty(
    channel ? `#${channel}` : null,
    date ? isoDate(date) : null,
    !NOT_HELD.test(piece.text),
    spanOf(piece),
  )
  const behind = piece.text.slice(hit ? hit.index + hit.length : 0).replace(/\([^()]*\)/g, '')
  source.participants = behind
    .split(/[·|,;]|\s[-–—]\s/)
    .map((part) => plain(part).replace(/^@/, '').toLowerCase())
    .filter((part) => /^[\p{L}][\p{L}\p{N}_.-]{1,38}$/u.test(part))
  if (date) readRange(source, piece.text, date)
  return [{ source, piece }]
}

/** "11:42–12:03 UTC": the zone stands behind the second time and holds for both. */
function readRange(source: SkillSourceDraft, text: string, date: CalendarDate): void {
  const [from, to] = findTimes(text)
  if (!from) return
  const zone = from.zone ?? to?.zone ?? null
  source.from ??= instantOf(from, date, zone)
  if (to) source.to ??= instantOf(to, date, zone)
}

function instantOf(time: TimeHit, date: CalendarDate, zone: Zone | null): string | null {
  return zone ? toInstant({ ...date, hour: time.hour, minute: time.minute, second: time.second ?? 0 }, zone) : null
}
