import type { DocumentDraft, Draft, Problem, SkillDraft } from '@/lib/schema/draft'
import { readActionItems } from './action-items'
import { type Block, readBlocks } from './blocks'
import { writeBody } from './body'
import { findBoilerplate } from './boilerplate'
import { isoDate } from './dates'
import { readDuration } from './durations'
import { type FieldKey, fieldOf, labelKey, readFields, readLabelled } from './fields'
import { listValue, readFrontMatter, textValue } from './front-matter'
import { detectLanguage } from './language'
import { firstDate } from './moment'
import { cut, type Piece, plain, putList, spanOf } from './piece'
import { findTitle } from './postmortem'
import { readRecurrence } from './recurrence'
import { findReferences } from './references'
import { readSections, type Section, sectionsOf } from './sections'
import { readSkillSources } from './skill-sources'
import { skillSlugOfPath, slugOf } from './slugs'
import { readSteps } from './steps'
import { findThresholds } from './thresholds'

const PATH = /^[\w./ -]{1,200}\.(?:skill\.md|md)$/i
const META: FieldKey[] = ['version', 'confidence', 'last-verified', 'owners', 'category', 'path']

/** Reads a runbook: a skill page as scraped, a `.skill.md` or SKILL.md with or without front matter, an alert runbook. */
export function parseSkillPage(source: string, filename: string | null): Draft {
  const matter = readFrontMatter(source)
  const problems: Problem[] = [...matter.problems]
  const all = readBlocks(source, matter.bodyStart)
  const boilerplate = findBoilerplate(source, all)
  const blocks = all.filter((block) => !boilerplate.dropped.has(block))
  const spans: DocumentDraft['spans'] = {}
  const heading =
    blocks.find((block) => block.kind === 'heading' && block.marked && block.level === 1) ?? findTitle(blocks)
  const page = readPageHead(blocks, heading ?? null)
  const content = blocks.filter((block) => block !== heading && !page.taken.has(block))
  const sections = readSections(content)
  const title =
    (heading && 'piece' in heading ? plain(heading.piece.text) : null) ??
    textValue(matter.values, 'title', 'name') ??
    'Untitled skill'
  if (heading && 'piece' in heading) spans.title = spanOf(heading.piece)
  const skill = emptySkill()
  readMeta(skill, spans, blocks, page, matter.values, boilerplate.category)
  const stated = textValue(matter.values, 'description')
  readDescription(
    skill,
    spans,
    page.description ?? (stated ? pieceIn(source, stated, matter.range) : null),
    sections,
    stated,
  )
  readContent(source, skill, spans, sections, page)
  if (!heading && !textValue(matter.values, 'title', 'name'))
    problems.push({ level: 'warning', message: 'No title was found in the document.' })
  const body = writeBody(source, content)
  const path = skill.path ?? (filename && /skill\.md$/i.test(filename) ? filename : null)
  const document: DocumentDraft = {
    kind: 'skill',
    lang: detectLanguage(`${title}\n${skill.description ?? ''}\n${body}`),
    title,
    slug:
      (path && skillSlugOfPath(path)) ||
      textValue(matter.values, 'slug') ||
      slugOf(textValue(matter.values, 'name') ?? textValue(matter.values, 'title') ?? title),
    tags: listValue(matter.values, 'tags', 'keywords'),
    authors: listValue(matter.values, 'authors', 'author'),
    body,
    dropped: boilerplate.pieces.map(spanOf),
    spans,
    skill,
    references: findReferences(source, matter.bodyStart),
    patterns: [],
  }
  return { format: 'skill', documents: [document], problems }
}

function emptySkill(): SkillDraft {
  return {
    description: null,
    category: null,
    version: null,
    confidence: null,
    lastVerified: null,
    owners: [],
    path: null,
    triggers: [],
    symptoms: [],
    diagnosis: [],
    resolution: [],
    budgets: { diagnosis: null, resolution: null },
    escalation: [],
    recurrence: null,
    actionItems: [],
    sources: [],
    contradictions: [],
  }
}

type PageHead = { path: Piece | null; description: Piece | null; sources: Piece[]; taken: Set<Block> }

/** What a skill page shows above the document itself: path, display title, description, a list of facts, and its sources. */
function readPageHead(blocks: Block[], heading: Block | null): PageHead {
  const head: PageHead = { path: null, description: null, sources: [], taken: new Set() }
  const end = heading ? blocks.indexOf(heading) : -1
  let inSources = false
  blocks.slice(0, end < 0 ? 0 : end).forEach((block, index, list) => {
    if (block.kind === 'heading') inSources = /extracted from|source|quelle|источник|извлеч/iu.test(block.piece.text)
    if (block.kind === 'heading' && inSources) head.taken.add(block)
    if (block.kind === 'paragraph') {
      inSources = /^(?:extracted from|sources?|quellen?|источники?|извлечено из)\s*:?$/iu.test(block.piece.text)
      if (inSources) head.taken.add(block)
      else if (PATH.test(block.piece.text) && block.piece.text.includes('/')) {
        head.path = block.piece
        head.taken.add(block)
      } else if (!head.description && /\s\S+\s\S+\s\S+\s/.test(block.piece.text)) {
        head.description = block.piece
        head.taken.add(block)
      }
    }
    if (block.kind !== 'item') return
    const next = list[index + 1]
    if (inSources || block.piece.text.startsWith('→')) {
      head.sources.push(block.piece)
      head.taken.add(block)
    } else if (META.includes(labelKey(block.piece.text) ?? 'title') && next?.kind === 'item') {
      head.taken.add(block)
      head.taken.add(next)
    } else if (META.includes(labelKey(/^[^:]{2,40}(?=:)/.exec(block.piece.text)?.[0] ?? '') ?? 'title'))
      head.taken.add(block)
  })
  return head
}

function readMeta(
  skill: SkillDraft,
  spans: DocumentDraft['spans'],
  blocks: Block[],
  page: PageHead,
  values: Record<string, unknown>,
  category: Piece | null,
): void {
  const fields = readFields(blocks)
  const take = (key: FieldKey, path: string, ...names: string[]): string | null => {
    const field = fieldOf(fields, key)
    if (field) spans[path] = spanOf(field.value)
    return field ? plain(field.value.text) : textValue(values, ...names)
  }
  skill.version = take('version', 'version', 'version')?.replace(/^v(?=\d)/i, '') ?? null
  skill.confidence = readConfidence(take('confidence', 'confidence', 'confidence'))
  const verified = take('last-verified', 'lastVerified', 'lastVerified', 'verified', 'lastReviewed')
  const date = verified ? firstDate(verified, null) : null
  skill.lastVerified = date ? isoDate(date) : null
  const ownerField = fieldOf(fields, 'owners')
  const owners = ownerField ? [plain(ownerField.value.text)] : listValue(values, 'owners', 'owner', 'maintainers')
  skill.owners = owners
    .flatMap((text) => text.split(/\s*[,;·]\s*|\s+(?:and|und|и)\s+/))
    .map((name) => name.replace(/^@/, '').trim())
    .filter(Boolean)
  if (ownerField) spans.owners = spanOf(ownerField.value)
  if (category) {
    skill.category = plain(category.text)
    spans.category = spanOf(category)
  } else skill.category = take('category', 'category', 'category')
  if (page.path) spans.path = spanOf(page.path)
  skill.path = page.path?.text ?? textValue(values, 'path')
}

/** "88%" and "0.88" are both 0.88. */
function readConfidence(text: string | null): number | null {
  const match = /(?<number>\d+(?:[.,]\d+)?)\s*(?<percent>%)?/.exec(text ?? '')
  if (!match?.groups?.number) return null
  const number = Number(match.groups.number.replace(',', '.'))
  const share = match.groups.percent || number > 1 ? number / 100 : number
  return share >= 0 && share <= 1 ? share : null
}

function readDescription(
  skill: SkillDraft,
  spans: DocumentDraft['spans'],
  shown: Piece | null,
  sections: Section[],
  stated: string | null,
): void {
  const first = sections[0]?.blocks.find((block) => block.kind === 'paragraph' && !readLabelled(block.piece))
  const summary = sectionsOf(sections, 'summary')[0]?.blocks.find((block) => block.kind === 'paragraph')
  const fallback = summary ?? first
  const piece = shown ?? (stated ? null : fallback?.kind === 'paragraph' ? fallback.piece : null)
  skill.description = piece ? plain(piece.text) : stated
  if (!piece) return
  spans.description = spanOf(piece)
  addTriggers(skill, spans, piece)
}

/** The place of a value within the front matter; null when YAML folded or quoted it so that it is not written literally. */
function pieceIn(source: string, value: string, range: [number, number] | null): Piece | null {
  const at = range ? source.slice(range[0], range[1]).indexOf(value) : -1
  return range && at >= 0 ? { text: value, start: range[0] + at, end: range[0] + at + value.length } : null
}

function addTriggers(skill: SkillDraft, spans: DocumentDraft['spans'], piece: Piece): void {
  for (const { trigger, piece: place } of findThresholds(piece)) {
    spans[`triggers.${skill.triggers.length}`] = spanOf(place)
    skill.triggers.push(trigger)
  }
}

function readContent(
  source: string,
  skill: SkillDraft,
  spans: DocumentDraft['spans'],
  sections: Section[],
  page: PageHead,
): void {
  const pieces = (...keys: Parameters<typeof sectionsOf>[1][]) =>
    sectionsOf(sections, ...keys).flatMap((section) => section.blocks)
  const symptoms = pieces('symptoms').flatMap((block) =>
    block.kind === 'item' || block.kind === 'paragraph' ? [block.piece] : [],
  )
  putList(skill.symptoms, spans, 'symptoms', symptoms)
  for (const block of pieces('trigger'))
    if (block.kind === 'item' || block.kind === 'paragraph') addTriggers(skill, spans, block.piece)
  // a symptom's threshold is a trigger only where the page states none: a second one would hide that the two disagree
  if (skill.triggers.length === 0) for (const piece of symptoms) addTriggers(skill, spans, piece)
  for (const [name, keys] of [
    ['diagnosis', ['diagnosis']],
    ['resolution', ['resolution', 'response']],
  ] as const) {
    const own = sectionsOf(sections, ...keys)
    readSteps(source, own).forEach(({ step, piece }, index) => {
      skill[name].push(step)
      spans[`${name}.${index}`] = spanOf(piece)
    })
    const budget = own.flatMap((section) => (section.heading ? [readBudget(section.heading.piece)] : [])).find(Boolean)
    if (budget) {
      skill.budgets[name] = budget.minutes
      spans[`budgets.${name}`] = spanOf(budget.piece)
    }
  }
  putList(
    skill.escalation,
    spans,
    'escalation',
    pieces('escalation').flatMap((block) => (block.kind === 'item' || block.kind === 'paragraph' ? [block.piece] : [])),
  )
  const anchor = skill.lastVerified ? firstDate(skill.lastVerified, null) : null
  readActionItems(sectionsOf(sections, 'actions'), anchor).forEach((item, index) => {
    skill.actionItems.push(item.draft)
    spans[`actionItems.${index}.title`] = spanOf(item.title)
    if (item.status) spans[`actionItems.${index}.status`] = spanOf(item.status)
  })
  const prose = pieces('source').flatMap((block) =>
    block.kind === 'paragraph' || block.kind === 'item' ? [block.piece] : [],
  )
  skill.sources = readSkillSources(page.sources, prose).map(({ source: thread }) => thread)
  skill.recurrence = readRecurrence(pieces('recurrence'), anchor)
}

/** "Diagnosis (3 min)" allows three minutes. */
function readBudget(heading: Piece): { minutes: number; piece: Piece } | null {
  const match = /[([](?<budget>[^()[\]]{2,30})[)\]]/.exec(heading.text)
  const duration = match?.groups?.budget ? readDuration(match.groups.budget) : null
  if (!match || !duration) return null
  return { minutes: duration.minutes, piece: cut(heading, match.index + 1, match.index + match[0].length - 1) }
}
