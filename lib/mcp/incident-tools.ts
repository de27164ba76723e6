import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { findIncident } from '@/lib/query/incidents'
import { listRelated } from '@/lib/query/related'
import { hrefOf } from '@/lib/render/links'
import { oneText, pickList } from '@/lib/render/localised'
import type { IncidentView } from '@/lib/schema/incident'
import { LangSchema, type Lang } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { ItemSchema, itemLine, shortItem } from './action-item-tools'
import { CursorSchema, NextCursorSchema, pageOf, pieceOf } from './paging'
import { defineTool, type Asking } from './tool'
import { clip, oneLine } from './untrusted'

const ENTRIES = 60
const ITEMS = 30
const LINES = 20
const text = (value: IncidentView['title'], lang?: Lang) => clip(oneText(value, lang)?.text ?? '', 1500)
const list = (value: IncidentView['lessons'], lang?: Lang) =>
  (pickList(value, lang)?.text ?? []).slice(0, LINES).map((line) => clip(line, 600))

const EntrySchema = z.object({
  at: z.string().nullable().describe('UTC; null when the account gives no time'),
  written: z.string().describe('The time as the account writes it'),
  phase: z.string(),
  lane: z.enum(['internal', 'public']),
  text: z.string(),
})

const OverviewSchema = z.object({
  on: z.string().nullable().describe('Date in the zone of the source'),
  status: z.string(),
  severity: z.string().nullable(),
  impactMinutes: z.number().nullable(),
  impact: z.string(),
  affected: z.array(z.string()),
  windows: z.array(
    z.object({
      label: z.string(),
      startedAt: z.string().nullable(),
      detectedAt: z.string().nullable(),
      mitigatedAt: z.string().nullable(),
      resolvedAt: z.string().nullable(),
    }),
  ),
  causes: z.array(z.object({ role: z.string(), text: z.string() })),
  patterns: z.array(z.object({ slug: z.string(), title: z.string(), role: z.string(), state: z.string() })),
  actionItems: z.array(ItemSchema),
  lessons: z.array(z.string()),
  timelineEntries: z.int().describe('How many `part: timeline` gives'),
  editions: z.array(z.object({ slug: z.string(), lang: LangSchema, title: z.string() })),
  backlinks: z.array(z.object({ kind: z.string(), slug: z.string(), title: z.string() })),
})

/** An incident by slug; throws `not_found`, also for one that the viewer may not read. */
async function findOrThrow(viewer: Viewer, slug: string, now: Date): Promise<IncidentView> {
  const incident = await findIncident(viewer, slug, now)
  if (!incident) throw new AppError('not_found', 'There is no incident of this slug. Call `search` to find one.')
  return incident
}

function overviewOf(incident: IncidentView, lang: Lang | undefined, baseUrl: string): z.infer<typeof OverviewSchema> {
  return {
    on: incident.on,
    status: incident.status,
    severity: incident.severity,
    impactMinutes: incident.impactMinutes,
    impact: text(incident.impact.summary, lang),
    affected: list(incident.impact.affected, lang),
    windows: incident.windows.slice(0, ITEMS).map(({ label, startedAt, detectedAt, mitigatedAt, resolvedAt }) => ({
      startedAt,
      detectedAt,
      mitigatedAt,
      resolvedAt,
      label: text(label, lang),
    })),
    causes: incident.causes.slice(0, ITEMS).map((cause) => ({ role: cause.role, text: text(cause.text, lang) })),
    patterns: incident.patterns
      .filter(({ state }) => state !== 'rejected')
      .map(({ slug, title, role, state }) => ({ slug, title, role, state })),
    actionItems: incident.actionItems.slice(0, ITEMS).map((item) => shortItem(item, baseUrl)),
    lessons: list(incident.lessons, lang),
    timelineEntries: incident.timeline.length,
    editions: incident.editions
      .slice(0, LINES)
      .map((one) => ({ slug: one.slug, lang: one.lang, title: clip(one.title, 300) })),
    backlinks: incident.backlinks.slice(0, LINES).map(({ kind, slug, title }) => ({ kind, slug, title })),
  }
}

function overviewLines(overview: z.infer<typeof OverviewSchema>): string[] {
  const { on, status, severity, impactMinutes, impact, causes, patterns, actionItems, lessons } = overview
  const minutes = impactMinutes === null ? 'impact of unknown length' : `${Math.round(impactMinutes)} minutes of impact`
  return [
    `${on ?? 'date unknown'}; ${status}; severity ${severity ?? 'unknown'}; ${minutes}`,
    ...(impact === '' ? [] : [`Impact: ${impact}`]),
    ...causes.map((cause) => `Cause (${cause.role}): ${cause.text}`),
    ...patterns.map((pattern) => `Pattern \`${pattern.slug}\` (${pattern.state}): ${oneLine(pattern.title)}`),
    ...actionItems.map(itemLine),
    ...lessons.map((lesson) => `Lesson: ${lesson}`),
  ]
}

const PartSchema = z.enum(['overview', 'timeline', 'account']).default('overview')

export const readIncidentTool = defineTool({
  name: 'read_incident',
  title: 'Read an incident',
  description:
    'What is known of one incident. `part: overview` (the default) has dates, impact, causes, patterns, action items and lessons; `timeline` ' +
    'what happened when, minute by minute, internal and public; `account` the postmortem as it was written, in pieces. ' +
    'Texts come in the language asked for where there is one. What is unknown is null: do not guess it.',
  scope: 'read',
  input: z.object({
    slug: z.string().min(1).max(200),
    part: PartSchema,
    lang: LangSchema.optional().describe('As `en` or `ru`'),
    cursor: CursorSchema,
  }),
  output: z.object({
    slug: z.string(),
    title: z.string(),
    url: z.string(),
    overview: OverviewSchema.nullable(),
    timeline: z.array(EntrySchema).nullable(),
    account: z.object({ edition: z.string(), lang: LangSchema, markdown: z.string() }).nullable(),
    nextCursor: NextCursorSchema,
  }),
  async run(viewer, { slug, part, lang, cursor }, { now, baseUrl }) {
    const incident = await findOrThrow(viewer, slug, now)
    const title = text(incident.title, lang)
    const url = `${baseUrl}${hrefOf('incident', incident.slug)}`
    const head = { slug: incident.slug, title, url, overview: null, timeline: null, account: null, nextCursor: null }
    const lead = (what: string) => `${what} of the incident \`${incident.slug}\`.`
    if (part === 'timeline') {
      const page = pageOf(incident.timeline, cursor, ENTRIES)
      const timeline = page.items.map((entry) => ({
        at: entry.at,
        phase: entry.phase,
        lane: entry.lane,
        written: text(entry.timeText, lang),
        text: text(entry.text, lang),
      }))
      const lines = timeline.map(
        (entry) => `- ${entry.at ?? (entry.written || 'no time')} [${entry.phase}] ${entry.text}`,
      )
      return {
        lead: lead(`${timeline.length} of ${page.total} timeline entries`),
        text: [title, ...lines].join('\n'),
        data: { ...head, timeline, nextCursor: page.nextCursor },
      }
    }
    if (part === 'account') {
      const edition = incident.editions.find((one) => one.lang === lang) ?? incident.editions[0]
      if (!edition)
        throw new AppError('not_found', 'Nobody has written an account of this incident: it is only referred to.')
      const { piece, nextCursor } = pieceOf(edition.body, cursor)
      const account = { edition: edition.slug, lang: edition.lang, markdown: piece }
      return {
        lead: lead('The account as it was written'),
        text: `${edition.title}\n\n${piece}`,
        data: { ...head, account, nextCursor },
      }
    }
    const overview = overviewOf(incident, lang, baseUrl)
    return {
      lead: lead('Overview'),
      text: clip([title, ...overviewLines(overview)].join('\n'), 24_000),
      data: { ...head, overview },
    }
  },
})

const RelatedSchema = z.object({
  kind: z.enum(['incident', 'skill']),
  slug: z.string(),
  title: z.string(),
  score: z.number(),
  relation: z.enum(['same-pattern', 'same-family', 'similar', 'upstream']),
  reason: z.string(),
  differences: z.array(z.string()),
  patterns: z.array(z.string()),
  url: z.string(),
})

export const relatedIncidentsTool = defineTool({
  name: 'related_incidents',
  title: 'What is related to an incident or a runbook',
  description:
    'Other incidents and runbooks of the same mechanism, and why; also in what they differ, which keeps you from applying the wrong cure. ' +
    'Call it after `read_incident` when you ask whether this has happened before.',
  scope: 'read',
  input: z.object({ slug: z.string().min(1).max(200), kind: z.enum(['incident', 'skill']).default('incident') }),
  output: z.object({ items: z.array(RelatedSchema) }),
  async run(viewer, { slug, kind }, { baseUrl }: Asking) {
    const found = await listRelated(viewer, { kind, slug })
    const items = found.map((one) => ({
      kind: one.kind,
      slug: one.slug,
      score: one.score,
      relation: one.relation,
      reason: one.reason,
      title: clip(one.title, 300),
      differences: one.differences,
      patterns: one.patterns.map((pattern) => pattern.slug),
      url: `${baseUrl}${hrefOf(one.kind, one.slug)}`,
    }))
    const lines = items.map((one) =>
      [
        `- ${one.kind} \`${one.slug}\` (${one.relation}, ${Math.round(one.score * 100)} %): ${oneLine(one.title)}`,
        ...[one.reason, ...one.differences].map((line) => `  - ${oneLine(line)}`),
      ].join('\n'),
    )
    return { lead: `${items.length} related, the nearest first.`, text: lines.join('\n'), data: { items } }
  },
})
