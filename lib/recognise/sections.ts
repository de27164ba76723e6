import type { CauseRole, DocumentDraft } from '@/lib/schema/draft'
import { locateWords, readWords, type Words } from './locate'

/** How much a cue in this part of a text says about the mechanism: 1 is plain narrative. */
export type WeightedRange = { start: number; end: number; weight: number }

/** Impact and actions name symptoms and cures, not causes; causes and lessons name the mechanism itself. */
const WEIGHT = {
  cause: 1.4,
  lesson: 1.3,
  title: 1.2,
  plain: 1,
  timeline: 0.8,
  symptom: 0.7,
  action: 0.5,
  impact: 0.4,
  aside: 0.2,
  none: 0,
}
export const PLAIN = WEIGHT.plain

const HEADINGS: [RegExp, number][] = [
  [/\b(?:well|lucky)\b|gut (?:lief|gelaufen)|прошло хорошо/u, WEIGHT.impact],
  [
    /cause|happen|went wrong|\bwhy\b|analysis|contribut|background|trigger|ursache|passiert|geschehen|analyse|warum|hintergrund|auslöser|причин|произошло|случилось|анализ|почему|предыстори/u,
    WEIGHT.cause,
  ],
  [/lesson|learn|takeaway|erkenntnis|lehre|gelernt|урок|вывод/u, WEIGHT.lesson],
  [
    /action|prevent|remediat|correct|mitigat|follow|next step|resolution|resolved|improv|recommend|going forward|massnahm|vorbeug|behebung|behoben|schritte|verbesser|folge|действи|мер[аы]|предотвра|предупре|исправ|дальнейш|улучшени|шаги/u,
    WEIGHT.action,
  ],
  [/impact|affect|customer|auswirk|betroffen|kunden|folgen|влияни|затронут|последстви|клиент/u, WEIGHT.impact],
  [
    /timeline|chronolog|sequence|zeitachse|zeitleiste|ablauf|verlauf|zeitlich|хронолог|ход событий|хроника/u,
    WEIGHT.timeline,
  ],
  [/symptom|signs|anzeichen|симптом|признак/u, WEIGHT.symptom],
  [
    /escalat|eskalation|эскалаци|see also|siehe auch|см\. также|contact|kontakt|sources?$|quelle|источник/u,
    WEIGHT.aside,
  ],
]
/** A line without `#` is taken for a heading only when it is short and one of the words above opens or fills it. */
const PLAIN_HEADING = 60
const PLAIN_LINE = /^\s*(?:\*\*|__)?([\p{Lu}][^.!?|]*?):?(?:\*\*|__)?:?\s*$/u

function headingWeight(heading: string): number | null {
  const folded = heading.toLowerCase().replaceAll('ß', 'ss')
  return HEADINGS.find(([words]) => words.test(folded))?.[1] ?? null
}

/** A line without `#` lies below all Markdown headings. */
const PLAIN_DEPTH = 7

/** The heading that a line is, cut out by hand where lines may be long: an expression that looks for the end of spaces takes the square. */
function readHeading(line: string): { heading: string; depth: number } | null {
  const marks = /^#{1,6}(?=\s)/u.exec(line)?.[0].length
  if (marks !== undefined) {
    const heading = line.slice(marks).trim()
    return heading === '' ? null : { heading, depth: marks }
  }
  const plain = line.length <= PLAIN_HEADING ? PLAIN_LINE.exec(line)?.[1] : undefined
  return plain === undefined ? null : { heading: plain, depth: PLAIN_DEPTH }
}

/**
 * Weighs the parts of a text by its headings (Markdown headings, bold lines, short lines without a full stop; en, de, ru).
 * The ranges follow each other and cover what stands below a known heading; everything else counts as narrative.
 */
export function weighByHeadings(text: string): WeightedRange[] {
  const ranges: WeightedRange[] = []
  let open: { start: number; weight: number; depth: number } | null = null
  for (const line of text.matchAll(/^.*$/gmu)) {
    const found = readHeading(line[0])
    if (!found) continue
    const { depth } = found
    const weight = headingWeight(found.heading)
    // An unknown plain line is text; an unknown Markdown heading ends a section unless it lies deeper.
    if (weight === null && (depth === PLAIN_DEPTH || (open && depth > open.depth))) continue
    if (open) ranges.push({ start: open.start, end: line.index, weight: open.weight })
    open = weight === null ? null : { start: line.index, weight, depth }
  }
  if (open) ranges.push({ start: open.start, end: text.length, weight: open.weight })
  return ranges
}

/** A line that says on which clock the times are: it tells of no clock that went wrong. */
const ZONE_LINE = /^[ \t>*_-]{0,8}(?:time ?zone|tz|zeitzone|часовой пояс)[*_ \t]{0,4}:.*$/gimu

const CAUSE_WEIGHT: Record<CauseRole, number> = {
  trigger: WEIGHT.cause,
  root: WEIGHT.cause,
  contributing: WEIGHT.cause,
  latent: WEIGHT.cause,
  'detection-gap': WEIGHT.lesson,
  'response-obstacle': WEIGHT.plain,
  // What was suspected and turned out wrong speaks against itself.
  'false-lead': WEIGHT.none,
}

/** The fields of a draft with what a cue in them is worth, least telling first: later ones win where texts overlap. */
function fieldsOf(doc: DocumentDraft): { text: string; weight: number }[] {
  const fields: { text: string | null; weight: number }[] = []
  const add = (texts: readonly (string | null)[], weight: number) => {
    for (const text of texts) fields.push({ text, weight })
  }
  const { incident, skill } = doc
  if (incident) {
    add(
      incident.timeline.map((entry) => entry.text),
      WEIGHT.timeline,
    )
    add(
      incident.actionItems.map((item) => item.title),
      WEIGHT.action,
    )
    add([incident.impact.summary, ...incident.impact.affected], WEIGHT.impact)
    add([...incident.impact.residual, ...incident.customerActions], WEIGHT.aside)
    add([...incident.impact.unaffected, ...incident.impact.negativeFindings], WEIGHT.none)
    add(incident.lessons, WEIGHT.lesson)
    for (const cause of incident.causes) add([cause.text], CAUSE_WEIGHT[cause.role])
  }
  if (skill) {
    add(skill.escalation, WEIGHT.aside)
    add(
      skill.actionItems.map((item) => item.title),
      WEIGHT.action,
    )
    add(skill.symptoms, WEIGHT.symptom)
    add([skill.description], WEIGHT.title)
    add([skill.recurrence?.why ?? null], WEIGHT.cause)
  }
  return fields.flatMap(({ text, weight }) => (text && text.trim() ? [{ text, weight }] : []))
}

/** A draft as one text to read: its title, its body, and what its fields say that the body does not. */
export type WeightedText = { text: string; ranges: WeightedRange[] }

/** Weighs a draft: by its fields where it has them, by the headings of its body elsewhere. */
export function weighDraft(doc: DocumentDraft): WeightedText {
  const title = doc.title.trim()
  const offset = title.length + 2
  const words: Words = readWords(doc.body)
  const ranges: WeightedRange[] = [{ start: 0, end: title.length, weight: WEIGHT.title }]
  for (const range of weighByHeadings(doc.body))
    ranges.push({ ...range, start: range.start + offset, end: range.end + offset })
  for (const line of doc.body.matchAll(ZONE_LINE)) {
    const start = line.index + offset
    ranges.push({ start, end: start + line[0].length, weight: WEIGHT.none })
  }
  let text = `${title}\n\n${doc.body}`
  for (const field of fieldsOf(doc)) {
    const found = locateWords(words, field.text)
    if (found) ranges.push({ start: found[0] + offset, end: found[1] + offset, weight: field.weight })
    else if (field.weight > WEIGHT.action) {
      const start = text.length + 2
      text += `\n\n${field.text}`
      ranges.push({ start, end: text.length, weight: field.weight })
    }
  }
  return { text, ranges }
}

/** What a cue is worth in a sentence about what shall be done: cures name mechanisms that were not at work. */
export const INTENTION = 0.4
const INTENTIONS =
  /(?<!\p{L})(?:plans? to|planned|planning|planen|geplant|will be|we will|going forward|in the future|to prevent|to avoid|to reduce|to improve|to address|improvements?|recommend\p{L}*|follow-?ups?|next steps|action items|corrective|preventive|remediation|we are (?:working|adding|implementing|improving|changing|reviewing)|intends?|committed to|mitigations? includ\p{L}*|künftig|zukünftig|um zu verhindern|verbesserungen|massnahmen|maßnahmen|wir werden|планиру\p{L}*|в дальнейшем|в будущем|чтобы (?:избежать|предотвратить)|мы внедр\p{L}*|меры)(?!\p{L})/iu

/** Whether a sentence says what is to be done rather than what was (en, de, ru). */
export function isIntention(sentence: string): boolean {
  return INTENTIONS.test(sentence)
}

/** What a cue is worth more in a sentence that says why. */
export const REASON = 1.3
const REASONS =
  /(?<!\p{L})(?:root cause|caused?|causing|due to|because|triggered|result(?:ed|ing) (?:in|from)|led to|stem(?:s|med) from|traced to|reason|originat\p{L}*|attributed to|ursache|verursach\p{L}*|aufgrund|weil|führte\p{L}* zu|ausgelöst|wegen|grund|причин\p{L}*|из-за|вызва\p{L}*|прив[её]л\p{L}*|потому что|так как|вследствие)(?!\p{L})/iu

/** Whether a sentence names a cause (en, de, ru). */
export function isReason(sentence: string): boolean {
  return REASONS.test(sentence)
}
