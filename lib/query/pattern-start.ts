import { onlyVisible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { readText } from '@/lib/recognise/reading'
import { DocumentDraftSchema, type DocumentDraft } from '@/lib/schema/draft'
import type { PatternEdit } from '@/lib/schema/pattern'
import type { Viewer } from '@/lib/schema/viewer'

const QUOTES = 3
const WORDS_IN_CUE = 3
/** Shorter words are seldom telling. */
const TELLING_FROM = 5

const EMPTY: PatternEdit = {
  slug: '',
  title: '',
  family: '',
  mechanism: '',
  body: '',
  cues: {},
  questions: [],
  controls: [],
}

/**
 * A pattern to begin with: empty, or made of an incident or a skill that none explains: its title, what it says of its causes
 * as quotes, and of each quote the longest words as a first cue; empty for one that the viewer may not read.
 */
export async function startPattern(
  viewer: Viewer,
  of: { kind: 'incident' | 'skill'; slug: string } | null,
): Promise<PatternEdit> {
  assertCan(viewer, 'write')
  if (!of) return EMPTY
  const drafts = await readDrafts(viewer, of)
  const [first] = drafts
  if (!first) return EMPTY
  const cues: Record<string, string[]> = {}
  const quotes: string[] = []
  for (const draft of drafts) {
    for (const quote of causesOf(draft).slice(0, QUOTES)) {
      quotes.push(`> ${quote}`)
      const cue = cueOf(quote)
      if (cue !== '') cues[draft.lang] = [...(cues[draft.lang] ?? []), cue]
    }
  }
  const body = [`Seen first in [[${of.kind}s/${of.slug}]]:`, ...quotes].join('\n\n')
  return { ...EMPTY, title: first.title.slice(0, 120), cues, body }
}

async function readDrafts(
  viewer: Viewer,
  { kind, slug }: { kind: 'incident' | 'skill'; slug: string },
): Promise<DocumentDraft[]> {
  const select = { id: true, draft: true } as const
  const rows =
    kind === 'skill'
      ? await database.skill.findMany({ where: { slug }, select })
      : await database.postmortem.findMany({ where: { incident: { slug } }, select, take: 4 })
  return (await onlyVisible(viewer, rows, ({ id }) => id)).map(({ draft }) => DocumentDraftSchema.parse(draft))
}

/** Sentences of the causes, the root cause's first; of a text without causes its first sentences. */
function causesOf({ incident, body }: DocumentDraft): string[] {
  const causes = (incident?.causes ?? []).toSorted((a, b) => Number(b.role === 'root') - Number(a.role === 'root'))
  const texts = causes.length > 0 ? causes.map(({ text }) => text) : [body]
  return texts.flatMap((text) =>
    readText(text)
      .sentences.slice(0, QUOTES)
      .map(({ start, end }) => text.slice(start, end).trim().replaceAll(/\s+/gu, ' ')),
  )
}

function cueOf(quote: string): string {
  const words = [...new Set(readText(quote).tokens.map(({ word }) => word))]
  const telling = words.filter((word) => word.length >= TELLING_FROM && /^\p{L}+$/u.test(word))
  const longest = telling.toSorted((a, b) => b.length - a.length).slice(0, WORDS_IN_CUE)
  return words.filter((word) => longest.includes(word)).join(' + ')
}
