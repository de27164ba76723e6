import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { findPattern, listPatterns } from '@/lib/query/patterns'
import { hrefOf } from '@/lib/render/links'
import { CursorSchema, NextCursorSchema, pageOf } from './paging'
import { defineTool } from './tool'
import { clip, oneLine } from './untrusted'

const SIZE = 40
const MEMBERS = 30

const PatternSchema = z.object({
  slug: z.string(),
  title: z.string(),
  family: z.string(),
  mechanism: z.string(),
  url: z.string(),
})

export const listPatternsTool = defineTool({
  name: 'list_patterns',
  title: 'List failure patterns',
  description:
    'The named mechanisms by which things fail here, the most frequent first, with how many incidents show each and what is still undone. ' +
    'Use it for an overview; to find the patterns of a text call `recognise`, of a change `premortem`.',
  scope: 'read',
  input: z.object({ family: z.string().max(120).optional(), cursor: CursorSchema }),
  output: z.object({
    items: z.array(
      PatternSchema.extend({
        incidents: z.int(),
        skills: z.int(),
        lastOn: z.string().nullable(),
        openActionItems: z.int(),
      }),
    ),
    total: z.int(),
    nextCursor: NextCursorSchema,
  }),
  async run(viewer, { family, cursor }, { baseUrl }) {
    const all = (await listPatterns(viewer)).filter((one) => family === undefined || one.family === family)
    const { items: rows, total, nextCursor } = pageOf(all, cursor, SIZE)
    const items = rows.map((row) => ({ ...row, url: `${baseUrl}${hrefOf('pattern', row.slug)}` }))
    const lines = items.map(
      ({ slug, title, incidents, lastOn, mechanism }) =>
        `- \`${slug}\`: ${oneLine(title)} (${incidents} incidents, last ${lastOn ?? 'unknown'}). ${oneLine(mechanism)}`,
    )
    return { lead: `${items.length} of ${total} patterns.`, text: lines.join('\n'), data: { items, total, nextCursor } }
  },
})

const MemberSchema = z.object({
  kind: z.enum(['incident', 'skill']),
  slug: z.string(),
  title: z.string(),
  on: z.string().nullable(),
  state: z.string(),
  evidence: z.array(z.string()),
})

export const readPatternTool = defineTool({
  name: 'read_pattern',
  title: 'Read a failure pattern',
  description:
    'One mechanism by which things fail: how it works, what to ask before a change, what prevents it, and the incidents and runbooks that show it with the words that prove it.',
  scope: 'read',
  input: z.object({ slug: z.string().min(1).max(200), cursor: CursorSchema }),
  output: PatternSchema.extend({
    account: z.string(),
    questions: z.array(z.string()),
    controls: z.array(z.string()).describe('What prevents or detects it'),
    siblings: z.array(z.string()).describe('Slugs of other patterns of the family'),
    members: z.array(MemberSchema),
    membersTotal: z.int(),
    nextCursor: NextCursorSchema.describe('For more members'),
  }),
  async run(viewer, { slug, cursor }, { baseUrl }) {
    const pattern = await findPattern(viewer, slug)
    if (!pattern) throw new AppError('not_found', 'There is no pattern of this slug. Call `list_patterns`.')
    const page = pageOf(pattern.members, cursor, MEMBERS)
    const members = page.items.map(({ kind, slug: of, title, on, state, evidence }) => ({
      kind,
      slug: of,
      on,
      state,
      title: clip(title, 300),
      evidence: evidence.slice(0, 2).map((quote) => oneLine(quote.text)),
    }))
    const { title, family, mechanism, questions, controls, siblings } = pattern
    const lines = [
      `${title}: ${mechanism}`,
      ...questions.map((question) => `Ask: ${question}`),
      ...controls.map((control) => `Control: ${control}`),
      ...members.map((one) => `- ${one.kind} \`${one.slug}\` (${one.on ?? 'date unknown'}): ${oneLine(one.title)}`),
    ]
    return {
      lead: `The pattern \`${pattern.slug}\` with ${members.length} of ${page.total} members.`,
      text: lines.join('\n'),
      data: {
        slug: pattern.slug,
        title,
        family,
        mechanism,
        questions,
        controls,
        members,
        url: `${baseUrl}${hrefOf('pattern', pattern.slug)}`,
        account: clip(pattern.body, 8000),
        siblings: siblings.map((one) => one.slug),
        membersTotal: page.total,
        nextCursor: page.nextCursor,
      },
    }
  },
})
