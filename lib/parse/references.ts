import slugify from '@sindresorhus/slugify'
import type { ReferenceDraft } from '@/lib/schema/draft'
import { light, matchesOf } from './light-expression'

const WIKILINK = /\[\[(?<target>[^[\]|\n]{1,300})(?:\|(?<alias>[^[\]\n]{0,300}))?\]\]/g
const MENTION = light(/(?<![\p{L}\p{N}_@./'-])@(?<handle>[\p{L}][\p{L}\p{N}_-]{1,38})(?![\p{L}\p{N}@/]|\.\p{L})/gu)
const URL = /https?:\/\/[^\s<>"'`\\^{|}\p{Cc}]{3,2000}/gu
const FOLDERS: Record<string, string> = {
  skill: 'skills',
  skills: 'skills',
  runbook: 'skills',
  runbooks: 'skills',
  incident: 'incidents',
  incidents: 'incidents',
  postmortem: 'incidents',
  postmortems: 'incidents',
  person: 'people',
  people: 'people',
  company: 'companies',
  companies: 'companies',
  pattern: 'patterns',
  patterns: 'patterns',
}

/**
 * Links that `source` makes: `[[wikilinks]]` with the note behind their dash, @mentions, and addresses; in source order, each
 * target once per kind. Code blocks are skipped for mentions (decorators, handles of packages).
 */
export function findReferences(source: string, from = 0): ReferenceDraft[] {
  const found: ReferenceDraft[] = []
  const seen = new Set<string>()
  const add = (reference: ReferenceDraft) => {
    const key = `${reference.kind} ${reference.target}`
    if (seen.has(key)) return
    seen.add(key)
    found.push(reference)
  }
  for (const match of matchesOf(source, WIKILINK)) {
    const target = normaliseTarget(match.groups?.target ?? '')
    const end = match.index + match[0].length
    if (match.index < from || !target) continue
    const alias = match.groups?.alias?.trim()
    const note = readNote(source, end)
    add({ target, kind: 'wikilink', note: note?.text ?? alias ?? null, span: [match.index, note?.end ?? end] })
  }
  const code = codeRanges(source)
  for (const match of matchesOf(source, MENTION)) {
    if (match.index < from || code.some(([start, end]) => match.index >= start && match.index < end)) continue
    const slug = slugify(match.groups?.handle ?? '')
    if (slug && !seen.has(`wikilink people/${slug}`))
      add({ target: `people/${slug}`, kind: 'mention', note: null, span: [match.index, match.index + match[0].length] })
  }
  for (const match of matchesOf(source, URL)) {
    const address = trimAddress(match[0])
    if (match.index >= from && isAddress(address))
      add({ target: address, kind: 'url', note: null, span: [match.index, match.index + address.length] })
  }
  return found.sort((a, b) => (a.span?.[0] ?? 0) - (b.span?.[0] ?? 0))
}

/** `skills/slow-deploy.skill.md` → `skills/slow-deploy`; a target without a folder is a slug of any kind and stays one. */
export function normaliseTarget(raw: string): string {
  const path = raw
    .trim()
    .replace(/#.*$/, '')
    .replace(/^\.{0,2}\//, '')
    .replace(/^wiki\//, '')
    .replace(/\.md$/i, '')
    .replace(/\.skill$/i, '')
  const parts = path
    .split('/')
    .map((part) => slugify(part))
    .filter(Boolean)
  const folder = parts.length > 1 ? FOLDERS[parts[0] ?? ''] : undefined
  return [...(folder ? [folder] : parts.slice(0, -1)), ...parts.slice(-1)].join('/')
}

function readNote(source: string, from: number): { text: string; end: number } | null {
  const line = /^[^\n\r]{0,500}/.exec(source.slice(from, from + 500))?.[0] ?? ''
  const match = /^\s*(?:—|–|-|:)\s+(?<note>\S.*?)\s*$/.exec(line)
  const note = match?.groups?.note?.split('[[')[0]?.replace(/[\s,;]+$/, '')
  return note ? { text: note, end: from + line.indexOf(note) + note.length } : null
}

function codeRanges(source: string): [number, number][] {
  return matchesOf(source, /^[ \t]*```[^\n]*\n[\s\S]*?^[ \t]*```/gm).map((match) => [
    match.index,
    match.index + match[0].length,
  ])
}

/** Punctuation and brackets that end a sentence belong to the sentence. */
function trimAddress(address: string): string {
  // By hand: an expression for what stands at the end is tried from each of a row of dots.
  let unopened = (address.match(/[)\]]/g)?.length ?? 0) - (address.match(/[([]/g)?.length ?? 0)
  let end = address.length
  for (; end > 0; end--) {
    const letter = address[end - 1] ?? ''
    if (/[)\]]/.test(letter)) {
      if (unopened <= 0) break
      unopened--
    } else if (!'.,;:!?*_'.includes(letter)) break
  }
  return address.slice(0, end)
}

function isAddress(address: string): boolean {
  return globalThis.URL.canParse(address)
}
