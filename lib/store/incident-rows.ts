import { randomUUID } from 'node:crypto'
import type { MergedIncident } from '@/lib/domain/merge-editions'
import type { Saving } from './saving'

/** The columns of an incident that come from its editions. Dates are at 00:00 UTC. */
export function incidentColumns(merged: MergedIncident) {
  return {
    slug: merged.slug,
    title: merged.title,
    stub: false,
    onDate: toDate(merged.onDate),
    reportedOn: toDate(merged.reportedOn),
    zone: merged.zone,
    zoneText: merged.zoneText,
    statedMinutes: merged.statedDuration?.minutes ?? null,
    statedApproximate: merged.statedDuration?.approximate ?? false,
    startedAt: toDate(merged.startedAt),
    endedAt: toDate(merged.endedAt),
    impactMinutes: merged.impactMinutes,
    severity: merged.severity,
    status: merged.status,
    tags: merged.tags,
    langs: merged.langs,
    impact: merged.impact,
    customerActions: merged.customerActions,
    lessons: merged.lessons,
    differences: merged.differences,
  }
}

/** Instant or calendar date to the form the database takes. */
export function toDate(value: string | null): Date | null {
  return value === null ? null : new Date(value)
}

/** Calendar date of a date column, which is at 00:00 UTC. */
export function isoDateOf(value: Date | null): string | null {
  return value === null ? null : value.toISOString().slice(0, 10)
}

type Known = { position?: number; key?: string; id: string }[]

/** Removes windows, timeline and causes of an incident and gives their ids by position or key, to be used again. */
export async function takeChildIds(
  { tx }: Saving,
  incidentId: string,
): Promise<(table: string, key: string) => string> {
  const where = { incidentId }
  const windows: Known = await tx.impactWindow.findMany({ where, select: { position: true, id: true } })
  const entries: Known = await tx.timelineEntry.findMany({ where, select: { key: true, id: true } })
  const causes: Known = await tx.cause.findMany({ where, select: { key: true, id: true } })
  await tx.$executeRaw`
    WITH windows AS (DELETE FROM "ImpactWindow" WHERE "incidentId" = ${incidentId}),
         entries AS (DELETE FROM "TimelineEntry" WHERE "incidentId" = ${incidentId}),
         causes AS (DELETE FROM "Cause" WHERE "incidentId" = ${incidentId})
    SELECT 1`
  const ids = new Map<string, string>()
  for (const [table, rows] of Object.entries({ windows, entries, causes })) {
    for (const { position, key, id } of rows) ids.set(`${table} ${position ?? key}`, id)
  }
  return (table, key) => ids.get(`${table} ${key}`) ?? randomUUID()
}

/** Adds windows, timeline and causes. `idOf` gives the id that an entry had before, or a new one. */
export function addChildRows(
  { rows }: Saving,
  incidentId: string,
  merged: MergedIncident,
  idOf: (table: string, key: string) => string,
): void {
  merged.windows.forEach((window, position) => {
    rows.add('ImpactWindow', { id: idOf('windows', String(position)), incidentId, position, ...window })
  })
  merged.timeline.forEach((entry, position) => {
    rows.add('TimelineEntry', { id: idOf('entries', entry.key), incidentId, position, ...entry })
  })
  merged.causes.forEach((cause, position) => {
    rows.add('Cause', { id: idOf('causes', cause.key), incidentId, position, ...cause })
  })
}
