import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { database } from '@/lib/database'
import { inPreferredOrder } from '@/lib/domain/gather-items'
import { assertCan } from '@/lib/domain/permissions'
import { compileCues } from '@/lib/recognise/cue-index'
import { cueNeedles } from '@/lib/recognise/cue-needles'
import { scoreDraft, THRESHOLD, type Candidate } from '@/lib/recognise/match-patterns'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { CataloguePattern } from '@/lib/schema/pattern'
import type { Viewer } from '@/lib/schema/viewer'
import { readStoredCatalogue, type Catalogue } from './catalogue-rows'
import { readEditions } from './incident-editions'
import { planMatches, replaceMatches, type MatchedText } from './matches'
import { readVotes } from './pattern-examples'
import { readSkillTexts } from './skill-texts'
import { newSaving, type Saving } from './saving'
import { writeStub } from './stub-incidents'
import { inSavingTransaction } from './transaction'

type Kind = 'skill' | 'incident'

/** Things that are looked at in one transaction: short enough for imports, decisions and what is asked meanwhile to get between. */
const BATCH = 25
/** Votes of neighbours can lift a pattern from here to where it is suggested. */
const LIFTED_FROM = THRESHOLD / 3

export type RunState = { checked: number; total: number; changed: number; finished: boolean }

/**
 * Goes through the next things for the run of one pattern, in one transaction with the place that the run has come to: killed
 * at any point it goes on from there. Things that show the pattern, or showed it before, get all their matches anew, as an
 * import would give them; decisions of people stay. Null when there is no run.
 */
export async function continueRun(viewer: Viewer, patternId: string): Promise<RunState | null> {
  assertCan(viewer, 'write')
  return inSavingTransaction(async (tx) => {
    const run = await tx.patternRun.findUnique({ where: { patternId } })
    if (!run) return null
    const { checked, total, changed } = run
    if (run.finishedAt) return { checked, total, changed, finished: true }
    const kind: Kind = run.kind === 'skill' ? 'skill' : 'incident'
    const ids = await nextIds(tx, kind, run.after)
    const catalogue = await cachedCatalogue(tx)
    const saving = newSaving(tx, viewer, catalogue)
    const affected = await findAffected(saving, patternId, kind, ids)
    await matchAnew(saving, kind, affected)
    await saving.rows.flush(tx)
    const ended = ids.length < BATCH
    const finished = ended && kind === 'incident'
    const next = {
      ...(ended && !finished ? { kind: 'incident', after: '' } : { after: ids.at(-1) ?? run.after }),
      checked: checked + ids.length,
      changed: changed + affected.length,
      finishedAt: finished ? new Date() : null,
    }
    await tx.patternRun.update({ where: { patternId }, data: next })
    return { checked: next.checked, total: Math.max(total, next.checked), changed: next.changed, finished }
  })
}

/** Ids of the patterns whose runs have not come to their end. */
export async function listOpenRuns(): Promise<string[]> {
  const open = await database.patternRun.findMany({
    where: { finishedAt: null },
    orderBy: { startedAt: 'asc' },
    select: { patternId: true },
  })
  return open.map(({ patternId }) => patternId)
}

/** Ends runs whose patterns have been looked for in another way. */
export async function endRuns(patternIds: readonly string[]): Promise<void> {
  await database.patternRun.updateMany({
    where: { patternId: { in: [...patternIds] }, finishedAt: null },
    data: { finishedAt: new Date() },
  })
}

const IdsSchema = z.array(z.object({ id: z.string() }))

async function nextIds(tx: Saving['tx'], kind: Kind, after: string): Promise<string[]> {
  const next = { where: { id: { gt: after } }, orderBy: { id: 'asc' as const }, take: BATCH, select: { id: true } }
  const rows = kind === 'skill' ? await tx.skill.findMany(next) : await tx.incident.findMany(next)
  return rows.map(({ id }) => id)
}

let known: { stamp: string; catalogue: Catalogue } | null = null
const StampSchema = z.tuple([z.object({ stamp: z.string() })])

/** Compiling the catalogue costs more than a batch, so it is kept as long as the same transactions have written it. */
async function cachedCatalogue(tx: Saving['tx']): Promise<Catalogue> {
  const rows = await tx.$queryRaw`
    SELECT EXISTS (SELECT 1 FROM "PatternExample") || ' ' || coalesce(md5(string_agg("id" || ' ' || xmin, ',' ORDER BY "id")), '') AS "stamp"
    FROM "Pattern"`
  const [{ stamp }] = StampSchema.parse(rows)
  if (known?.stamp !== stamp) known = { stamp, catalogue: await readStoredCatalogue(tx) }
  return known.catalogue
}

/** A thing whose matches may change, with its texts, and what those that were looked through have been scored at. */
type Affected = { id: string; texts: MatchedText[]; scored: Map<DocumentDraft, Candidate[]> }

/** The things of a batch that show the pattern or showed it before, whose matches may change therefore. */
async function findAffected(saving: Saving, patternId: string, kind: Kind, ids: string[]): Promise<Affected[]> {
  const owner = kind === 'skill' ? { skillId: { in: ids } } : { incidentId: { in: ids } }
  const rows = await saving.tx.match.findMany({
    where: { patternId, ...owner },
    select: { skillId: true, incidentId: true },
  })
  const before = new Set(rows.map(({ skillId, incidentId }) => skillId ?? incidentId ?? ''))
  const { cues, idOf, hasExamples } = saving.catalogue
  const number = cues.patterns.findIndex(({ slug }) => idOf.get(slug) === patternId)
  const pattern = cues.patterns[number]
  const rest = ids.filter((id) => !before.has(id))
  // Of a retired pattern only what showed it before can change.
  const candidates = pattern ? await candidatesOf(saving, kind, rest, pattern) : []
  const wanted = new Set([...before, ...candidates])
  const texts = await readTexts(saving, kind, [...wanted])
  const affected: Affected[] = []
  for (const id of ids.filter((one) => wanted.has(one))) {
    const own = texts.get(id) ?? []
    const scored = new Map(own.map(({ draft }) => [draft, scoreDraft(draft, cues)]))
    const shows = own.some(({ draft }) => {
      const score = scored.get(draft)?.find((one) => one.pattern === pattern)?.score ?? 0
      return (
        score >= (hasExamples ? LIFTED_FROM : THRESHOLD) || draft.patterns.some(({ slug }) => slug === pattern?.slug)
      )
    })
    // A stub takes its patterns over from skills.
    const isStub = own.length === 0 && kind === 'incident'
    if (before.has(id) || shows || isStub) affected.push({ id, texts: own, scored })
    await nextTurn()
  }
  return affected
}

/** What knows a pattern by its cues alone need not read texts that have none of their words. */
async function candidatesOf(
  { tx, catalogue: { cues, hasExamples } }: Saving,
  kind: Kind,
  ids: string[],
  pattern: CataloguePattern,
): Promise<string[]> {
  const alone = compileCues([pattern], cues.model)
  const isLearned = (alone.learned[0] ?? -1) >= 0
  return isLearned || hasExamples ? ids : thoseWithWords(tx, kind, ids, cueNeedles(alone))
}

/** Things whose drafts hold one of the words, and stubs, which hold none. Postgres reads a draft faster than we do. */
async function thoseWithWords(tx: Saving['tx'], kind: Kind, ids: string[], needles: string | null): Promise<string[]> {
  if (needles === null) return ids
  const rows =
    kind === 'skill'
      ? await tx.$queryRaw`SELECT "id" FROM "Skill" WHERE "id" = ANY(${ids}) AND "draft"::text ~* ${needles}`
      : await tx.$queryRaw`
          SELECT i."id" FROM "Incident" i WHERE i."id" = ANY(${ids}) AND (i."stub" OR EXISTS (
            SELECT 1 FROM "Postmortem" e WHERE e."incidentId" = i."id" AND e."draft"::text ~* ${needles}))
          ORDER BY i."id"`
  return IdsSchema.parse(rows).map(({ id }) => id)
}

async function readTexts({ tx }: Saving, kind: Kind, ids: string[]): Promise<Map<string, MatchedText[]>> {
  if (ids.length === 0) return new Map()
  if (kind === 'skill') return readSkillTexts(tx, ids)
  const editions = await readEditions(tx, { incidentId: { in: ids } })
  return new Map(ids.map((id) => [id, inPreferredOrder(editions.filter(({ incidentId }) => incidentId === id))]))
}

async function matchAnew(saving: Saving, kind: Kind, affected: readonly Affected[]): Promise<void> {
  const things = affected.map(({ id, ...told }) => ({
    owner: kind === 'skill' ? { skillId: id } : { incidentId: id },
    ...told,
  }))
  const voters = things.flatMap(({ owner, texts }) => texts.map(({ draft }) => ({ draft, owner })))
  const votes = await readVotes(saving.tx, voters, saving.catalogue)
  const planned = []
  for (const { owner, texts, scored } of things.filter((one) => one.texts.length > 0)) {
    planned.push({
      owner,
      planned: planMatches(texts, saving.catalogue, votes, scored),
      sourceIds: texts.map(({ sourceId }) => sourceId),
    })
    await nextTurn()
  }
  await replaceMatches(saving, planned)
  if (kind === 'skill') return
  for (const { id, texts } of affected) if (texts.length === 0) await writeStub(saving, id)
}
