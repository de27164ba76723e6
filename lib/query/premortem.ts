import { onlyVisible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { CompiledCues } from '@/lib/recognise/cue-index'
import { answerPremortem, findRisks, type FoundRisks } from '@/lib/recognise/premortem'
import { controlsOf, type KnownControl } from '@/lib/recognise/premortem-controls'
import { ActionItemStatusSchema } from '@/lib/schema/action-item'
import type { Premortem } from '@/lib/schema/premortem'
import { LocalisedTextSchema } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { listUnfinishedOf } from './action-items'
import { findRecognisableIncidents, termsAsked } from './recognisable'
import { readCompiled } from './compiled-patterns'

const ACTION_ITEMS_SHOWN = 10
/** Controls of each incident that are read; the checklist takes fewer. */
const CONTROLS_READ = 40

/** What should prevent or detect such incidents, done or not, of the incidents by slug. */
async function readControls(viewer: Viewer, slugs: string[]): Promise<KnownControl[]> {
  if (slugs.length === 0) return []
  const rows = await database.actionItem.findMany({
    where: {
      incident: { slug: { in: slugs } },
      kind: { in: ['prevent', 'detect'] },
      OR: [{ status: null }, { status: { not: 'wont-do' } }],
    },
    orderBy: [{ incidentId: 'asc' }, { position: 'asc' }],
    take: CONTROLS_READ,
    select: { id: true, title: true, status: true, owner: true, incident: { select: { slug: true, title: true } } },
  })
  const readable = await onlyVisible(viewer, rows, ({ id }) => id)
  return readable.flatMap(({ id, title, status, owner, incident }) => {
    const words = LocalisedTextSchema.parse(title)
    const text = words.en ?? Object.values(words)[0]
    if (!incident || text === undefined) return []
    return [{ id, text, status: ActionItemStatusSchema.nullable().parse(status), owner, incident }]
  })
}

/** Reads a plan: at once, or elsewhere for one that is long. */
type Weigh = (text: string, cues: CompiledCues) => FoundRisks | Promise<FoundRisks>

/**
 * What a planned change (prose, pull request, ticket, diff) could set off and why, the incidents that happened that way here with
 * what is still undone of them, and what to answer before it: the patterns' questions and those incidents' controls.
 * Takes up to `PLAN_LIMIT` characters; `tookMs` in milliseconds. Throws `forbidden` to whoever may not read.
 */
export async function premortem(
  viewer: Viewer,
  text: string,
  now: Date = new Date(),
  weigh: Weigh = findRisks,
): Promise<Premortem> {
  assertCan(viewer, 'read')
  const started = performance.now()
  const { cues } = await readCompiled(viewer)
  const found = await weigh(text.replaceAll('\u0000', ' '), cues)
  const slugs = found.risks.map(({ pattern }) => pattern.slug)
  const about = { text: found.words, patterns: slugs, terms: await termsAsked(found.words), confirmed: null }
  const incidents = found.words === '' ? [] : await findRecognisableIncidents(viewer, about)
  const answer = answerPremortem(found, incidents)
  const alike = answer.incidents.filter(({ patterns }) => patterns.length > 0).map(({ slug }) => slug)
  const parents = { incidents: answer.incidents.map(({ slug }) => slug), skills: [] }
  const [controls, actionItems] = await Promise.all([
    readControls(viewer, alike),
    listUnfinishedOf(viewer, parents, ACTION_ITEMS_SHOWN, now),
  ])
  return {
    ...answer,
    checklist: [...answer.checklist, ...controlsOf(controls, alike)],
    actionItems,
    tookMs: Math.round((performance.now() - started) * 10) / 10,
  }
}
