import type { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import { minutesBetween, publicLagMinutes, spanMinutes } from '@/lib/domain/durations'
import {
  CauseRoleSchema,
  IncidentStatusSchema,
  LaneSchema,
  PhaseSchema,
  PrecisionSchema,
  UpdateStateSchema,
} from '@/lib/schema/draft'
import {
  DifferenceSchema,
  ImpactViewSchema,
  type CauseView,
  type EditionView,
  type ImpactView,
  type IncidentView,
  type TimelineEntryView,
  type WindowView,
} from '@/lib/schema/incident'
import type { BacklinkView } from '@/lib/schema/reference'
import type { SourceRow } from '@/lib/schema/source'
import { StageSchema } from '@/lib/schema/stage'
import { LocalisedListSchema, LocalisedTextSchema, OriginSchema, type LocalisedText } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { z } from 'zod'
import { ACTION_ITEM_LINKS, viewActionItems } from './action-item-views'
import { isoDate, isoInstant } from './dates'
import { readExtractedSkills, readSuggestions } from './incident-neighbours'
import { MATCH_INCLUDE, viewMatches } from './match-views'
import { readBacklinks, readReferences } from './references'
import { readSourceRows } from './sources'

const INCLUDE = {
  windows: { orderBy: { position: 'asc' } },
  timeline: { orderBy: { position: 'asc' } },
  causes: { orderBy: { position: 'asc' } },
  actionItems: { orderBy: { position: 'asc' }, include: ACTION_ITEM_LINKS },
  editions: { orderBy: [{ lang: 'asc' }, { slug: 'asc' }], omit: { draft: true, fingerprint: true } },
  matches: { include: MATCH_INCLUDE },
} satisfies Prisma.IncidentInclude
type Row = Prisma.IncidentGetPayload<{ include: typeof INCLUDE }>

const OriginsSchema = z.array(OriginSchema)
const NO_IMPACT: ImpactView = { summary: {}, affected: {}, unaffected: {}, negativeFindings: {}, residual: {} }

function viewWindow(row: Row['windows'][number]): WindowView {
  return {
    id: row.id,
    label: LocalisedTextSchema.parse(row.label),
    startedAt: isoInstant(row.startedAt),
    detectedAt: isoInstant(row.detectedAt),
    declaredAt: isoInstant(row.declaredAt),
    mitigatedAt: isoInstant(row.mitigatedAt),
    resolvedAt: isoInstant(row.resolvedAt),
    minutes: minutesBetween(row.startedAt, row.resolvedAt),
    affected: LocalisedListSchema.parse(row.affected),
    unaffected: LocalisedListSchema.parse(row.unaffected),
  }
}

function viewEntry(row: Row['timeline'][number]): TimelineEntryView {
  return {
    id: row.id,
    at: isoInstant(row.at),
    precision: PrecisionSchema.parse(row.precision),
    zone: row.zone,
    zoneText: row.zoneText,
    timeText: LocalisedTextSchema.parse(row.timeText),
    phase: PhaseSchema.parse(row.phase),
    phaseByLang: z.record(z.string(), PhaseSchema).parse(row.phaseByLang),
    lane: LaneSchema.parse(row.lane),
    state: UpdateStateSchema.nullable().parse(row.state),
    text: LocalisedTextSchema.parse(row.text),
    origins: OriginsSchema.parse(row.origins),
  }
}

function viewCause(row: Row['causes'][number]): CauseView {
  return {
    id: row.id,
    role: CauseRoleSchema.parse(row.role),
    text: LocalisedTextSchema.parse(row.text),
    origins: OriginsSchema.parse(row.origins),
  }
}

function viewEdition(row: Row['editions'][number], sources: SourceRow[]): EditionView[] {
  const source = sources.find((one) => one.id === row.sourceId)
  if (!source) return []
  const { id, slug, lang, title, body, authors, tags, version } = row
  return [{ id, slug, lang, title, body, authors, tags, version, source }]
}

/** The skills that were extracted from this incident stand beside what refers to it by name. */
function withSkills(backlinks: BacklinkView[], extracted: BacklinkView[]): BacklinkView[] {
  const known = new Set(backlinks.map((link) => `${link.kind}:${link.slug}`))
  return [...extracted.filter((link) => !known.has(`${link.kind}:${link.slug}`)), ...backlinks]
}

/** A title per edition; the incident's own where no edition has one, or where a person has set it. */
function titleOf(row: Row): LocalisedText {
  // Of two editions in one language the first gives the title.
  const titles = Object.fromEntries(row.editions.toReversed().map((edition) => [edition.lang, edition.title]))
  if (row.editions.length === 0) return { [row.langs[0] ?? 'und']: row.title }
  if (!row.editedFields.includes('title')) return titles
  return { ...titles, [row.langs[0] ?? 'und']: row.title }
}

/**
 * The whole incident by id, which the viewer may read: one query for its own rows, and then those of its neighbours side by side,
 * without what the viewer may not read.
 */
export async function readIncidentView(viewer: Viewer, id: string, now: Date): Promise<IncidentView | null> {
  const row = await database.incident.findUnique({ where: { id }, include: INCLUDE })
  if (!row) return null
  const [sources, references, backlinks, extracted, suggestions, actionItems] = await Promise.all([
    readSourceRows(
      viewer,
      row.editions.map((edition) => edition.sourceId),
    ),
    readReferences(viewer, 'incident', row.id),
    readBacklinks(viewer, { kind: 'incident', id: row.id }),
    readExtractedSkills(viewer, row.id),
    readSuggestions(viewer, row.id),
    viewActionItems(
      viewer,
      row.actionItems.map((item) => ({ ...item, incident: row, skill: null })),
      now,
    ),
  ])
  return {
    id: row.id,
    slug: row.slug,
    title: titleOf(row),
    stub: row.stub,
    on: isoDate(row.onDate),
    reportedOn: isoDate(row.reportedOn),
    zone: row.zone,
    zoneText: row.zoneText,
    statedDuration:
      row.statedMinutes === null ? null : { minutes: row.statedMinutes, approximate: row.statedApproximate },
    impactMinutes: row.impactMinutes,
    spanMinutes: spanMinutes(row.windows),
    severity: row.severity,
    status: IncidentStatusSchema.parse(row.status),
    tags: row.tags,
    stage: StageSchema.parse(row.stage),
    visibility: row.visibility,
    windows: row.windows.map(viewWindow),
    timeline: row.timeline.map(viewEntry),
    causes: row.causes.map(viewCause),
    impact: { ...NO_IMPACT, ...ImpactViewSchema.partial().parse(row.impact) },
    actionItems,
    customerActions: LocalisedListSchema.parse(row.customerActions),
    lessons: LocalisedListSchema.parse(row.lessons),
    editions: row.editions.flatMap((edition) => viewEdition(edition, sources)),
    differences: z.array(DifferenceSchema).parse(row.differences),
    suggestions,
    patterns: viewMatches(row.matches),
    references,
    backlinks: withSkills(backlinks, extracted),
    sources,
    publicLagMinutes: publicLagMinutes(
      row.windows,
      row.timeline.filter((entry) => entry.lane === 'public'),
    ),
    version: row.version,
    updatedAt: isoInstant(row.updatedAt),
  }
}
