import type { Phase, SkillStep, Trigger } from '@/lib/schema/draft'
import type { IncidentView } from '@/lib/schema/incident'
import type { LocalisedText } from '@/lib/schema/text'
import { findAlertNames } from './alert-names'
import { findQuantities } from './quantities'
import { wordLikeness } from './text-likeness'

/** What a runbook is taken from. */
export type ExtractionSource = Pick<
  IncidentView,
  'slug' | 'title' | 'timeline' | 'causes' | 'impact' | 'actionItems' | 'customerActions' | 'lessons'
>
/** Where a line stands: an incident and the place on its page ("t-…", "c-…", "impact"). */
export type Citation = { incident: string; title: string; anchor: string; quote: string }
export const EXTRACTED_SECTIONS = ['symptoms', 'diagnosis', 'resolution', 'escalation', 'prevention'] as const
export type ExtractedSection = (typeof EXTRACTED_SECTIONS)[number]
/** A line in the words of one source; `citations` are all that say it, `differ` when their figures are not the same. */
export type ExtractedLine = { text: string; code: SkillStep['code']; citations: Citation[]; differ: boolean }
/**
 * What set the alarm off, with the texts that say so: a condition, or the name of an alert where `trigger` is null. Of conditions that
 * differ in their value alone, the one that the others fire too; then `differ`.
 */
export type ExtractedTrigger = { name: string; trigger: Trigger | null; citations: Citation[]; differ: boolean }
export type Extraction = Record<ExtractedSection, ExtractedLine[]> & { triggers: ExtractedTrigger[] }

/** Share of common words from which two incidents say one thing. */
const SAME = 0.6
/** More lines than this are no runbook. */
const MOST_LINES = 40
const MOST_TRIGGERS = 12
const OF_PHASE: Partial<Record<Phase, ExtractedSection>> = {
  latent: 'symptoms',
  started: 'symptoms',
  detected: 'symptoms',
  acknowledged: 'diagnosis',
  identified: 'diagnosis',
  declared: 'escalation',
  mitigated: 'resolution',
  resolved: 'resolution',
}
/** Entries that may tell what set the alarm off. */
const NOTICED: ReadonlySet<Phase> = new Set(['started', 'detected', 'acknowledged', 'declared'])
const ESCALATES = /\b(?:escalat\p{L}*|paged?|eskalier\p{L}*|alarmiert\p{L}*)\b|(?<!\p{L})(?:эскал\p{L}*|вызва\p{L}*)/iu

/**
 * What incidents teach, a line for a line: symptoms from their impact and the first entries, diagnosis from what was identified and from
 * causes (also those ruled out), resolution from what mitigated, prevention from action items that prevent or detect. Every line is in
 * the words of a source and cites its places; those that several incidents share come first. Texts are in `lang` where there are any.
 * Triggers are the conditions that `readTriggers` finds in how it was noticed, and the names of alerts there.
 */
export function extractSkill(
  incidents: readonly ExtractionSource[],
  lang: string,
  readTriggers: (text: string) => Trigger[],
): Extraction {
  const found: Extraction = {
    triggers: [],
    symptoms: [],
    diagnosis: [],
    resolution: [],
    escalation: [],
    prevention: [],
  }
  for (const incident of incidents) {
    const title = inLanguage(incident.title, lang) ?? incident.slug
    const put = (section: ExtractedSection, words: string | null, anchor: string) => {
      const quote = words?.trim() ?? ''
      if (quote !== '') addLine(found[section], { incident: incident.slug, title, anchor, quote })
    }
    put('symptoms', inLanguage(incident.impact.summary, lang), 'impact')
    for (const entry of incident.timeline) {
      if (entry.lane === 'public') continue
      const words = inLanguage(entry.text, lang)
      if (words !== null && NOTICED.has(entry.phase)) {
        const citation = { incident: incident.slug, title, anchor: `t-${entry.id}`, quote: words.trim() }
        addTriggers(found.triggers, citation, readTriggers(words))
      }
      const section = words !== null && ESCALATES.test(words) ? 'escalation' : OF_PHASE[entry.phase]
      if (section) put(section, words, `t-${entry.id}`)
    }
    for (const cause of incident.causes) put('diagnosis', inLanguage(cause.text, lang), `c-${cause.id}`)
    for (const action of incident.customerActions[lang] ?? []) put('resolution', action, 'customer-actions')
    for (const item of incident.actionItems) {
      if (item.kind === 'prevent' || item.kind === 'detect')
        put('prevention', inLanguage(item.title, lang), 'action-items')
    }
  }
  for (const section of EXTRACTED_SECTIONS) found[section] = inOrder(found[section])
  found.triggers = found.triggers.toSorted((a, b) => b.citations.length - a.citations.length)
  return found
}

function inLanguage(text: LocalisedText, lang: string): string | null {
  return text[lang] ?? Object.values(text)[0] ?? null
}

function addTriggers(known: ExtractedTrigger[], citation: Citation, triggers: readonly Trigger[]): void {
  for (const trigger of triggers) {
    const { metric, op, unit } = trigger
    addTrigger(known, { name: `${metric} ${op} ${unit ?? ''}`, trigger, citation })
  }
  for (const name of findAlertNames(citation.quote)) addTrigger(known, { name, trigger: null, citation })
}

function addTrigger(
  known: ExtractedTrigger[],
  { name, trigger, citation }: { name: string; trigger: Trigger | null; citation: Citation },
): void {
  const same = known.find((one) => one.name.toLowerCase() === name.toLowerCase())
  if (!same) {
    if (known.length < MOST_TRIGGERS) known.push({ name, trigger, citations: [citation], differ: false })
    return
  }
  if (trigger && same.trigger && trigger.value !== same.trigger.value) {
    same.differ = true
    const isWider = trigger.op.startsWith('<') ? trigger.value > same.trigger.value : trigger.value < same.trigger.value
    if (isWider) same.trigger = trigger
  }
  if (!same.citations.some(({ incident, anchor }) => incident === citation.incident && anchor === citation.anchor))
    same.citations.push(citation)
}

function addLine(lines: ExtractedLine[], citation: Citation): void {
  const { text, code } = takeCode(citation.quote)
  const same = lines.find(
    (line) =>
      wordLikeness(line.text, text) >= SAME && !line.citations.some(({ incident }) => incident === citation.incident),
  )
  if (!same) lines.push({ text, code, citations: [citation], differ: false })
  else {
    same.differ ||= figuresOf(same.citations[0]?.quote ?? '') !== figuresOf(citation.quote)
    same.citations.push(citation)
  }
}

const figuresOf = (text: string) =>
  findQuantities(text)
    .map(({ value, unit }) => `${value} ${unit}`)
    .toSorted()
    .join(', ')

/** Blocks of code apart, with their language. */
function takeCode(quote: string): Pick<ExtractedLine, 'text' | 'code'> {
  const code: SkillStep['code'] = []
  const text = quote.replace(/```([\w-]*)[^\n]*\n([^]*?)```/g, (_, lang: string, block: string) => {
    code.push({ lang: lang === '' ? null : lang, text: block.trimEnd() })
    return ' '
  })
  return { text: text.replace(/\s+/g, ' ').trim(), code }
}

/** Incidents that a line is from, the most first; lines of one kind stay as they were told. */
function inOrder(lines: readonly ExtractedLine[]): ExtractedLine[] {
  return lines.toSorted((a, b) => b.citations.length - a.citations.length).slice(0, MOST_LINES)
}
