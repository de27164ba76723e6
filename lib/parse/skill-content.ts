import type { DocumentDraft, SkillDraft } from '@/lib/schema/draft'
import { readActionItems } from './action-items'
import { readAlertExpression } from './alert-expressions'
import type { Block, ItemBlock, ParagraphBlock } from './blocks'
import { readDuration } from './durations'
import { readLabelled } from './fields'
import { firstDate } from './moment'
import { cut, type Piece, plain, putList, spanOf } from './piece'
import { isUnwritten } from './unwritten'
import { readRecurrence } from './recurrence'
import { exactSkillTopic, isStepHeading, type SkillTopic } from './skill-section-names'
import { NAMED_SYMPTOM, sectionsFor, type SkillSection } from './skill-sections'
import { readSkillSources } from './skill-sources'
import { isMarkup, readSteps, type StepPiece } from './steps'
import { findThresholds } from './thresholds'

type Target = { skill: SkillDraft; spans: DocumentDraft['spans'] }

/** What a runbook's sections say, put into `skill` with their places: `listed` are the sources named at the page's head. */
export function readContent(
  source: string,
  target: Target,
  sections: SkillSection[],
  listed: Piece[],
  free: boolean,
): void {
  const { skill, spans } = target
  const about = (...topics: SkillTopic[]) => sectionsFor(sections, ...topics).flatMap(({ blocks }) => wordsOf(blocks))
  const described = spans.description
  const isNew = (piece: Piece) => piece.start !== described?.[0]
  // what sets the runbook off without a threshold ("`DiskFull` fires") is a sign like the others
  const signs = about('trigger').filter((piece) => findThresholds(piece).length === 0)
  const symptoms = [...about('meaning', 'symptoms', 'impact'), ...sections.flatMap(symptomOf), ...signs].filter(isNew)
  putList(skill.symptoms, spans, 'symptoms', symptoms)
  readTriggers(target, sections, about('trigger'), about('meaning', 'symptoms').filter(isNew))
  const { diagnosis, resolution } = sortSections(sections, free)
  putSteps(target, 'diagnosis', source, diagnosis)
  putSteps(target, 'resolution', source, resolution)
  putList(skill.escalation, spans, 'escalation', about('escalation'))
  const anchor = skill.lastVerified ? firstDate(skill.lastVerified, null) : null
  readActionItems(sectionsFor(sections, 'actions'), anchor).forEach((item, index) => {
    skill.actionItems.push(item.draft)
    spans[`actionItems.${index}.title`] = spanOf(item.title)
    if (item.status) spans[`actionItems.${index}.status`] = spanOf(item.status)
  })
  skill.sources = readSkillSources(listed, about('source')).map(({ source: thread }) => thread)
  skill.recurrence = readRecurrence(
    sectionsFor(sections, 'recurrence').flatMap(({ blocks }) => blocks),
    anchor,
  )
  if (skill.owners.length === 0) putOwners(target, about('owners'))
}

/** "Symptom: the watcher does not start", a heading above the steps against it. */
function symptomOf({ heading }: SkillSection): Piece[] {
  const label = heading ? NAMED_SYMPTOM.exec(heading.piece.text)?.[0] : undefined
  if (!heading || !label) return []
  const end = heading.piece.text.replace(/[*_\s]+$/u, '').length
  return [cut(heading.piece, label.length, end)]
}

/** Items and paragraphs with words; what was left as a form has it is none, nor are the lines of a page generator. */
function wordsOf(blocks: Block[]): Piece[] {
  return blocks.flatMap((block) => (isWords(block) ? [block.piece] : []))
}

function isWords(block: Block): block is ParagraphBlock | ItemBlock {
  const { kind } = block
  return (kind === 'item' || kind === 'paragraph') && !isUnwritten(block.piece.text) && !isMarkup(block.piece.text)
}

/** The text that says what the runbook is for: the page's own, the front matter's, or the first words under a fitting heading. */
export function readDescription(
  { skill, spans }: Target,
  shown: Piece | null,
  sections: SkillSection[],
  stated: string | null,
): void {
  const words = (list: SkillSection[]) => list.flatMap(({ blocks }) => blocks).filter(isWords)
  const first = (list: SkillSection[]) => words(list).find(({ piece }) => !readLabelled(piece))
  const lead = words(sections[0]?.heading ? [] : sections.slice(0, 1))
  const fallback =
    first(sectionsFor(sections, 'summary')) ??
    lead.find(({ kind, piece }) => kind === 'paragraph' && !readLabelled(piece)) ??
    first(sectionsFor(sections, 'meaning'))
  const piece = shown ?? (!stated && fallback ? fallback.piece : null)
  skill.description = piece ? plain(piece.text) : stated
  if (!piece) return
  spans.description = spanOf(piece)
  addTriggers({ skill, spans }, piece)
}

function readTriggers(target: Target, sections: SkillSection[], stated: Piece[], symptoms: Piece[]): void {
  for (const piece of stated) addTriggers(target, piece)
  for (const { topic, blocks } of sections) {
    const isAlert = topic === 'trigger' || topic === 'meaning' || topic === 'summary'
    for (const block of isAlert ? blocks : []) {
      const found = block.kind === 'code' ? readAlertExpression(block) : null
      if (found) addTrigger(target, found)
    }
  }
  // a symptom's threshold is a trigger only where the page states none: a second one would hide that the two disagree
  if (target.skill.triggers.length === 0) for (const piece of symptoms) addTriggers(target, piece)
}

function addTriggers(target: Target, piece: Piece): void {
  for (const found of findThresholds(piece)) addTrigger(target, found)
}

function addTrigger({ skill, spans }: Target, found: ReturnType<typeof findThresholds>[number]): void {
  spans[`triggers.${skill.triggers.length}`] = spanOf(found.piece)
  skill.triggers.push(found.trigger)
}

/**
 * Sections whose content are steps, for diagnosis and for resolution. What comes before the steps ("Prerequisites") goes to
 * those that follow it. A runbook without any such section is a procedure (`free`): its numbered lists and commands are its steps.
 */
function sortSections(sections: SkillSection[], free: boolean): Record<'diagnosis' | 'resolution', SkillSection[]> {
  const sorted = { diagnosis: [] as SkillSection[], resolution: [] as SkillSection[] }
  let before: SkillSection[] = []
  for (const section of sections) {
    if (section.topic === 'prerequisites') before.push(section)
    const list = listOf(section)
    if (!list) continue
    sorted[list].push(...before, section)
    before = []
  }
  const named = [...sorted.diagnosis, ...sorted.resolution].some(({ blocks }) => blocks.length > 0)
  if (named || !free) return { ...sorted, resolution: [...sorted.resolution, ...before] }
  const headed = sections.some(({ heading, blocks }) => heading && blocks.length > 0)
  return {
    diagnosis: [],
    resolution: sections.filter((section) => section.topic === 'prerequisites' || isProcedure(section, headed)),
  }
}

function listOf({ topic, heading }: SkillSection): 'diagnosis' | 'resolution' | null {
  if (topic === 'diagnosis' || topic === 'causes') return 'diagnosis'
  if (topic === 'resolution' || topic === 'verification' || topic === 'rollback') return 'resolution'
  return topic === null && heading && isStepHeading(heading.piece.text) ? 'resolution' : null
}

function isProcedure({ topic, heading, blocks }: SkillSection, headed: boolean): boolean {
  const commands = blocks.some(({ kind }) => kind === 'code')
  if (topic !== null && !(topic === 'other' && commands)) return false
  const numbered = blocks.some((block) => block.kind === 'item' && block.ordered)
  return numbered || (commands && (heading !== null || !headed))
}

function putSteps(
  { skill, spans }: Target,
  name: 'diagnosis' | 'resolution',
  source: string,
  own: SkillSection[],
): void {
  const steps = own.flatMap((section): StepPiece[] => {
    const read = readSteps(source, [section], () => isTitled(section))
    return section.topic === 'prerequisites' || section.topic === 'causes' ? joinSteps(source, read) : read
  })
  steps.forEach(({ step, piece }, index) => {
    skill[name].push(step)
    spans[`${name}.${index}`] = spanOf(piece)
  })
  const budget = own.flatMap(({ heading }) => (heading ? [readBudget(heading.piece)] : [])).find(Boolean)
  if (!budget) return
  skill.budgets[name] = budget.minutes
  spans[`budgets.${name}`] = spanOf(budget.piece)
}

/** A heading that only names the list it belongs to adds nothing to its steps; any other says what they are about. */
function isTitled({ topic, heading }: SkillSection): boolean {
  if (!heading) return false
  const exact = exactSkillTopic(heading.piece.text)
  return !(exact === 'diagnosis' || exact === 'resolution') || exact !== topic
}

/** What must be there first, and what may be the cause, is one step: a list to go through. */
function joinSteps(source: string, steps: StepPiece[]): StepPiece[] {
  const [first, ...rest] = steps
  const last = steps.at(-1)
  if (!first || !last) return steps
  const [title, ...lines] = first.step.text.split('\n')
  const items = [lines.join('\n'), ...rest.map(({ step }) => step.text)].filter(Boolean)
  const { start } = first.piece
  const { end } = last.piece
  return [
    {
      step: {
        text: [title, ...items.map((item) => (/[:：]$/.test(item) ? item : `- ${item}`))].join('\n'),
        code: steps.flatMap(({ step }) => step.code),
      },
      piece: { text: source.slice(start, end), start, end },
    },
  ]
}

/** "Diagnosis (3 min)" allows three minutes. */
function readBudget(heading: Piece): { minutes: number; piece: Piece } | null {
  const match = /[([](?<budget>[^()[\]]{2,30})[)\]]/.exec(heading.text)
  const duration = match?.groups?.budget ? readDuration(match.groups.budget) : null
  if (!match || !duration) return null
  return { minutes: duration.minutes, piece: cut(heading, match.index + 1, match.index + match[0].length - 1) }
}

/** Names in a section of their own: one to three short lines; more, or sentences, are no list of names. */
function putOwners({ skill, spans }: Target, pieces: Piece[]): void {
  const names = pieces.map((piece) => plain(piece.text).replace(/^@/, ''))
  const [first] = pieces
  const last = pieces.at(-1)
  if (
    !first ||
    !last ||
    names.length > 6 ||
    names.some((name) => name.length > 60 || /[.!?:]$|\s\S+\s\S+\s\S+\s/.test(name))
  )
    return
  skill.owners = names
  spans.owners = [first.start, last.end]
}
