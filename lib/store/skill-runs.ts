import { randomUUID } from 'node:crypto'
import type { SkillRun } from '@/generated/prisma/client'
import { hiddenAmong } from '@/lib/access'
import { AppError } from '@/lib/domain/errors'
import { assertCan, can } from '@/lib/domain/permissions'
import { hashSecret } from '@/lib/domain/secret'
import { isSecretName } from '@/lib/domain/run-parameters'
import { stateOfRun } from '@/lib/domain/run-state'
import { sentence } from '@/lib/schema/sentence'
import { DocumentDraftSchema } from '@/lib/schema/draft'
import {
  RunLogInputSchema,
  RunRecordSchema,
  RunReportSchema,
  type PlannedStep,
  type RunEntry,
  type RunEntryInput,
  type RunLogInput,
  type RunRecord,
  type RunReport,
  type RunVia,
} from '@/lib/schema/skill-run'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit, type Changes } from './audit'
import { findIncidentForChange, findSkillForChange } from './find-incident'
import { inTransaction, type Transaction } from './transaction'
import { verifiedOn } from './verified-on'

const GONE = sentence`This run does not exist (any more).`
/** A run that is followed for a day by five people stays below it. */
const MOST_ENTRIES = 2000

/**
 * Reports that a skill worked, failed or is outdated. Secrets in the note must have been masked. A run that worked verifies the skill on
 * this day, unless an agent reports it. A report with a `delivery` is stored once, however often it is delivered. Throws `not_found` for a skill or an incident that the viewer may not read.
 */
export async function reportRun(
  viewer: Viewer,
  slug: string,
  report: RunReport,
  via: RunVia,
  delivery?: string,
): Promise<{ id: string }> {
  assertCan(viewer, 'write')
  const { outcome, incident, note } = RunReportSchema.parse(report)
  return inTransaction(async (tx) => {
    const skill = await lockSkill(tx, viewer, slug)
    const incidentId = incident ? (await findIncidentForChange(tx, viewer, incident)).id : null
    const now = new Date()
    const id = delivery === undefined ? randomUUID() : idOf(delivery)
    if (delivery !== undefined && (await tx.skillRun.count({ where: { id } })) > 0) return { id }
    await tx.skillRun.create({
      data: {
        id,
        skillId: skill.id,
        skillVersion: skill.version,
        skillRecord: skill.recordVersion,
        outcome,
        note: note || null,
        startedAt: now,
        endedAt: now,
        byName: viewer.name,
        userId: viewer.userId,
        via,
        incidentId,
      },
    })
    await settle(tx, viewer, { id, skillId: skill.id, incidentId }, { outcome: { from: null, to: outcome } })
    return { id }
  })
}

/**
 * Begins to follow a skill step by step, as it stands now. Throws `not_found` as `reportRun`, and `unprocessable` for a skill that has no
 * steps.
 */
export async function startRun(viewer: Viewer, slug: string, incident: string | null): Promise<{ id: string }> {
  assertCan(viewer, 'write')
  return inTransaction(async (tx) => {
    const known = await lockSkill(tx, viewer, slug)
    const { skill } = DocumentDraftSchema.parse(known.draft)
    const plan = (['diagnosis', 'resolution'] as const).flatMap((section) =>
      (skill?.[section] ?? []).map((step): PlannedStep => ({ ...step, section })),
    )
    if (!skill || plan.length === 0) throw new AppError('unprocessable', 'This skill has no steps to follow.')
    const record: RunRecord = { plan, budgets: skill.budgets, escalation: skill.escalation, log: [] }
    const incidentId = incident ? (await findIncidentForChange(tx, viewer, incident)).id : null
    const { id } = await tx.skillRun.create({
      data: {
        skillId: known.id,
        skillVersion: known.version,
        skillRecord: known.recordVersion,
        byName: viewer.name,
        userId: viewer.userId,
        via: 'page',
        incidentId,
        steps: record,
      },
    })
    await writeAudit(tx, viewer, 'skill.run-started', targetOf({ skillId: known.id, incidentId }), {
      run: { from: null, to: id },
    })
    return { id }
  })
}

/**
 * Adds to the log of a run what was done; an entry that is there already is not added again, so that what a browser has kept can be sent
 * twice. The first end holds: another one that comes later is left out. Times are held between the start of the run and now. Secrets in
 * texts must have been masked. Throws `not_found`, and `unprocessable` for a run that was only reported.
 */
export async function addToRun(viewer: Viewer, slug: string, id: string, input: RunLogInput): Promise<void> {
  assertCan(viewer, 'write')
  const { entries, incident } = RunLogInputSchema.parse(input)
  await inTransaction(async (tx) => {
    const run = await lockRun(tx, viewer, slug, id)
    const record = recordOf(run)
    const known = new Set(record.log.map((entry) => entry.id))
    const fresh = entries.filter((entry) => !known.has(entry.id)).map((entry) => asSaid(viewer, run, entry))
    const log = [...record.log, ...withoutLateEnds(run, record, fresh)]
    if (log.length > MOST_ENTRIES)
      throw new AppError('unprocessable', 'This run is very long: end it and begin another.')
    const named = incident ? (await findIncidentForChange(tx, viewer, incident)).id : null
    const linked: { incidentId?: string | null } = incident === undefined ? {} : { incidentId: named }
    const isLinked = linked.incidentId === undefined || linked.incidentId === run.incidentId
    if (log.length === record.log.length && isLinked) return
    await writeRun(tx, viewer, run, { ...record, log }, linked)
  })
}

/**
 * Takes back how a run ended: a report goes, a run that was followed is open again. Only whoever made it, or an administrator, may.
 * What it had verified is not verified by it any more.
 */
export async function takeBackRun(viewer: Viewer, slug: string, id: string): Promise<void> {
  assertCan(viewer, 'write')
  await inTransaction(async (tx) => {
    const run = await lockRun(tx, viewer, slug, id)
    const isOwn = viewer.userId !== null && run.userId === viewer.userId
    if (!isOwn && !can(viewer, 'admin')) {
      throw new AppError('forbidden', 'Only who reported a run, or an administrator, can take it back.')
    }
    const record = RunRecordSchema.safeParse(run.steps).data
    if (record) {
      const said = { id: randomUUID(), at: new Date().toISOString(), by: viewer.name }
      const log: RunEntry[] = [...record.log, { kind: 'reopened', ...said }]
      return writeRun(tx, viewer, run, { ...record, log }, {})
    }
    await tx.skillRun.delete({ where: { id } })
    await settle(tx, viewer, run, { outcome: { from: run.outcome, to: null } })
  })
}

/** The same for the same delivery, in the form of a UUID. */
const idOf = (delivery: string) =>
  hashSecret(`run:${delivery}`).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')

async function lockSkill(tx: Transaction, viewer: Viewer, slug: string) {
  const id = await findSkillForChange(tx, viewer, slug)
  // Two who report at once would each reckon without the other.
  await tx.$executeRaw`SELECT 1 FROM "Skill" WHERE id = ${id} FOR UPDATE`
  return tx.skill.findUniqueOrThrow({ where: { id } })
}

async function lockRun(tx: Transaction, viewer: Viewer, slug: string, id: string): Promise<SkillRun> {
  const { id: skillId } = await lockSkill(tx, viewer, slug)
  const run = await tx.skillRun.findUnique({ where: { id } })
  const hidden = await hiddenAmong(viewer, run?.incidentId ? [run.incidentId] : [], tx)
  if (!run || run.skillId !== skillId || hidden.size > 0) throw new AppError('not_found', GONE)
  return run
}

function recordOf(run: SkillRun): RunRecord {
  const { data } = RunRecordSchema.safeParse(run.steps)
  if (!data) throw new AppError('unprocessable', 'This run was only reported: there are no steps to follow.')
  return data
}

/** With the name of who says it, at a time that may be; a value that looks like a secret is not kept. */
function asSaid(viewer: Viewer, { startedAt }: SkillRun, entry: RunEntryInput): RunEntry {
  const at = Math.min(Date.now(), Math.max(startedAt.getTime(), Date.parse(entry.at)))
  const said = { ...entry, at: new Date(at).toISOString(), by: viewer.name }
  return said.kind === 'filled' && isSecretName(said.name) ? { ...said, value: null } : said
}

function withoutLateEnds(run: SkillRun, { plan, log }: RunRecord, fresh: readonly RunEntry[]): RunEntry[] {
  let isOver = stateOfRun(log, run.startedAt.toISOString(), plan.length).end !== null
  return fresh.filter((entry) => {
    if (entry.kind !== 'ended') return true
    if (isOver) return false
    isOver = true
    return true
  })
}

/** Writes a log and what follows from it. */
async function writeRun(
  tx: Transaction,
  viewer: Viewer,
  run: SkillRun,
  record: RunRecord,
  linked: { incidentId?: string | null },
): Promise<void> {
  const { end, values } = stateOfRun(record.log, run.startedAt.toISOString(), record.plan.length)
  const outcome = end?.outcome ?? null
  await tx.skillRun.update({
    where: { id: run.id },
    data: {
      ...linked,
      outcome,
      endedAt: end ? new Date(end.at) : null,
      note: end?.note || null,
      parameters: Object.fromEntries(values),
      steps: record,
      version: { increment: 1 },
    },
  })
  const moved = linked.incidentId !== undefined && linked.incidentId !== run.incidentId
  const hasEnded = (end !== null) !== (run.endedAt !== null) || outcome !== run.outcome
  if (!moved && !hasEnded) return
  const changes: Changes = {
    ...(hasEnded ? { outcome: { from: run.outcome, to: outcome } } : {}),
    ...(moved ? { incident: { from: run.incidentId, to: linked.incidentId } } : {}),
  }
  await settle(tx, viewer, { ...run, incidentId: moved ? (linked.incidentId ?? null) : run.incidentId }, changes)
}

type RunPlace = Pick<SkillRun, 'id' | 'skillId' | 'incidentId'>

/** After a run has ended, was taken back or moved: the skill's last verification, and the audit row of what has changed. */
async function settle(tx: Transaction, viewer: Viewer, run: RunPlace, changes: Changes): Promise<void> {
  const { draft, lastVerified } = await tx.skill.findUniqueOrThrow({ where: { id: run.skillId } })
  const stated = DocumentDraftSchema.parse(draft).skill?.lastVerified
  const verified = await verifiedOn(tx, run.skillId, stated ? new Date(stated) : null)
  if (verified?.getTime() !== lastVerified?.getTime()) {
    await tx.skill.update({ where: { id: run.skillId }, data: { lastVerified: verified } })
  }
  await writeAudit(tx, viewer, 'skill.run', targetOf(run), { run: { from: null, to: run.id }, ...changes })
}

/** A run in an incident is told of to those who may read the incident. */
const targetOf = ({ skillId, incidentId }: Omit<RunPlace, 'id'>) =>
  incidentId === null ? ({ kind: 'skill', id: skillId } as const) : ({ kind: 'incident', id: incidentId } as const)
