// Jira Cloud as far as issues go: a workflow with transitions, ADF, labels, JQL of two kinds, accounts, signed webhooks.
import { createHmac, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { serve, type Answer, type Call, type Loopback } from './loopback'

const STATUSES = [
  { id: '1', name: 'To Do', statusCategory: { key: 'new' } },
  { id: '3', name: 'In Progress', statusCategory: { key: 'indeterminate' } },
  { id: '4', name: 'Blocked', statusCategory: { key: 'indeterminate' } },
  { id: '5', name: 'Done', statusCategory: { key: 'done' } },
  { id: '6', name: "Won't Do", statusCategory: { key: 'done' } },
]

const FieldsSchema = z.object({
  summary: z
    .string()
    .max(255)
    .regex(/^[^\n]*$/)
    .optional(),
  description: z.object({ type: z.literal('doc'), version: z.literal(1), content: z.array(z.unknown()) }).optional(),
  labels: z.array(z.string().regex(/^\S+$/)).optional(),
  duedate: z.iso.date().nullish(),
  assignee: z.object({ id: z.string() }).nullish(),
})

type JiraIssue = {
  id: string
  key: string
  fields: {
    summary: string
    description: unknown
    labels: string[]
    duedate: string | null
    assignee: { accountId: string; displayName: string } | null
    status: (typeof STATUSES)[number]
    updated: string
  }
}
const ChangeSchema = z.object({ fields: FieldsSchema.optional(), status: z.string().optional() })

export type JiraServer = Loopback & {
  issues: JiraIssue[]
  people: { accountId: string; displayName: string }[]
  change: (key: string, change: z.input<typeof ChangeSchema>) => JiraIssue
  webhook: (key: string, event?: string) => Request
}

export const JIRA_SECRET = 'jira-loopback-secret'
let clock = Math.floor(Date.now() / 1000) * 1000
const tick = () => new Date((clock += 1500)).toISOString().replace('Z', '+0000')

function refuse(fields: Record<string, string>): Answer {
  return { status: 400, body: { errorMessages: [], errors: fields } }
}

export async function startJira(port = 0): Promise<JiraServer> {
  const issues: JiraIssue[] = []
  const find = (name: string) => issues.find(({ id, key }) => id === name || key === name)
  const apply = (issue: JiraIssue, input: z.infer<typeof FieldsSchema>) => {
    const { assignee, ...fields } = input
    Object.assign(issue.fields, fields, { updated: tick() })
    if (assignee === null) issue.fields.assignee = null
    if (assignee) issue.fields.assignee = server.people.find(({ accountId }) => accountId === assignee.id) ?? null
    return issue
  }
  const create = (body: unknown): Answer => {
    const parsed = z.object({ fields: FieldsSchema.extend({ summary: z.string() }) }).safeParse(body)
    if (!parsed.success) return refuse({ summary: parsed.error.message })
    const id = String(10_001 + issues.length)
    const [status] = STATUSES
    if (!status) throw new Error('no status')
    const blank = { summary: '', description: null, labels: [], duedate: null, assignee: null, status, updated: '' }
    const issue = { id, key: `OPS-${issues.length + 1}`, fields: blank }
    issues.push(issue)
    apply(issue, parsed.data.fields)
    return { status: 201, body: { id, key: issue.key, self: '' } }
  }
  const search = (path: string): Answer => {
    const { searchParams } = new URL(path, 'http://localhost')
    const jql = searchParams.get('jql') ?? ''
    const label = /labels = "(?<label>[^"]+)"/.exec(jql)?.groups?.label
    const found = issues.filter(({ fields }) => label === undefined || fields.labels.includes(label))
    const start = Number(searchParams.get('nextPageToken') ?? 0)
    const size = 2
    const next = start + size < found.length ? { nextPageToken: String(start + size) } : { isLast: true }
    const shown = found
      .slice(start, start + size)
      .map(({ id, key, fields }) => ({ id, key, fields: { updated: fields.updated } }))
    return { body: { issues: shown, ...next } }
  }
  const about = (call: Call, issue: JiraIssue, what: string): Answer => {
    if (what === 'transitions' && call.method === 'GET') {
      // Nothing leads back from an end to what is blocked.
      const closed = issue.fields.status.statusCategory.key === 'done'
      const open = STATUSES.filter(({ name }) => !(closed && name === 'Blocked'))
      return { body: { transitions: open.map((to) => ({ id: `2${to.id}`, name: to.name, to })) } }
    }
    if (what === 'transitions') {
      const { id } = z.object({ transition: z.object({ id: z.string() }) }).parse(call.body).transition
      const status = STATUSES.find((one) => `2${one.id}` === id)
      if (!status)
        return { status: 400, body: { errorMessages: ['It is not on the appropriate workflow step'], errors: {} } }
      Object.assign(issue.fields, { status, updated: tick() })
      return { status: 204 }
    }
    if (call.method === 'GET') return { body: issue }
    const parsed = z.object({ fields: FieldsSchema }).safeParse(call.body)
    if (!parsed.success) return refuse({ duedate: 'Field cannot be set' })
    apply(issue, parsed.data.fields)
    return { status: 204 }
  }
  const handler = (call: Call): Answer => {
    const { pathname } = new URL(call.path, 'http://localhost')
    const path = pathname.replace('/rest/api/3', '')
    const basic = Buffer.from('ops@example.org:loopback-jira').toString('base64')
    if (call.headers.authorization !== `Basic ${basic}`)
      return { status: 401, body: { errorMessages: ['Unauthorized'] } }
    if (path === '/project/OPS') {
      const issueTypes = [
        { id: '99', name: 'Sub-task', subtask: true },
        { id: '100', name: 'Task', subtask: false },
      ]
      return { body: { key: 'OPS', name: 'Operations', issueTypes } }
    }
    if (path === '/project/OPS/statuses')
      return { body: [{ id: '100', name: 'Task', subtask: false, statuses: STATUSES }] }
    if (path === '/user/assignable/search') return { body: server.people }
    if (path === '/search/jql') return search(call.path)
    if (path === '/issue' && call.method === 'POST') return create(call.body)
    const [, name = '', what = ''] = /^\/issue\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? []
    const issue = find(name)
    if (!issue)
      return { status: 404, body: { errorMessages: ['Issue does not exist or you do not have permission to see it.'] } }
    return about(call, issue, what)
  }
  const loopback = await serve(
    handler,
    ({ method, path }) => `${method} ${path.replace(/\?.*/, '').replace('/rest/api/3', '')}`,
    port,
  )
  const server: JiraServer = Object.assign(loopback, {
    issues,
    people: [
      { accountId: 'a-maya', displayName: 'Maya' },
      { accountId: 'a-sam', displayName: 'Sam' },
    ],
    change: (key: string, input: z.input<typeof ChangeSchema>) => {
      const issue = find(key)
      if (!issue) throw new Error(`no issue ${key}`)
      const { fields = {}, status } = ChangeSchema.parse(input)
      const to = STATUSES.find(({ name }) => name === status)
      if (to) issue.fields.status = to
      return apply(issue, fields)
    },
    webhook: (key: string, event = 'jira:issue_updated') => {
      const body = JSON.stringify({ timestamp: Date.now(), webhookEvent: event, issue: find(key) })
      return new Request('http://localhost/api/trackers/jira', {
        method: 'POST',
        body,
        headers: {
          'x-atlassian-webhook-identifier': randomUUID(),
          'x-hub-signature': `sha256=${createHmac('sha256', JIRA_SECRET).update(body).digest('hex')}`,
        },
      })
    },
  })
  return server
}
