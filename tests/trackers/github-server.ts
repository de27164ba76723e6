// GitHub as far as issues go: state with reasons, labels, assignees that may be refused, pages, ETags, limits, signed webhooks.
import { createHmac, createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { serve, type Answer, type Call, type Loopback } from './loopback'

export type Issue = {
  number: number
  title: string
  body: string
  state: 'open' | 'closed'
  state_reason: string | null
  labels: { name: string }[]
  assignees: { login: string }[]
  html_url: string
  updated_at: string
}

const InputSchema = z.object({
  title: z.string().optional(),
  body: z.string().optional(),
  state: z.enum(['open', 'closed']).optional(),
  state_reason: z.string().optional(),
  labels: z.array(z.string()).optional(),
  assignees: z.array(z.string()).optional(),
})

export type GithubServer = Loopback & {
  issues: Issue[]
  /** Who may be assigned; others are passed over without a word, as GitHub does. */
  people: string[]
  labels: string[]
  /** An issue that somebody makes there. */
  add: (title: string) => Issue
  /** Changes an issue as somebody on GitHub does; a second later than what was before. */
  change: (number: number, change: z.input<typeof InputSchema>) => Issue
  /** A signed webhook about an issue. */
  webhook: (number: number, action?: string, at?: Partial<Issue>) => Request
}

export const GITHUB_SECRET = 'github-loopback-secret'
const NAME = 'acme/ops'

/** The clock of the loopback GitHub: whole seconds, each change one later. */
let clock = Math.floor(Date.now() / 1000) * 1000
const tick = () => new Date((clock += 1000)).toISOString().replace('.000Z', 'Z')

function page<T>(items: readonly T[], path: string): T[] {
  const { searchParams } = new URL(path, 'http://localhost')
  const size = Number(searchParams.get('per_page') ?? 30)
  const start = (Number(searchParams.get('page') ?? 1) - 1) * size
  return items.slice(start, start + size)
}

function withEtag(call: Call, body: unknown, status = 200): Answer {
  const etag = `"${createHash('sha1').update(JSON.stringify(body)).digest('hex')}"`
  if (call.headers['if-none-match'] === etag) return { status: 304, headers: { etag } }
  return { status, body, headers: { etag, 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '4999' } }
}

export async function startGithubTracker(port = 0): Promise<GithubServer> {
  const issues: Issue[] = []
  const apply = (issue: Issue, input: unknown) => {
    const { labels, assignees, ...fields } = InputSchema.parse(input)
    Object.assign(issue, fields, { updated_at: tick() })
    if (labels) issue.labels = labels.map((name) => ({ name }))
    if (assignees)
      issue.assignees = assignees.filter((login) => server.people.includes(login)).map((login) => ({ login }))
    if (issue.state === 'open') issue.state_reason = null
    return issue
  }
  const create = (input: unknown) => {
    const number = issues.length + 1
    const html_url = `https://github.example.org/${NAME}/issues/${number}`
    const blank = { title: '', body: '', state: 'open', state_reason: null, labels: [], assignees: [] } as const
    const issue: Issue = { number, html_url, updated_at: '', ...blank, labels: [], assignees: [] }
    issues.push(issue)
    return apply(issue, input)
  }
  const handler = (call: Call): Answer => {
    const { pathname, searchParams } = new URL(call.path, 'http://localhost')
    if (call.headers.authorization !== 'token loopback-github')
      return { status: 401, body: { message: 'Bad credentials' } }
    if (pathname === `/repos/${NAME}`) return withEtag(call, { full_name: NAME, has_issues: true })
    if (pathname === `/repos/${NAME}/labels`) {
      return withEtag(
        call,
        page(server.labels, call.path).map((name) => ({ name })),
      )
    }
    if (pathname === `/repos/${NAME}/assignees`) {
      return withEtag(
        call,
        page(server.people, call.path).map((login) => ({ login })),
      )
    }
    if (pathname === `/repos/${NAME}/issues` && call.method === 'POST') return { status: 201, body: create(call.body) }
    if (pathname === `/repos/${NAME}/issues`) {
      const since = searchParams.get('since') ?? ''
      const found = issues.filter(({ updated_at: at }) => Date.parse(at) >= Date.parse(since))
      return withEtag(
        call,
        page(
          found.toSorted((a, b) => a.updated_at.localeCompare(b.updated_at)),
          call.path,
        ),
      )
    }
    const number = Number(/\/issues\/(\d+)$/.exec(pathname)?.[1])
    const issue = issues.find((one) => one.number === number)
    if (!issue) return { status: 404, body: { message: 'Not Found' } }
    return withEtag(call, call.method === 'PATCH' ? apply(issue, call.body) : issue)
  }
  const loopback = await serve(
    handler,
    ({ method, path }) => `${method} ${path.replace(/\?.*/, '').replace(`/repos/${NAME}`, '')}`,
    port,
  )
  const server: GithubServer = Object.assign(loopback, {
    issues,
    people: ['maya', 'sam'],
    labels: ['bug'],
    add: (title: string) => create({ title }),
    change: (number: number, input: z.input<typeof InputSchema>) => {
      const issue = issues.find((one) => one.number === number)
      if (!issue) throw new Error(`no issue ${number}`)
      return apply(issue, input)
    },
    webhook: (number: number, action = 'edited', at: Partial<Issue> = {}) => {
      const issue = { ...issues.find((one) => one.number === number), ...at }
      const body = JSON.stringify({ action, issue, repository: { full_name: NAME } })
      return new Request('http://localhost/api/trackers/github', {
        method: 'POST',
        body,
        headers: {
          'x-github-event': 'issues',
          'x-github-delivery': randomUUID(),
          'x-hub-signature-256': `sha256=${createHmac('sha256', GITHUB_SECRET).update(body).digest('hex')}`,
        },
      })
    },
  })
  return server
}
