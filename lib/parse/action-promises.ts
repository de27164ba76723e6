import { sentence } from '@/lib/schema/sentence'
import { type ActionItemPiece, readItem } from './action-item'
import { personOf } from './action-notes'
import { headingKind, headingStatus, leadInStatus } from './action-words'
import type { DateAnchor } from './dates'
import { light } from './light-expression'
import { oneLine, type Piece, plain } from './piece'
import { isInstruction, isPlaceholder } from './placeholders'
import type { Section } from './sections'
import { readSentences } from './sentences'

/** "**Done**: Review who holds the keys": a status in front of an item that is a paragraph. */
export const STATUS_IN_FRONT = light(
  /^[\s*_]*(?:done|completed?|to ?do|open|pending|planned|in progress|wip|erledigt|offen|geplant|сделано|готово|открыто)[\s*_]*[:：][\s*_]*(?=\S)|^(?:\*\*|__)(?:TODO|TO-DO|DONE|WIP)(?:\*\*|__)[\s:：–—-]+(?=\S)/iu,
)

/** "**TODO** ...", "DONE: ..." in capitals: a follow-up wherever it stands. */
export const MARKED = /^(?:(?:\*\*|__)(?:TODO|TO-DO|DONE|WIP)(?:\*\*|__)[\s:：–—-]|(?:TODO|DONE):\s)/

const PROMISE = light(
  /(?<!\p{L})(?:we (?:will|plan to|intend to|are going to|are planning to|are (?:currently |now |actively |also )?\p{L}+ing|have (?:already |now |since |also )?\p{L}+ed|should|need to|must)|we['’](?:ll|re \p{L}+ing|ve \p{L}+ed)|will (?:also |now )?be (?:added|implemented|introduced|changed|improved|replaced|reviewed|fixed|removed|updated|moved|enabled|released|deployed|repaid|refunded|distributed|extended|increased)|we (?:also |now |then |since )?(?:added|updated|changed|improved|fixed|removed|increased|introduced|implemented|replaced|moved|enabled|automated|documented)|wir (?:werden|planen|wollen|haben|müssen|sollten)|мы (?:планируем|будем|собираемся|намерены|внедрим|добавим|добавили|внедрили|исправили)|планируем|планируется|nous (?:allons|prévoyons|avons|devons|mettrons|ajouterons)|vamos a|hemos|debemos|planeamos|vamos|iremos|implementamos|adicionamos|precisamos|abbiamo|prevediamo|aggiungeremo|dobbiamo|we (?:gaan|zullen|hebben|moeten)|vi (?:ska|kommer att|har|måste)|będziemy|planujemy|wdrożyliśmy|dodaliśmy|musimy)(?!\p{L})|(?:します|する予定|を行う|を実施|いたします)[。]?$|(?:将|計劃|计划|会|需要|已经?)(?=\p{Script=Han})|(?:할 예정|하겠습니다|할 것|했습니다)/iu,
)

const PLAN = light(
  /^[\s*_]*(?:going forward,? |in (?:the )?future,? |next,? )?(?:we (?:will|plan to|intend to|are going to|are planning to|need to|should|must)|we['’]ll|wir (?:werden|planen|wollen|müssen)|мы (?:планируем|будем|собираемся|намерены)|nous (?:allons|prévoyons|devons)|vamos a|debemos|planeamos|iremos|precisamos|dobbiamo|prevediamo|we (?:gaan|zullen|moeten)|vi (?:ska|kommer att|måste)|będziemy|planujemy|musimy)(?!\p{L})/iu,
)

/** A list below "Remediation" that mostly tells what is going to be done; one that tells what was done gives nothing. */
export function readPlans(section: Section, anchor: DateAnchor | null): ActionItemPiece[] {
  const heading = section.heading?.piece.text ?? ''
  if (/prevent|follow-?up|vorbeug|предотвращ|prévent|prevenci|prevenç|prevenz/iu.test(heading)) {
    const told = section.blocks.flatMap((block) => (block.kind === 'paragraph' && !block.quoted ? [block.piece] : []))
    return told.flatMap(readSentences).flatMap((one) => (WILL.test(one.text) ? [plannedItem(one, anchor)] : []))
  }
  const items = section.blocks.filter((block) => block.kind === 'item')
  const plans = items.filter((block) => PLAN.test(block.piece.text))
  if (plans.length === 0 || plans.length * 2 < items.length) return []
  return items
    .filter((block) => PLAN.test(block.piece.text) || PROMISE.test(block.piece.text.slice(0, 60)))
    .map((block) => plannedItem(block.piece, anchor))
}

/** "we will change our code", "engineers are improving the tests": what a section on the response promises. */
const WILL = light(
  /(?<!\p{L})(?:we (?:will|plan to|intend to|are going to)|we['’]ll|engineers (?:will|are (?=\p{L}+ing)(?:\p{L}+))|wir (?:werden|planen)|мы (?:планируем|будем)|nous (?:allons|prévoyons)|vamos a|iremos)(?![\p{L}])/iu,
)

function plannedItem(piece: Piece, anchor: DateAnchor | null): ActionItemPiece {
  const item = readItem(piece, { status: null, kind: null, anchor })
  const doubt: [string, string] = ['title', sentence`The action item was read from a section about the response.`]
  return { ...item, doubts: [...item.doubts, doubt] }
}

/** A sentence that says what to do: "Improve the alerts on the disk." */
const ORDER = light(
  /^(?:add|adding|improv(?:e|ing)|implement(?:ing)?|ensur(?:e|ing)|creat(?:e|ing)|review(?:ing)?|updat(?:e|ing)|fix|fixing|monitor|investigate|introduc(?:e|ing)|increas(?:e|ing)|set up|setting up|document|migrat(?:e|ing)|replac(?:e|ing)|enabl(?:e|ing)|test|automat(?:e|ing)|upgrad(?:e|ing)|reduc(?:e|ing)|remov(?:e|ing)|write|move|make sure|establish(?:ing)?|configur(?:e|ing)|evaluat(?:e|ing)|consider(?:ing)?|audit(?:ing)?|adopt(?:ing)?|limit(?:ing)?|extend(?:ing)?|expand(?:ing)?|explor(?:e|ing)|rotat(?:e|ing)|verify(?:ing)?|validat(?:e|ing)|separat(?:e|ing)|strengthen(?:ing)?)(?= (?:a|an|the|that|all|any|our|more|better|new|use|using|whether|how|automatic|automated|additional|regular|proper|up|\p{L}+(?:s|ing))(?!\p{L}))/iu,
)

/** "No fixes were necessary.", "It is unclear what we could do.": nothing is to be done. */
const NOTHING =
  /^(?:it(?:['’]s| is| was) (?:unclear|not clear|unknown|hard to say|difficult to say)(?!\p{L})|no (?:\p{L}+ ){0,3}(?:was|were|is|are) (?:necessary|needed|required|planned|taken|identified)(?!\p{L})|no (?:immediate |further |additional |new )?(?:action items?|actions?|follow-?ups?|changes|fixes|measures)\.?$|none(?!\p{L})|nothing (?:to|that|we|was|is)(?!\p{L})|the (?:following |below )?(?:action items?|actions|follow-?ups?) (?:we|that|below|are|from|listed)(?!\p{L}))/iu

function isWithin(piece: Piece, other: Piece | undefined): boolean {
  return other !== undefined && piece.start >= other.start && piece.end <= other.end
}

/** What is wished for, has to be, or was done about it: how a paragraph that is a follow-up speaks. */
const WISHES =
  /(?<!\p{L})(?:should|could|must|will|need(?:s|ed)? to|ought to|would (?:be|have|help|like)|it (?:is|would be) (?:useful|good|better|worth)|consider|let['’]?s|instead|currently|is (?:incorrectly|not|still|missing|lacking))(?!\p{L})/iu
const STATED_BEHIND =
  /[([](?:fixed|added|filed|done|opened|created|tracked|merged|see|issue|PR)(?!\p{L})[^()[\]]{0,200}[)\]]\s*\.?\s*$/iu

/**
 * Paragraphs of which each is a follow-up of its own: three or more, most of them with what should be, and at least two with what
 * became of it in brackets behind ("... (fixed by ...)"). Null where they are a story.
 */
export function readParagraphs(
  section: Section,
  anchor: DateAnchor | null,
  listed: ActionItemPiece[],
): ActionItemPiece[] | null {
  const told = section.blocks.flatMap((block) => (block.kind === 'paragraph' && !block.quoted ? [block.piece] : []))
  const stated = told.filter((piece) => STATED_BEHIND.test(piece.text.slice(-260)))
  const wished = told.filter((piece) => WISHES.test(piece.text) || STATED_BEHIND.test(piece.text.slice(-260)))
  if (listed.length > 0 || told.length < 3 || stated.length < 2 || wished.length * 3 < told.length * 2) return null
  const heading = section.heading?.piece.text ?? ''
  return wished.map((piece) => {
    const item = readItem(piece, { status: headingStatus(heading), kind: headingKind(heading), anchor })
    const first = readSentences(item.title)[0] ?? item.title
    const doubt: [string, string] = ['title', sentence`The action item was read from running text.`]
    return {
      ...item,
      title: first,
      draft: { ...item.draft, title: plain(first.text) },
      doubts: [...item.doubts, doubt],
    }
  })
}

/** Sentences that promise something, in a section about actions without a list. */
export function readPromises(
  section: Section,
  anchor: DateAnchor | null,
  listed: ActionItemPiece[],
): ActionItemPiece[] {
  const heading = section.heading?.piece.text ?? ''
  if (
    listed.some(({ title }) => title.start === section.heading?.piece.start || isWithin(title, section.heading?.piece))
  )
    return []
  // below the name of a group, a single sentence is its item; above listed items, sentences only lead in, unless
  // the heading tells their state ("Actions already taken")
  const grouped = section.within.includes('actions')
  if (!grouped && listed.length > 0 && !headingStatus(heading)) return []
  return section.blocks.flatMap((block) => {
    if (block.kind !== 'paragraph' || block.quoted) return []
    if (STATUS_IN_FRONT.test(block.piece.text)) return []
    return readSentences(block.piece).flatMap((one, _, sentences): ActionItemPiece[] => {
      const { text } = one
      const alone = grouped && sentences.length === 1 && section.blocks.length === 1 && text.length <= 200
      if (
        listed.some(({ title }) => isWithin(title, one)) ||
        !(alone || PROMISE.test(text) || ORDER.test(text)) ||
        /[:：?]$/.test(text) ||
        isPlaceholder(text) ||
        isInstruction(text) ||
        NOTHING.test(text) ||
        text.length > 600
      )
        return []
      const status = leadInStatus(oneLine(text))
      const item = readItem(one, {
        // "will be removed" below "Steps taken" is yet to be done
        status: status ?? (/(?<!\p{L})will (?:\p{L}+ )?be(?!\p{L})/iu.test(text) ? 'open' : headingStatus(heading)),
        kind: headingKind(heading),
        anchor,
        owner: personOf(heading),
      })
      const doubt: [string, string] = ['title', sentence`The action item was read from running text.`]
      return plain(item.title.text) ? [{ ...item, doubts: [...item.doubts, doubt] }] : []
    })
  })
}
