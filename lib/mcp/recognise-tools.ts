import { z } from 'zod'
import { maskSecrets } from '@/lib/import/secrets'
import { weighLongPlan } from '@/lib/import/weigh-plan'
import { meaningOf } from '@/lib/jobs/meaning-asked'
import { premortem } from '@/lib/query/premortem'
import { recognise } from '@/lib/query/recognise'
import { hrefOf } from '@/lib/render/links'
import { PLAN_LIMIT } from '@/lib/schema/premortem'
import { keepAsked } from '@/lib/store/recognition-history'
import { ItemSchema, itemLine, shortItem } from './action-item-tools'
import { defineTool } from './tool'
import { clip, oneLine } from './untrusted'

const QUOTES = 3
const CHECKLIST = 30
const ITEMS = 10

const PatternHitSchema = z.object({
  slug: z.string(),
  title: z.string(),
  family: z.string(),
  score: z.number().describe('0 to 1'),
  evidence: z.array(z.string()).describe('Words of the text that was sent which speak for it'),
})
const HitSchema = z.object({
  slug: z.string(),
  title: z.string(),
  score: z.number().describe('0 to 1'),
  reasons: z.array(z.string()),
  url: z.string(),
})

const percent = (score: number) => `${Math.round(score * 100)} %`
const hitLine = ({ slug, title, score, reasons }: Omit<z.infer<typeof HitSchema>, 'url'>) =>
  `- \`${slug}\` (${percent(score)}): ${oneLine(title)}${reasons.map((reason) => `\n  - ${oneLine(reason)}`).join('')}`

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines]
}

export const recogniseTool = defineTool({
  name: 'recognise',
  title: 'Recognise an alert or a symptom',
  description:
    'Has this happened before? Takes the whole text of an alert, an error, a log excerpt or what somebody observes, and says which known ' +
    'patterns it shows, which runbooks may help and which past incidents it resembles, each with reasons, and what is still undone of them. ' +
    'Call it first when something is broken. Then `read_skill` with the best skill. Secrets in the text are masked before anything is kept.',
  scope: 'read',
  input: z.object({ text: z.string().trim().min(1).max(200_000).describe('As it came, untranslated and unshortened') }),
  output: z.object({
    patterns: z.array(PatternHitSchema),
    skills: z.array(HitSchema),
    incidents: z.array(HitSchema),
    actionItems: z.array(ItemSchema).describe('Unfinished ones of those incidents and skills'),
    askedId: z.string().describe('Its place in the history, where a person says whether it was right'),
  }),
  async run(viewer, { text }, { now, baseUrl }) {
    const answer = await recognise(viewer, text, now, undefined, meaningOf('recognise', text))
    const { id: askedId } = await keepAsked(viewer, { source: 'api', text: maskSecrets(text).text, answer }, now)
    const link = (kind: 'skill' | 'incident') => (hit: (typeof answer.skills)[number]) => ({
      ...hit,
      url: `${baseUrl}${hrefOf(kind, hit.slug)}`,
    })
    const patterns = answer.patterns.map((one) => ({
      ...one,
      evidence: one.evidence.slice(0, QUOTES).map((it) => oneLine(it)),
    }))
    const skills = answer.skills.map(link('skill'))
    const incidents = answer.incidents.map(link('incident'))
    const actionItems = answer.actionItems.slice(0, ITEMS).map((item) => shortItem(item, baseUrl))
    const patternLines = patterns.map((one) => hitLine({ ...one, reasons: one.evidence.map((it) => `“${it}”`) }))
    const text_ = [
      ...section('Runbooks that may help, the best first', skills.map(hitLine)),
      ...section('Past incidents like it', incidents.map(hitLine)),
      ...section('Patterns it shows', patternLines),
      ...section('Still undone from those', actionItems.map(itemLine)),
    ].join('\n')
    return {
      lead: recognitionLead(skills.length, incidents.length),
      text: text_,
      data: { patterns, skills, incidents, actionItems, askedId },
    }
  },
})

function recognitionLead(skills: number, incidents: number): string {
  if (skills + incidents === 0) {
    return 'Nothing known resembles this. Try `search` with a name of the service, or ask a person.'
  }
  return `${skills} runbooks and ${incidents} past incidents resemble this. Likeness is no proof: check the reasons against what you see.`
}

const QuoteSchema = z.object({
  text: z.string(),
  file: z.string().nullable(),
  line: z.int().nullable().describe('In the file as it will be; of a removed line, as it was'),
  says: z.string().nullable().describe('What the line does; null for prose'),
})

export const premortemTool = defineTool({
  name: 'premortem',
  title: 'Pre-mortem of a planned change',
  description:
    'What could this change break? Takes a diff, a migration plan, a runbook step or a description of what is about to be done, and names ' +
    'the failure patterns that it could set off, the incidents they caused here, and a checklist of questions to answer before going on. ' +
    'Call it before a risky deploy, a rotation of keys, a change of a cache, a timeout, a limit or a schema.',
  scope: 'read',
  input: z.object({ change: z.string().trim().min(1).max(PLAN_LIMIT).describe('A unified diff or prose') }),
  output: z.object({
    patterns: z.array(
      PatternHitSchema.omit({ evidence: true }).extend({
        why: z.array(z.string()),
        evidence: z.array(QuoteSchema),
        incidents: z.array(z.string()).describe('Slugs of incidents below that show it'),
      }),
    ),
    checklist: z.array(
      z.object({
        question: z.string(),
        because: z.array(z.string()).describe('Slugs of patterns or incidents it comes from'),
      }),
    ),
    incidents: z.array(HitSchema),
    note: z.string().nullable().describe('What the answer does not know'),
  }),
  async run(viewer, { change }, { now, baseUrl }) {
    const answer = await premortem(viewer, change, now, weighLongPlan)
    const patterns = answer.patterns.map(({ slug, title, family, score, why, evidence, incidents }) => ({
      slug,
      title,
      family,
      score,
      why,
      incidents,
      evidence: evidence
        .slice(0, QUOTES)
        .map(({ text, file, line, says }) => ({ text: oneLine(text), file, line, says })),
    }))
    const checklist = answer.checklist.slice(0, CHECKLIST).map(({ question, because }) => ({ question, because }))
    const incidents = answer.incidents.map(({ slug, title, score, reasons }) => ({
      slug,
      title,
      score,
      reasons,
      url: `${baseUrl}${hrefOf('incident', slug)}`,
    }))
    const lines = [
      ...section(
        'Answer before the change',
        checklist.map(({ question, because }) => `- ${oneLine(question, 600)} (${because.join(', ')})`),
      ),
      ...section(
        'Patterns that it could set off',
        patterns.map((one) => hitLine({ ...one, reasons: one.why })),
      ),
      ...section('It went wrong here', incidents.map(hitLine)),
      ...(answer.note === null ? [] : [answer.note]),
    ]
    const lead =
      patterns.length === 0
        ? 'No known pattern is set off by this. That is no proof that it is safe.'
        : `${patterns.length} patterns could be set off by this; ${checklist.length} questions to answer first.`
    return { lead, text: clip(lines.join('\n'), 24_000), data: { patterns, checklist, incidents, note: answer.note } }
  },
})
