// Linear as far as issues go: GraphQL with errors of its own, ids from the client, workflow states by type, signed webhooks with a time.
import { createHmac, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { serve, type Answer, type Call, type Loopback } from './loopback'

const STATES = [
  { id: 's-backlog', name: 'Backlog', type: 'backlog' },
  { id: 's-todo', name: 'Todo', type: 'unstarted' },
  { id: 's-progress', name: 'In Progress', type: 'started' },
  { id: 's-review', name: 'In Review', type: 'started' },
  { id: 's-done', name: 'Done', type: 'completed' },
  { id: 's-canceled', name: 'Canceled', type: 'canceled' },
]

const InputSchema = z.object({
  id: z.uuid().optional(),
  teamId: z.literal('team-eng').optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  stateId: z.string().optional(),
  assigneeId: z.string().nullish(),
  dueDate: z.iso.date().nullish(),
})

type LinearIssue = {
  id: string
  identifier: string
  number: number
  url: string
  title: string
  description: string
  dueDate: string | null
  updatedAt: string
  state: { id: string }
  assignee: { id: string; name: string; displayName: string } | null
}

export type LinearServer = Loopback & {
  issues: LinearIssue[]
  people: { id: string; name: string; displayName: string; active: boolean }[]
  change: (identifier: string, change: z.input<typeof InputSchema>) => LinearIssue
  webhook: (identifier: string, action?: string, age?: number) => Request
}

export const LINEAR_SECRET = 'linear-loopback-secret'
let clock = Math.floor(Date.now() / 1000) * 1000
const tick = () => new Date((clock += 1500)).toISOString()

/** An error as Linear gives it: HTTP 200 or 400 with a type of its own. */
export const linearError = (
  type: string,
  message: string,
  code?: string,
  headers: Record<string, string> = {},
): Answer => ({
  status: code === 'RATELIMITED' ? 400 : 200,
  headers,
  body: {
    data: null,
    errors: [
      { message, extensions: { type, userError: true, userPresentableMessage: message, ...(code && { code }) } },
    ],
  },
})

const CallSchema = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).default({}) })
const FilterSchema = z.object({
  id: z.object({ eq: z.string() }).optional(),
  number: z.object({ eq: z.int() }).optional(),
  team: z.object({ key: z.object({ eqIgnoreCase: z.string() }) }).optional(),
  updatedAt: z.object({ gte: z.string() }).optional(),
})

/** The name of the operation, as the tests read it. */
const nameOf = (call: Call): string => /(?:query|mutation) (\w+)/.exec(CallSchema.parse(call.body).query)?.[1] ?? ''

export async function startLinear(port = 0): Promise<LinearServer> {
  const issues: LinearIssue[] = []
  const apply = (issue: LinearIssue, input: z.infer<typeof InputSchema>) => {
    const { stateId, assigneeId, dueDate, title, description } = input
    Object.assign(
      issue,
      { updatedAt: tick() },
      title !== undefined && { title },
      description !== undefined && { description },
    )
    if (stateId !== undefined) issue.state = { id: stateId }
    if (assigneeId !== undefined) issue.assignee = server.people.find(({ id }) => id === assigneeId) ?? null
    if (dueDate !== undefined) issue.dueDate = dueDate ?? null
    return issue
  }
  const create = (input: z.infer<typeof InputSchema>): Answer => {
    const id = input.id ?? randomUUID()
    if (issues.some((issue) => issue.id === id))
      return linearError('invalid input', 'Entity with this id exists already.')
    const number = issues.length + 1
    const identifier = `ENG-${number}`
    const url = `https://linear.example.org/acme/issue/${identifier}`
    const blank = {
      title: '',
      description: '',
      dueDate: null,
      updatedAt: '',
      state: { id: 's-backlog' },
      assignee: null,
    }
    const issue: LinearIssue = { id, number, identifier, url, ...blank }
    issues.push(issue)
    return { body: { data: { issueCreate: { success: true, issue: apply(issue, input) } } } }
  }
  const list = (input: unknown, after: unknown): Answer => {
    const { id, number, team, updatedAt } = FilterSchema.parse(input)
    const found = issues.filter(
      (issue) =>
        (!id || issue.id === id.eq) &&
        (!number || issue.number === number.eq) &&
        (!team || team.key.eqIgnoreCase.toUpperCase() === 'ENG') &&
        (!updatedAt || issue.updatedAt >= updatedAt.gte),
    )
    const start = Number(after ?? 0)
    const end = start + 2
    const pageInfo = { hasNextPage: end < found.length, endCursor: String(end) }
    return { body: { data: { issues: { nodes: found.slice(start, end), pageInfo } } } }
  }
  const handler = (call: Call): Answer => {
    if (call.headers.authorization !== 'loopback-linear')
      return linearError('authentication error', 'Authentication required')
    const { variables } = CallSchema.parse(call.body)
    switch (nameOf(call)) {
      case 'Team': {
        const isOurs = String(variables['key']).toUpperCase() === 'ENG'
        const team = { id: 'team-eng', key: 'ENG', name: 'Engineering', states: { nodes: STATES } }
        return { body: { data: { teams: { nodes: isOurs ? [team] : [] } } } }
      }
      case 'Users':
        return {
          body: { data: { users: { nodes: server.people, pageInfo: { hasNextPage: false, endCursor: null } } } },
        }
      case 'Create':
        return create(InputSchema.parse(variables['input']))
      case 'Update': {
        const issue = issues.find(({ id }) => id === variables['id'])
        if (!issue) return linearError('invalid input', 'Entity not found: Issue')
        return {
          body: {
            data: { issueUpdate: { success: true, issue: apply(issue, InputSchema.parse(variables['input'])) } },
          },
        }
      }
      default:
        return list(variables['filter'], variables['after'])
    }
  }
  const loopback = await serve(handler, nameOf, port)
  const find = (identifier: string) => {
    const issue = issues.find((one) => one.identifier === identifier)
    if (!issue) throw new Error(`no issue ${identifier}`)
    return issue
  }
  const server: LinearServer = Object.assign(loopback, {
    issues,
    people: [
      { id: 'u-maya', name: 'Maya M', displayName: 'maya', active: true },
      { id: 'u-sam', name: 'Sam S', displayName: 'sam', active: true },
      { id: 'u-old', name: 'Gone', displayName: 'gone', active: false },
    ],
    change: (identifier: string, input: z.input<typeof InputSchema>) =>
      apply(find(identifier), InputSchema.parse(input)),
    webhook: (identifier: string, action = 'update', age = 0) => {
      const { id, updatedAt } = find(identifier)
      const data = { id, updatedAt, team: { key: 'ENG' } }
      const body = JSON.stringify({ type: 'Issue', action, data, webhookTimestamp: Date.now() - age })
      return new Request('http://localhost/api/trackers/linear', {
        method: 'POST',
        body,
        headers: {
          'linear-delivery': randomUUID(),
          'linear-signature': createHmac('sha256', LINEAR_SECRET).update(body).digest('hex'),
        },
      })
    },
  })
  return server
}
