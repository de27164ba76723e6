import { z } from 'zod'
import { database } from '@/lib/database'
import { inPreferredOrder } from '@/lib/domain/gather-items'
import { assertCan } from '@/lib/domain/permissions'
import { compileCues } from '@/lib/recognise/cue-index'
import { cueNeedles } from '@/lib/recognise/cue-needles'
import { scoreDraft, THRESHOLD } from '@/lib/recognise/match-patterns'
import type { Viewer } from '@/lib/schema/viewer'
import { readStoredCatalogue, type Catalogue } from './catalogue-rows'
import { readEditions } from './incident-editions'
import { planVoted, writeMatches, type MatchedText } from './matches'
import { readSkillTexts } from './skill-texts'
import { newSaving, type Saving } from './saving'
import { writeStub } from './stub-incidents'
import { inSavingTransaction } from './transaction'

type Kind = 'skill' | 'incident'

/** Things that are looked at in one transaction: short enough for imports and decisions to get between. */
const BATCH = 100
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
    const texts = await readTexts(saving, kind, affected)
    for (const id of affected) await matchAnew(saving, kind, id, texts.get(id) ?? [])
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

/** Compiling the catalogue costs more than a batch, so it is kept as long as it is the same. */
async function cachedCatalogue(tx: Saving['tx']): Promise<Catalogue> {
  const rows = await tx.$queryRaw`
    SELECT count(*) || ' ' || coalesce(max("updatedAt")::text, '') || ' ' ||
      (SELECT count(*) FROM "Pattern" WHERE "retiredAt" IS NULL) || ' ' ||
      EXISTS (SELECT 1 FROM "PatternExample") || ' ' || coalesce(md5(string_agg("id", ',' ORDER BY "id")), '') AS "stamp"
    FROM "Pattern"`
  const [{ stamp }] = StampSchema.parse(rows)
  if (known?.stamp !== stamp) known = { stamp, catalogue: await readStoredCatalogue(tx) }
  return known.catalogue
}

/** The things of a batch that show the pattern or showed it before, whose matches may change therefore. */
async function findAffected(saving: Saving, patternId: string, kind: Kind, ids: string[]): Promise<string[]> {
  const owner = kind === 'skill' ? { skillId: { in: ids } } : { incidentId: { in: ids } }
  const before = await saving.tx.match.findMany({
    where: { patternId, ...owner },
    select: { skillId: true, incidentId: true },
  })
  const affected = new Set(before.map(({ skillId, incidentId }) => skillId ?? incidentId ?? ''))
  const number = saving.catalogue.cues.patterns.findIndex(({ slug }) => saving.catalogue.idOf.get(slug) === patternId)
  const pattern = saving.catalogue.cues.patterns[number]
  // Of a retired pattern only what showed it before can change.
  if (!pattern) return ids.filter((id) => affected.has(id))
  const alone = compileCues([pattern], saving.catalogue.cues.model)
  const isLearned = (alone.learned[0] ?? -1) >= 0
  const voted = saving.catalogue.hasExamples
  const rest = ids.filter((id) => !affected.has(id))
  // What knows a pattern by its cues alone need not read texts that have none of their words.
  const candidates = isLearned || voted ? rest : await thoseWithWords(saving.tx, kind, rest, cueNeedles(alone))
  const texts = await readTexts(saving, kind, candidates)
  for (const id of candidates) {
    const own = texts.get(id) ?? []
    const shows = own.some(({ draft }) => {
      const [score = 0] = scoreDraft(draft, alone).map((one) => one.score)
      return score >= (voted ? LIFTED_FROM : THRESHOLD) || draft.patterns.some(({ slug }) => slug === pattern.slug)
    })
    // A stub takes its patterns over from skills.
    if (shows || (own.length === 0 && kind === 'incident')) affected.add(id)
  }
  return ids.filter((id) => affected.has(id))
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

async function matchAnew(saving: Saving, kind: Kind, id: string, texts: MatchedText[]): Promise<void> {
  const owner = kind === 'skill' ? { skillId: id } : { incidentId: id }
  if (texts.length > 0) await writeMatches(saving, owner, await planVoted(saving, owner, texts), false)
  else if (kind === 'incident') await writeStub(saving, id)
}
