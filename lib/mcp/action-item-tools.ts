import { z } from 'zod'
import { listActionItems } from '@/lib/query/action-items'
import { hrefOf } from '@/lib/render/links'
import { oneText } from '@/lib/render/localised'
import { ActionItemFilterSchema, ActionItemStatusSchema, type ActionItemView } from '@/lib/schema/action-item'
import { cursorAfter, CursorSchema, NextCursorSchema, offsetOf } from './paging'
import { defineTool } from './tool'
import { clip, oneLine } from './untrusted'

const SIZE = 25

export const ItemSchema = z.object({
  id: z.string(),
  title: z.string(),
  status: ActionItemStatusSchema.nullable().describe('null: the source does not say'),
  owner: z.string().nullable(),
  due: z.string().nullable(),
  overdue: z.boolean(),
  ageDays: z.number().nullable(),
  kind: z.string().nullable(),
  priority: z.string().nullable(),
  description: z.string().nullable(),
  scope: z.string().nullable().describe('What it is limited to'),
  condition: z.string().nullable().describe('What must hold before it may be closed'),
  dependency: z.string().nullable().describe('What must come first, in words'),
  dependsOn: z.object({ id: z.string(), title: z.string() }).nullable().describe('The item that must come first'),
  waits: z.boolean().describe('That item is not finished'),
  reason: z.string().nullable().describe('Why nobody will do it'),
  evidence: z
    .object({ kind: z.enum(['link', 'note']), text: z.string() })
    .nullable()
    .describe('What shows that it is done'),
  ticket: z.string().nullable(),
  from: z.object({ kind: z.enum(['incident', 'skill']), slug: z.string(), title: z.string() }),
  debt: z
    .object({ openDays: z.number(), recurrences: z.array(z.string()) })
    .nullable()
    .describe('It was open when the same pattern came back: slugs of those incidents'),
  url: z.string(),
})
type Item = z.infer<typeof ItemSchema>

const shortText = (text: ActionItemView['condition'], length: number) => {
  const found = oneText(text)
  return found && clip(found.text, length)
}

/** An action item as tools give it. */
export function shortItem(item: ActionItemView, baseUrl: string): Item {
  return {
    id: item.id,
    title: clip(oneText(item.title)?.text ?? '', 600),
    status: item.status,
    owner: item.owner,
    due: item.due,
    overdue: item.overdue,
    ageDays: item.ageDays,
    kind: item.kind,
    priority: item.priority,
    description: shortText(item.description, 1500),
    scope: shortText(item.scope, 300),
    condition: shortText(item.condition, 300),
    dependency: shortText(item.dependency, 300),
    dependsOn: item.dependsOn && {
      id: item.dependsOn.id,
      title: clip(oneText(item.dependsOn.title)?.text ?? '', 300),
    },
    waits: item.waits,
    reason: item.reason && clip(item.reason, 300),
    evidence: item.evidence && { ...item.evidence, text: clip(item.evidence.text, 300) },
    ticket: item.ticket,
    from: { ...item.from, title: clip(item.from.title, 300) },
    debt: item.debt && {
      openDays: item.debt.openDays,
      recurrences: item.debt.recurrences.slice(0, 10).map(({ slug }) => slug),
    },
    url: `${baseUrl}${hrefOf('action-item', item.id)}`,
  }
}

/** An action item on a line, for reading. */
export function itemLine({ title, status, owner, due, overdue, from, debt }: Item): string {
  const facts = [
    status ?? 'status unknown',
    owner === null ? 'nobody' : oneLine(owner, 80),
    ...(due === null ? [] : [`due ${due}${overdue ? ', overdue' : ''}`]),
    ...(debt === null ? [] : [`open while it happened again: ${debt.recurrences.join(', ')}`]),
  ]
  return `- ${oneLine(title, 400)} (${facts.join('; ')}; of ${from.kind} \`${from.slug}\`)`
}

const StatusSchema = z.enum([...ActionItemStatusSchema.options, 'unknown', 'unfinished'])

export const listActionItemsTool = defineTool({
  name: 'list_action_items',
  title: 'List action items',
  description:
    'Follow-ups of all incidents and runbooks, the oldest first: what was promised, by whom, and whether it was done. ' +
    'Use `status: unfinished` for what is still open, `debt: true` for those that were open when the same thing happened again, `overdue: true` for those past their date. ' +
    'To suggest a new one call `propose_action_item`.',
  scope: 'read',
  input: z.object({
    status: StatusSchema.optional(),
    owner: z.string().max(120).optional().describe('A name, with or without @'),
    query: z.string().trim().max(200).optional().describe('Part of the title'),
    overdue: z.boolean().optional(),
    debt: z.boolean().optional(),
    cursor: CursorSchema,
  }),
  output: z.object({ items: z.array(ItemSchema), total: z.int(), nextCursor: NextCursorSchema }),
  async run(viewer, { status, owner, query, overdue, debt, cursor }, { now, baseUrl }) {
    const page = Math.floor(offsetOf(cursor) / SIZE) + 1
    const filter = { ...ActionItemFilterSchema.parse({ page, size: SIZE }), q: query, status, owner, overdue, debt }
    const found = await listActionItems(viewer, filter, now)
    const items = found.items.map((item) => shortItem(item, baseUrl))
    const nextCursor = cursorAfter(page * SIZE, found.total)
    return {
      lead: `${items.length} of ${found.total} action items.`,
      text: items.map(itemLine).join('\n'),
      data: { items, total: found.total, nextCursor },
    }
  },
})
