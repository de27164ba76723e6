import { Document, Scalar, visit } from 'yaml'
import type { MessageDraft, ThreadDraft } from '@/lib/schema/thread'
import type {
  ActionItemDraft,
  DocumentDraft,
  IncidentDraft,
  PatternMatch,
  ReferenceDraft,
  SkillDraft,
} from '@/lib/schema/draft'

/** Values as they stand in front matter, in the order in which they are written. */
type Entries = Record<string, unknown>

const HINDSIGHT_KIND = {
  incident: 'postmortem',
  skill: 'skill',
  thread: 'thread',
  pattern: 'pattern',
  person: 'person',
  company: 'company',
} as const

/** Texts of several lines that a YAML block would not give back exactly: blank at the start, the end or a line's end. */
const UNSAFE_BLOCK = /^\s|[ \t]\n|[ \t]$|\n\n$/

/**
 * A document as a file of the product's own format: YAML front matter with all that is known, then the body.
 * What is unknown is absent. Reading the file gives the same document, apart from spans, which then point into
 * the file. Spans and what was dropped from the original are not written: they belong to the source's text.
 */
export function writeDocument(document: DocumentDraft): string {
  const matter = new Document(entriesOf(document), { aliasDuplicateObjects: false })
  visit(matter, {
    Scalar(_, node) {
      if (typeof node.value === 'string' && node.value.includes('\n') && UNSAFE_BLOCK.test(node.value))
        node.type = Scalar.QUOTE_DOUBLE
    },
  })
  // One line for each value, however long: a change of one word stays a change of one line.
  const yaml = matter.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER })
  return `---\n${yaml}---\n\n${document.body}\n`
}

/** What is known of a document, by the key that it has in front matter. */
export function entriesOf(document: DocumentDraft): Entries {
  const { kind, incident, skill, thread, pattern, person, company } = document
  // Agents know a skill by `name` and `description`: for a skill, `name` is the slug.
  const identity = kind === 'skill' ? { name: document.slug, description: skill?.description } : { slug: document.slug }
  return known({
    hindsight: HINDSIGHT_KIND[kind],
    ...identity,
    title: document.title,
    lang: document.lang,
    ...(kind === 'incident' ? { incident: document.incidentSlug } : {}),
    ...person,
    ...company,
    tags: document.tags,
    authors: document.authors,
    ...(incident ? incidentEntries(incident) : {}),
    ...(skill ? skillEntries(skill) : {}),
    ...(thread ? { key: document.externalId, ...threadEntries(thread) } : {}),
    ...(pattern ? { ...pattern, cues: Object.keys(pattern.cues).length > 0 ? pattern.cues : null } : {}),
    patterns: document.patterns.map(matchEntries),
    references: document.references.map(referenceEntries),
    citations: document.citations,
  })
}

/** Leaves out what is unknown or empty. */
function known(entries: Entries): Entries {
  return Object.fromEntries(
    Object.entries(entries).filter(([, value]) => {
      return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0)
    }),
  )
}

function incidentEntries(incident: IncidentDraft): Entries {
  const { statedDuration, impact } = incident
  const knownImpact = known({ ...impact })
  return {
    date: incident.on,
    reportedOn: incident.reportedOn,
    zone: incident.zone,
    zoneText: incident.zoneText,
    statedDuration: statedDuration && {
      minutes: statedDuration.minutes,
      ...(statedDuration.approximate ? { approximate: true } : {}),
    },
    severity: incident.severity,
    status: incident.status === 'unknown' ? null : incident.status,
    windows: incident.windows.map(({ span: _span, ...window }) => known(window)),
    timeline: incident.timeline.map((entry) => {
      const usual = entry.at === null ? 'none' : 'minute'
      return known({
        at: entry.at,
        time: entry.timeText,
        precision: entry.precision === usual ? null : entry.precision,
        phase: entry.phase === 'note' ? null : entry.phase,
        lane: entry.lane === 'internal' ? null : entry.lane,
        text: entry.text,
      })
    }),
    statusUpdates: incident.statusUpdates.map((update) => {
      return known({ at: update.at, time: update.timeText, state: update.state, text: update.text })
    }),
    causes: incident.causes.map(({ role, text }) => ({ role, text })),
    impact: Object.keys(knownImpact).length > 0 ? knownImpact : null,
    actionItems: incident.actionItems.map(actionItemEntries),
    customerActions: incident.customerActions,
    lessons: incident.lessons,
  }
}

function skillEntries(skill: SkillDraft): Entries {
  const budgets = known(skill.budgets)
  return {
    stage: skill.stage,
    category: skill.category,
    version: skill.version,
    confidence: skill.confidence,
    confidenceReasons: skill.confidenceReasons,
    lastVerified: skill.lastVerified,
    owners: skill.owners,
    path: skill.path,
    triggers: skill.triggers.map(known),
    symptoms: skill.symptoms,
    budgets: Object.keys(budgets).length > 0 ? budgets : null,
    diagnosis: skill.diagnosis.map(stepEntries),
    resolution: skill.resolution.map(stepEntries),
    escalation: skill.escalation,
    recurrence:
      skill.recurrence &&
      known({
        occurrence: skill.recurrence.occurrence,
        firstOn: skill.recurrence.firstOn,
        why: skill.recurrence.why,
      }),
    actionItems: skill.actionItems.map(actionItemEntries),
    sources: skill.sources.map(({ span: _span, ...source }) => known(source)),
    contradictions: skill.contradictions.map(({ fields, text }) => known({ fields, text })),
  }
}

function threadEntries({ workspace, channel, participants, messages, nextCursor }: ThreadDraft): Entries {
  return {
    workspace,
    channel: channel.name,
    channelId: channel.id,
    nextCursor,
    participants: participants.map(({ bot, roles, ...participant }) =>
      known({ ...participant, bot: bot || null, roles }),
    ),
    messages: messages.map(messageEntries),
  }
}

function messageEntries({ span: _span, timeText, bot, kind, files, text, ...message }: MessageDraft): Entries {
  const usual = { time: timeText, bot: bot || null, kind: kind === 'message' ? null : kind }
  return known({ ...message, ...usual, files: files.map(known), text: text === '' ? null : text })
}

function stepEntries(step: SkillDraft['diagnosis'][number]): string | Entries {
  return step.code.length === 0 ? step.text : { text: step.text, code: step.code.map(known) }
}

function actionItemEntries(item: ActionItemDraft): Entries {
  const { span: _span, ...fields } = item
  return known(fields)
}

function matchEntries(match: PatternMatch): Entries {
  const evidence = match.evidence.map(({ text, lang }) => (lang === undefined ? text : { text, lang }))
  return known({ slug: match.slug, role: match.role, score: match.score, evidence })
}

function referenceEntries(reference: ReferenceDraft): string | Entries {
  const { target, kind, note } = reference
  const usual = /^https?:\/\//.test(target) ? 'url' : 'wikilink'
  if (kind === usual && note === null) return target
  return known({ target, kind: kind === usual ? null : kind, note })
}
