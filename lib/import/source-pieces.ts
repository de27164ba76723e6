import { createHash } from 'node:crypto'
import { findContradictions } from '@/lib/domain/contradictions'
import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import { storableName } from '@/lib/domain/storable-text'
import { judgeThreadSkill } from '@/lib/domain/skill-confidence'
import { isOwnAgentSkill } from '@/lib/parse/agent-skill'
import { isHindsightDocument } from '@/lib/parse/hindsight-document'
import { parseSource } from '@/lib/parse/parse-source'
import { shiftSpans } from '@/lib/parse/shift-spans'
import { splitSource, type SourcePart } from '@/lib/parse/split-source'
import type { DocumentDraft, Problem, SkillDraft } from '@/lib/schema/draft'
import type { SourceContext } from '@/lib/schema/source'
import type { NewSource, ReadSource } from '@/lib/store/save-source'
import type { SourceInput } from './run-import'
import { describeMarks, findMarks } from './secret-marks'
import { maskSecrets } from './secrets'
import { readSourceText, type SourceText } from './source-text'

/** What is stored as a source of its own: all of a source, or one of the parts that it is cut into. */
export type SourcePiece = {
  source: NewSource
  /** Name of the part; null for the whole. */
  key: string | null
  /** Where it begins in the text of the whole. */
  start: number
  /** What was noticed of the whole before its text was read, with its first piece: told of it also when it is stored already. */
  noticed: readonly Problem[]
  /** Reads it once. Throws `unprocessable` when there is no document in it. */
  read: () => ReadSource
}

/**
 * Decodes a source and cuts it into its pieces, in source order; each is made when it is asked for. Throws `AppError` as
 * `readSourceText` does.
 */
export function* cutSource(given: SourceInput): Generator<SourcePiece> {
  // A title may be made of it.
  const input = { ...given, path: given.path === null ? null : storableName(given.path) }
  if (input.refusal) throw input.refusal
  const read = readSourceText(input)
  const noticed = input.problems ?? []
  const told = { ...read, problems: [...noticed, ...read.problems] }
  const { text, bytes } = told
  const origin = input.path === null ? null : maskSecrets(input.path).text
  // Of what is kept: the hash of a text with its secret would let weak ones be tried out. The same source is masked the same way.
  const whole = {
    kind: input.kind,
    origin,
    bytes,
    text,
    sha256: hashOf(bytes),
    ...(input.told ? { told: input.told } : {}),
  }
  const isOwn = isHindsightDocument(text) || isOwnAgentSkill(text)
  const parts = isOwn ? [] : splitSource(text, { filename: input.path, context: input.told ?? {} })
  if (parts.length === 0)
    yield { source: whole, key: null, start: 0, noticed, read: once(() => readWhole(input, told)) }
  let line = 0
  let counted = 0
  for (const part of parts) {
    line += countLines(text, counted, part.start)
    counted = part.start
    const source = partOf(whole, part)
    const isFirst = part === parts[0]
    const above = { line, problems: isFirst ? told.problems : [] }
    const place = { key: part.key, start: part.start, noticed: isFirst ? noticed : [] }
    yield { source, ...place, read: once(() => readPart(input, source.text, part, above)) }
  }
}

/** The source that a part of another is; `sha256`: its hash, where that is known already. */
export function partOf(whole: NewSource, { start, end, key, context }: SourcePart, sha256?: string): NewSource {
  const text = whole.text.slice(start, end)
  const bytes = new TextEncoder().encode(text)
  const origin = whole.origin === null ? null : `${whole.origin}#${key}`
  const part = { of: whole, extent: [start, end] as [number, number], context }
  return { kind: whole.kind, origin, bytes, text, sha256: sha256 ?? hashOf(bytes, inheritedFacts(context)), part }
}

/** What a part says depends on these, too: the same words of another publisher, or of another year, are another source. */
function inheritedFacts({ publisher, date, zone, chat }: SourceContext): string {
  if (!publisher && !date && !zone && !chat) return ''
  return JSON.stringify([publisher?.id ?? null, date ?? null, zone ?? null, ...(chat ? [chat] : [])])
}

function hashOf(bytes: Uint8Array, more = ''): string {
  const hash = createHash('sha256').update(bytes)
  return (more === '' ? hash : hash.update(`\n${more}`)).digest('hex')
}

function readWhole(input: SourceInput, { text, url, problems }: SourceText): ReadSource {
  const read = readText(input, text, input.told ?? {})
  // A page gives its own address, not that of each of several documents on it.
  const address = read.documents.length === 1 && url ? { url } : {}
  const documents = read.documents.map((document) => ({ ...address, ...document }))
  return { ...read, documents, problems: [...problems, ...secretsIn(text, 0), ...read.problems] }
}

function readPart(
  input: SourceInput,
  text: string,
  { context }: SourcePart,
  above: { line: number; problems: readonly Problem[] },
): ReadSource {
  const read = readText(input, text, context)
  const problems = read.problems.map((problem) =>
    problem.line === undefined ? problem : { ...problem, line: problem.line + above.line },
  )
  return { ...read, problems: [...above.problems, ...secretsIn(text, above.line), ...problems] }
}

/** Tells the reviewer what was masked, whenever that was: the files of an import wait for it masked already. */
function secretsIn(text: string, linesAbove: number): Problem[] {
  const findings = findMarks(text).map((finding) => ({ ...finding, line: finding.line + linesAbove }))
  const message = describeMarks(findings, text)
  return message === null ? [] : [{ level: 'warning', message }]
}

/** Turns text into drafts, without patterns beyond those that the document lists itself. */
function readText({ path, format }: SourceInput, text: string, context: SourceContext): ReadSource {
  const draft = parseSource(text, { filename: path, context, ...(format ? { format } : {}) })
  if (draft.documents.length === 0) {
    const problem = draft.problems.find(({ level }) => level === 'error') ?? draft.problems[0]
    throw new AppError('unprocessable', problem?.message ?? sentence`Nothing in this document can be imported.`)
  }
  return { ...draft, documents: draft.documents.map((document) => judged(document, draft.documents, text)) }
}

/** A skill with what contradicts itself in it; one that was made of a thread of the same source also with its confidence. */
function judged(document: DocumentDraft, documents: readonly DocumentDraft[], text: string): DocumentDraft {
  const { skill } = document
  if (!skill) return document
  const conversation = documents.find(({ kind, slug }) => kind === 'thread' && refersTo(document, slug))
  if (conversation?.thread && document.citations) {
    const account = documents.find((other) => other.incident && refersTo(other, conversation.slug))
    return judgeThreadSkill(document, conversation.thread, account ?? null)
  }
  // The JSON in the front matter of our own SKILL.md is no text to compare.
  if (isOwnAgentSkill(text)) return { ...document, skill: rejudged(skill, document.body) }
  return { ...document, skill: { ...skill, contradictions: findContradictions(skill, text) } }
}

/** A skill whose file says what was found in it before: that stands as long as what it quotes does. */
function rejudged(skill: SkillDraft, body: string): SkillDraft {
  const said = [skill.description ?? '', body].join('\n\n')
  const bare = (text: string) => text.replaceAll('`', '')
  const { contradictions: stated, ...rest } = skill
  const held = bare([said, JSON.stringify(rest)].join('\n'))
  const left = stated.filter(({ text }) =>
    [...text.matchAll(/“([^”]*)”/g)].every(([, quote = '']) => held.includes(bare(quote))),
  )
  const found = findContradictions(skill, said).filter(({ text }) => !left.some((one) => one.text === text))
  return { ...skill, contradictions: [...left, ...found.map((one) => ({ ...one, spans: [] }))] }
}

function refersTo({ references }: DocumentDraft, thread: string): boolean {
  return references.some(({ target }) => target === `threads/${thread}`)
}

/** The draft of a piece with its spans as offsets into the whole. */
export function inWhole(document: DocumentDraft, { source, start }: SourcePiece): DocumentDraft {
  return source.part ? { ...shiftSpans(document, start), extent: source.part.extent } : document
}

/** The other way round: the draft of a piece, given with offsets into the whole. */
export function inPiece(document: DocumentDraft, { source, start }: SourcePiece): DocumentDraft {
  if (!source.part) return document
  const { extent: _, ...draft } = document
  return shiftSpans(draft, -start)
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines++
  return lines
}

/** What a reading gives, or throws, is kept: it is asked for while another batch is stored, and again when this one is. */
function once<T>(read: () => T): () => T {
  let result: { value: T } | { error: unknown } | undefined
  return () => {
    if (!result) {
      try {
        result = { value: read() }
      } catch (error) {
        result = { error }
      }
    }
    if ('error' in result) throw result.error
    return result.value
  }
}
