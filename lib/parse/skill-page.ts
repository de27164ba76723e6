import { blankSkill } from '@/lib/schema/blank-skill'
import type { DocumentDraft, Draft, Problem, SkillDraft } from '@/lib/schema/draft'
import { type Block, type HeadingBlock, type ParagraphBlock, readBlocks } from './blocks'
import { writeBody } from './body'
import { findBoilerplate } from './boilerplate'
import { type FrontMatter, listValue, readFrontMatter, textValue } from './front-matter'
import { detectLanguage } from './language'
import { matterRest } from './matter-rest'
import { type Piece, plain, spanOf } from './piece'
import { findTitle } from './postmortem'
import { findReferences } from './references'
import { readContent, readDescription } from './skill-content'
import { readPageHead } from './skill-head'
import { emptinessOf, skillKindOf } from './skill-kind'
import { readMeta, takenKeys } from './skill-meta'
import { exactSkillTopic } from './skill-section-names'
import { readSkillSections } from './skill-sections'
import { skillSlugOfPath, slugOf } from './slugs'

type Title = { text: string | null; heading: HeadingBlock | ParagraphBlock | null; generated: Block | null }

/**
 * Reads a runbook: a skill page as scraped, a `.skill.md` or SKILL.md with or without front matter, an alert runbook, a
 * procedure in free form. A template or an index of runbooks gives a skill without content, and a problem that says so.
 */
export function parseSkillPage(source: string, filename: string | null): Draft {
  const matter = readFrontMatter(source)
  const problems: Problem[] = [...matter.problems]
  const all = readBlocks(source, matter.bodyStart)
  const boilerplate = findBoilerplate(source, all)
  const blocks = all.filter((block) => !boilerplate.dropped.has(block))
  const spans: DocumentDraft['spans'] = {}
  const found = readTitle(blocks, matter, filename, problems)
  const { heading } = found
  const page = readPageHead(blocks, heading)
  const content = blocks.filter((block) => block !== heading && block !== found.generated && !page.taken.has(block))
  const title = found.text ?? 'Untitled skill'
  if (heading) spans.title = spanOf(heading.piece)
  if (!found.text) problems.push({ level: 'warning', message: 'No title was found in the document.' })
  const skill: SkillDraft = { ...blankSkill(), path: null }
  const kind = skillKindOf(filename, title)
  const stated = textValue(matter.values, 'description')
  if (kind !== 'template') {
    const sections = readSkillSections(content.filter(outsideComments(source)))
    readMeta(skill, spans, blocks, page, matter.values, boilerplate.category)
    const shown = page.description ?? (stated ? pieceIn(source, stated, matter.range) : null)
    readDescription({ skill, spans }, shown, sections, stated)
    readContent(source, { skill, spans }, sections, page.sources, kind === 'runbook')
  }
  const empty = emptinessOf(kind, skill)
  if (empty) problems.push({ level: 'warning', message: empty })
  const body = bodyOf(source, content, matter, title, skill)
  const document: DocumentDraft = {
    kind: 'skill',
    lang: detectLanguage(`${title}\n${skill.description ?? ''}\n${body}`),
    title,
    slug: slugFor(skill, filename, matter, title),
    tags: [...listValue(matter.values, 'tags', 'keywords'), ...boilerplate.tags.map(({ text }) => plain(text))],
    authors: listValue(matter.values, 'authors', 'author'),
    body,
    dropped: [...boilerplate.pieces.map(spanOf), ...(found.generated ? [spanOfBlock(found.generated)] : [])],
    spans,
    skill,
    references: findReferences(source, matter.bodyStart),
    patterns: [],
  }
  return { format: 'skill', documents: [document], problems }
}

/**
 * The first level-one heading, or the front matter's title. A heading that a page generator fills in is none. Of two that
 * differ, the one that the file is named after counts: runbooks are copied, and their headings forgotten.
 */
function readTitle(blocks: Block[], matter: FrontMatter, filename: string | null, problems: Problem[]): Title {
  const stated = textValue(matter.values, 'title', 'name')
  const top = blocks.find(
    (block): block is HeadingBlock => block.kind === 'heading' && block.marked && block.level === 1,
  )
  const first = top ?? findTitle(blocks)
  // "## Prerequisites" at the top of a page without a title is a section
  if (!first || (!top && exactSkillTopic(first.piece.text)))
    return { text: stated ?? titleOfFile(filename), heading: null, generated: null }
  const text = plain(first.piece.text).replace(/\s*\{#[^{}\s]{1,80}\}$/, '')
  if (text === '' || /^(?:<%.*%>|\{\{.*\}\})$/.test(text)) return { text: stated, heading: null, generated: first }
  const file = squeeze((filename ?? '').split(/[\\/]/).at(-1)?.replace(/\..*$/, '') ?? '')
  const named = textValue(matter.values, 'title')
  if (named && file && squeeze(named) === file && squeeze(text) !== file && !top?.piece.text.includes(' ')) {
    problems.push({
      level: 'warning',
      message: `The heading says “${text}”, the file and its title say “${named}”: the latter was taken as the title.`,
    })
    return { text: named, heading: null, generated: null }
  }
  return { text, heading: first, generated: null }
}

/** A file's name as words, when it has any: the page itself states no title. */
function titleOfFile(filename: string | null): string | null {
  const file = filename?.split(/[\\/]/).at(-1) ?? ''
  if (skillKindOf(filename, '') !== 'runbook' || /^skill\.md$/i.test(file)) return null
  const name = file.replace(/\..*$/, '').replace(/[-_]+/g, ' ').trim()
  return /\p{L}{3}/u.test(name) ? name : null
}

function spanOfBlock({ start, end }: Block): [number, number] {
  return [start, end]
}

function squeeze(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

function slugFor(skill: SkillDraft, filename: string | null, matter: FrontMatter, title: string): string {
  const path = skill.path ?? (filename && /skill\.md$/i.test(filename) ? filename : null)
  return (
    (path && skillSlugOfPath(path)) ||
    textValue(matter.values, 'slug') ||
    slugOf(textValue(matter.values, 'name') ?? title)
  )
}

/** The blocks as Markdown, behind them what the front matter says and no field holds. */
function bodyOf(source: string, content: Block[], matter: FrontMatter, title: string, skill: SkillDraft): string {
  const taken = takenKeys(skill)
  const repeated = textValue(matter.values, 'title') === title ? ['title'] : []
  // a title that the document's own repeats is no reason for a block of front matter, but belongs to one that is there
  const rest =
    matterRest(source, matter.range, new Set([...taken, ...repeated])) && matterRest(source, matter.range, taken)
  return [writeBody(source, content), rest && `\`\`\`yaml\n${rest}\n\`\`\``].filter(Boolean).join('\n\n')
}

/** Comments of a page are hints to its author: they stay in the body, and no field is read from them. */
function outsideComments(source: string): (block: Block) => boolean {
  const comments = [...source.matchAll(/<!--[\s\S]{0,20000}?-->/g)].map(({ index, 0: text }) => [
    index,
    index + text.length,
  ])
  return (block) => !comments.some(([start = 0, end = 0]) => block.start >= start && block.end <= end)
}

/** The place of a value within the front matter; null when YAML folded or quoted it so that it is not written literally. */
function pieceIn(source: string, value: string, range: [number, number] | null): Piece | null {
  const at = range ? source.slice(range[0], range[1]).indexOf(value) : -1
  return range && at >= 0 ? { text: value, start: range[0] + at, end: range[0] + at + value.length } : null
}
