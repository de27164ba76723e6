import { z } from 'zod'
import { isVisible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { scoreDraft, scorePatterns, withSpans, type Candidate } from '@/lib/recognise/match-patterns'
import { NO_VOTES, TERMS_ASKED, tellingTerms, voted, votesOf, type Votes } from '@/lib/recognise/neighbours'
import { weighByHeadings, weighDraft, type WeightedRange } from '@/lib/recognise/sections'
import { DocumentDraftSchema, type DocumentDraft } from '@/lib/schema/draft'
import { PatternExampleSchema, type Offered } from '@/lib/schema/pattern'
import type { Viewer } from '@/lib/schema/viewer'
import { readCompiled, type Compiled } from './compiled-patterns'

const OFFERED = 3
/** Editions of one incident that are read: one for each language is what there mostly is. */
const TEXTS_READ = 4
const QUOTES = 2

type Told = { draft: DocumentDraft; sourceId: string | null; text: string | undefined }
type Owner = { kind: 'incident' | 'skill'; id: string }

/** What people's decisions about things like this text say of its patterns; its own decisions (of `owner`) do not vote. */
async function readVotes(
  text: string,
  ranges: WeightedRange[],
  { cues, hasExamples }: Compiled,
  owner?: Owner,
): Promise<Votes> {
  if (!hasExamples) return NO_VOTES
  const own = tellingTerms(text, ranges, cues)
  const [incidentId, skillId] = [
    owner?.kind === 'incident' ? owner.id : null,
    owner?.kind === 'skill' ? owner.id : null,
  ]
  const rows = await database.$queryRaw`
    SELECT * FROM "nearExamples"(${own.terms.slice(0, TERMS_ASKED)}::text[], ${[...own.terms]}::text[],
      ${incidentId}::text, ${skillId}::text)`
  return votesOf(own, z.array(PatternExampleSchema).parse(rows), cues)
}

/** All patterns with their scores in a text that somebody asks about, the votes of decided examples among them; best first. */
export async function scoreAsked(text: string, compiled: Compiled): Promise<Candidate[]> {
  const ranges = weighByHeadings(text)
  return voted(scorePatterns(text, ranges, compiled.cues), await readVotes(text, ranges, compiled))
}

/** The likeliest patterns without their evidence, whether they are likely or not. */
export function likeliest(candidates: readonly Candidate[]) {
  return candidates
    .slice(0, OFFERED)
    .map(({ pattern: { slug, title, family }, score }) => ({ slug, title, family, score }))
}

/**
 * The three likeliest patterns of an incident or a skill that are not among its matches, whatever their state, best first, with
 * their score and quotes. None when there is no such thing that the viewer may read, or none of its texts is known.
 */
export async function offerPatterns(
  viewer: Viewer,
  thing: { kind: 'incident' | 'skill'; slug: string },
): Promise<Offered[]> {
  assertCan(viewer, 'read')
  const found = thing.kind === 'incident' ? await findIncident(thing.slug) : await findSkill(thing.slug)
  if (!found || !(await isVisible(viewer, found.id))) return []
  const compiled = await readCompiled(viewer)
  const best = new Map<string, { candidate: Candidate; told: Told }>()
  for (const told of found.texts) {
    const { text, ranges } = weighDraft(told.draft)
    const votes = await readVotes(text, ranges, compiled, { kind: thing.kind, id: found.id })
    for (const candidate of voted(scoreDraft(told.draft, compiled.cues), votes)) {
      const known = best.get(candidate.pattern.slug)
      if (!known || candidate.score > known.candidate.score) best.set(candidate.pattern.slug, { candidate, told })
    }
  }
  return [...best.values()]
    .filter(({ candidate }) => candidate.score > 0 && !found.matched.has(candidate.pattern.slug))
    .toSorted((a, b) => b.candidate.score - a.candidate.score)
    .slice(0, OFFERED)
    .map(({ candidate, told }) => viewOffered(candidate, told))
}

function viewOffered({ pattern, score, evidence }: Candidate, { draft, sourceId, text }: Told): Offered {
  const { slug, title, family } = pattern
  const [match] = withSpans([{ slug, score, role: 'root', evidence: evidence().slice(0, QUOTES) }], draft.lang, text)
  const quotes = (match?.evidence ?? []).map((one) => ({
    text: one.text,
    lang: one.lang ?? draft.lang,
    sourceId,
    span: one.span ?? null,
  }))
  return { slug, title, family, score, evidence: quotes }
}

const MATCHED = { matches: { select: { pattern: { select: { slug: true } } } } } as const

function slugsOf(matches: { pattern: { slug: string } }[]): Set<string> {
  return new Set(matches.map(({ pattern }) => pattern.slug))
}

async function findIncident(slug: string) {
  const incident = await database.incident.findUnique({
    where: { slug },
    select: {
      id: true,
      ...MATCHED,
      editions: {
        select: { draft: true, sourceId: true, source: { select: { text: true } } },
        orderBy: { updatedAt: 'desc' },
        take: TEXTS_READ,
      },
    },
  })
  if (!incident) return null
  const texts = incident.editions.map(({ draft, sourceId, source }): Told => {
    return { draft: DocumentDraftSchema.parse(draft), sourceId, text: source.text }
  })
  return { id: incident.id, matched: slugsOf(incident.matches), texts }
}

async function findSkill(slug: string) {
  const skill = await database.skill.findUnique({ where: { slug }, select: { id: true, draft: true, ...MATCHED } })
  if (!skill) return null
  const texts: Told[] = [{ draft: DocumentDraftSchema.parse(skill.draft), sourceId: null, text: undefined }]
  return { id: skill.id, matched: slugsOf(skill.matches), texts }
}
