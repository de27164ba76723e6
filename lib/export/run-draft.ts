import { copiedCommand, entryWords, stepWords } from '@/lib/domain/run-words'
import { stateOfRun } from '@/lib/domain/run-state'
import { blankIncident } from '@/lib/schema/blank-incident'
import type { DocumentDraft, IncidentDraft } from '@/lib/schema/draft'
import type { RunEntry, RunView } from '@/lib/schema/skill-run'
import { writeDocument } from './write-document'

type Line = { at: string; text: string; href: string }

/**
 * A run as a file that the import reads: an account of an incident with the run's log as its timeline, each line with a link to the entry
 * that it is taken from. `base` is the address of this Hindsight, without a slash at the end. What a run does not tell (impact, causes,
 * whether it is over) is left out, for the person who reviews it.
 */
export function writeRunDraft(run: RunView, base: string): string {
  const address = `${base}/skills/${run.skill.slug}/runs/${run.id}`
  const lines = linesOf(run, address)
  const day = run.startedAt.slice(0, 10)
  const incident: IncidentDraft = {
    ...blankIncident(),
    on: day,
    zone: 'UTC',
    timeline: lines.map(({ at, text, href }) => ({
      at,
      precision: 'minute',
      timeText: `${at.slice(11, 16)} UTC`,
      phase: 'note',
      lane: 'internal',
      text: `${text} ([log](${href}))`,
    })),
  }
  const title = `${run.skill.title}: run of ${day}`
  const document: DocumentDraft = {
    kind: 'incident',
    lang: 'en',
    title,
    slug: slugOf(run, day),
    incidentSlug: run.incident?.slug ?? null,
    tags: [],
    authors: [...new Set([run.by, ...run.log.map(({ by }) => by)])],
    body: bodyOf(run, title, lines),
    dropped: [],
    spans: {},
    references: [{ target: `skills/${run.skill.slug}`, kind: 'wikilink', note: 'was followed' }],
    patterns: [],
    incident,
  }
  return writeDocument(document)
}

const slugOf = (run: RunView, day: string) => `${run.skill.slug}-run-${day}-${run.id.slice(0, 8)}`

function linesOf(run: RunView, address: string): Line[] {
  const first = `${run.by} began to follow the skill at step 1: ${stepWords(run.plan[0])}`
  const told = run.log.flatMap((entry): Line[] => {
    const text = tellEntry(entry, run)
    return text === null ? [] : [{ at: entry.at, text, href: `${address}#entry-${entry.id}` }]
  })
  return [{ at: run.startedAt, text: first, href: address }, ...told]
}

/** On one line; null for what is no event of the incident. */
function tellEntry(entry: RunEntry, run: RunView): string | null {
  if (entry.kind === 'filled' || entry.kind === 'reopened') return null
  const words =
    entry.kind === 'copied'
      ? `copied \`${copiedCommand(entry, run.plan, run.log).replaceAll('`', 'ˋ')}\``
      : entryWords(entry, run.plan, run.log)
  return `${entry.by} ${words}`.replace(/\s+/g, ' ').trim()
}

function bodyOf(run: RunView, title: string, lines: readonly Line[]): string {
  const { end } = stateOfRun(run.log, run.startedAt, run.plan.length)
  const version = run.skillVersion === null ? '' : ` in version ${run.skillVersion}`
  const ended = end === null ? '' : ` It ended: ${end.outcome ?? 'left without a result'}.`
  return [
    `# ${title}`,
    `Taken from a run of [[skills/${run.skill.slug}]]${version}.${ended}`,
    '## Timeline',
    lines
      .map(({ at, text, href }) => `- ${at.slice(0, 10)} ${at.slice(11, 16)} UTC: ${text} ([log](${href}))`)
      .join('\n'),
  ].join('\n\n')
}
