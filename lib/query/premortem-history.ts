import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { onlyVisible } from '@/lib/access'
import { premortemShown } from '@/lib/asked-access'
import { database } from '@/lib/database'
import { assertCan, can } from '@/lib/domain/permissions'
import type { ActionItemView, RelatedItem } from '@/lib/schema/action-item'
import { KeptAnswerSchema, type KeptPremortem, type Premortem, type PremortemRow } from '@/lib/schema/premortem'
import type { Viewer } from '@/lib/schema/viewer'
import { isoInstant } from './dates'
import { readableNames, type StoredName } from './stored-names'

const SHOWN = 20

/** The incidents and skills that an answer names, wherever it does. */
function namesIn({ incidents, patterns, checklist, actionItems }: Premortem): StoredName[] {
  const slugs = [
    ...incidents.map(({ slug }) => slug),
    ...patterns.flatMap((pattern) => pattern.incidents),
    ...checklist.flatMap(({ sources }) => sources.flatMap(({ kind, slug }) => (kind === 'incident' ? slug : []))),
    ...actionItems.flatMap(({ debt }) => debt?.recurrences.map(({ slug }) => slug) ?? []),
  ]
  return [...slugs.map((slug) => ({ kind: 'incident' as const, slug })), ...actionItems.map(({ from }) => from)]
}

/** Answers as they were given, without what the viewer may not read now. */
async function forViewer(viewer: Viewer, answers: readonly Premortem[]): Promise<Premortem[]> {
  const isReadable = await readableNames(viewer, answers.flatMap(namesIn))
  const isItem = await readableItems(viewer, answers)
  const isIncident = (slug: string) => isReadable({ kind: 'incident', slug })
  return answers.map((answer) => ({
    ...answer,
    incidents: answer.incidents.filter(({ slug }) => isIncident(slug)),
    patterns: answer.patterns.map((pattern) => ({ ...pattern, incidents: pattern.incidents.filter(isIncident) })),
    checklist: answer.checklist.filter(({ sources }) =>
      sources.every(({ kind, slug }) => kind !== 'incident' || isIncident(slug)),
    ),
    actionItems: answer.actionItems
      .filter(({ from }) => isReadable(from))
      .map((item) => withLinks(withDebt(item, isIncident), isItem)),
  }))
}

/** Of the items that kept ones wait for, or that wait for them, those that the viewer may read; one that is gone nobody can tell of. */
async function readableItems(viewer: Viewer, answers: readonly Premortem[]): Promise<(item: RelatedItem) => boolean> {
  const named = answers.flatMap(({ actionItems }) => actionItems.flatMap((item) => linksOf(item).map(({ id }) => id)))
  if (viewer.reach === 'all' || named.length === 0) return () => true
  const rows = await database.actionItem.findMany({ where: { id: { in: named } }, select: { id: true } })
  const readable = new Set((await onlyVisible(viewer, rows, ({ id }) => id)).map(({ id }) => id))
  return ({ id }) => readable.has(id)
}

const linksOf = ({ dependsOn, dependents }: ActionItemView) => [...(dependsOn ? [dependsOn] : []), ...dependents]

function withLinks(item: ActionItemView, isItem: (item: RelatedItem) => boolean): ActionItemView {
  const told = { ...item, dependents: item.dependents.filter(isItem) }
  return item.dependsOn && !isItem(item.dependsOn) ? { ...told, dependsOn: null, waits: false } : told
}

/** Sums over recurrences say something of each, so a debt is told whole or not at all. */
function withDebt(item: ActionItemView, isIncident: (slug: string) => boolean): ActionItemView {
  return item.debt?.recurrences.every(({ slug }) => isIncident(slug)) ? item : { ...item, debt: null }
}

/** The plans that were asked about last, newest first. */
export async function listPremortems(viewer: Viewer): Promise<PremortemRow[]> {
  assertCan(viewer, 'read')
  const rows = await database.premortem.findMany({
    where: { id: { in: await listShown(viewer) } },
    orderBy: [{ at: 'desc' }, { id: 'asc' }],
    select: { id: true, at: true, byName: true, title: true, answer: true, ticked: true },
  })
  const answers = await forViewer(
    viewer,
    rows.map(({ answer }) => KeptAnswerSchema.parse(answer)),
  )
  return rows.flatMap(({ id, at, byName, title, ticked }, place) => {
    const answer = answers[place]
    if (!answer) return []
    const { patterns, checklist } = answer
    return {
      id,
      at: isoInstant(at),
      byName,
      title,
      patterns: patterns.map(({ slug, title: name }) => ({ slug, title: name })),
      questions: checklist.length,
      ticked: tickedOf(checklist, ticked).length,
    }
  })
}

/** Ids of the kept plans that the viewer is shown, the newest first, as many as a list shows; of `only` this one. */
async function listShown(viewer: Viewer, only?: string): Promise<string[]> {
  const asked = only === undefined ? Prisma.sql`TRUE` : Prisma.sql`p."id" = ${only}`
  const rows = await database.$queryRaw`
    SELECT p."id" FROM "Premortem" p WHERE ${asked} AND ${premortemShown(viewer)} ORDER BY p."at" DESC, p."id" LIMIT ${SHOWN}`
  return z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map(({ id }) => id)
}

/** A tick is kept as the words of its question. */
function tickedOf(checklist: Premortem['checklist'], ticked: readonly string[]): string[] {
  return ticked.filter((question) => checklist.some((line) => line.question === question))
}

/** A kept plan with its answer as it was then, as far as the viewer may read it now, or null. */
export async function findPremortem(viewer: Viewer, id: string): Promise<KeptPremortem | null> {
  assertCan(viewer, 'read')
  const [shown] = await listShown(viewer, id)
  const row = shown === undefined ? null : await database.premortem.findUnique({ where: { id: shown } })
  const [answer] = row ? await forViewer(viewer, [KeptAnswerSchema.parse(row.answer)]) : []
  if (!row || !answer) return null
  const { userId, ...told } = row
  const mayRemove = can(viewer, 'admin') || (userId !== null && userId === viewer.userId)
  return { ...told, at: isoInstant(row.at), answer, ticked: tickedOf(answer.checklist, row.ticked), mayRemove }
}
