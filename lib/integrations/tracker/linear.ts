import { LinearClient, LinearError } from '@linear/sdk'
import { z } from 'zod'
import { markdownOf, quietTitle } from '@/lib/domain/tracker-text'
import { DateSchema } from '@/lib/schema/text'
import type { RemoteFields, TrackerState } from '@/lib/schema/tracker'
import { faultOfStatus, readPause, REQUEST_MS, TrackerFault, unanswered, UNSAID_PAUSE } from './fault'
import { NOTHING_BESIDE, type RemoteIssue, type Tracker } from './tracker'

type Ask = <T extends z.ZodType>(schema: T, query: string, variables?: Record<string, unknown>) => Promise<z.output<T>>

/** Where the SDK's error keeps what was answered. */
const AnsweredSchema = z.object({
  response: z.object({
    status: z.int().optional(),
    headers: z.custom<Headers>((value) => value instanceof Headers).optional(),
    errors: z
      .array(
        z.object({
          message: z.string().optional(),
          extensions: z
            .object({
              code: z.string().optional(),
              type: z.string().optional(),
              userPresentableMessage: z.string().optional(),
            })
            .optional(),
        }),
      )
      .optional(),
  }),
})

/** HTTP statuses that say the same as Linear's words for its errors, which mostly come with 200 or 400. */
const STATUS_OF_TYPE: Record<string, number> = {
  'authentication error': 401,
  forbidden: 403,
  'feature not accessible': 403,
  'internal error': 500,
  'network error': 502,
  'lock timeout': 503,
}

/** What Linear's SDK throws: a spent limit is HTTP 400 with the code RATELIMITED and a reset in milliseconds (linear.app/developers/rate-limiting). */
export function linearFault(error: unknown, now = new Date()): TrackerFault {
  if (error instanceof TrackerFault) return error
  const answered = error instanceof LinearError ? AnsweredSchema.safeParse(error.raw).data?.response : undefined
  if (!answered?.status) return unanswered('Linear')
  const [first] = answered.errors ?? []
  const type = first?.extensions?.type?.toLowerCase()
  const isLimited = answered.status === 429 || type === 'ratelimited' || first?.extensions?.code === 'RATELIMITED'
  const headers = answered.headers ?? new Headers()
  const pause = isLimited ? (readPause(headers, now) ?? new Date(now.getTime() + UNSAID_PAUSE)) : null
  const status =
    answered.status < 500 ? (STATUS_OF_TYPE[type ?? ''] ?? Math.max(answered.status, 400)) : answered.status
  return faultOfStatus('Linear', status, first?.extensions?.userPresentableMessage ?? first?.message ?? '', pause)
}

const IssueSchema = z.object({
  id: z.string(),
  identifier: z.string(),
  url: z.string(),
  dueDate: DateSchema.nullable(),
  updatedAt: z.string(),
  state: z.object({ id: z.string() }),
  assignee: z.object({ id: z.string(), displayName: z.string(), name: z.string() }).nullable(),
})
const ISSUE = 'id identifier url dueDate updatedAt state { id } assignee { id displayName name }'

function asRemote({ id, identifier, url, ...issue }: z.infer<typeof IssueSchema>): RemoteIssue {
  return {
    externalId: id,
    key: identifier,
    url,
    fields: { status: issue.state.id, owner: issue.assignee?.id ?? null, due: issue.dueDate },
    ownerName: issue.assignee ? issue.assignee.displayName || issue.assignee.name : null,
    beside: NOTHING_BESIDE,
    updatedAt: new Date(issue.updatedAt),
  }
}

/** Linear's types of workflow states (linear.app/docs, "Workflows"). */
const KIND_OF_TYPE: Record<string, TrackerState['kind']> = {
  triage: 'waiting',
  backlog: 'waiting',
  unstarted: 'waiting',
  started: 'started',
  completed: 'done',
  canceled: 'dropped',
  duplicate: 'dropped',
}
/** The order in which states of one kind are offered as a default: what is to be done before what may be. */
const TYPE_ORDER = ['unstarted', 'started', 'completed', 'canceled', 'backlog', 'triage', 'duplicate']

const TeamSchema = z.object({
  teams: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        key: z.string(),
        name: z.string(),
        states: z.object({ nodes: z.array(z.object({ id: z.string(), name: z.string(), type: z.string() })) }),
      }),
    ),
  }),
})

async function findTeam(ask: Ask, key: string): Promise<z.infer<typeof TeamSchema>['teams']['nodes'][number] | null> {
  const query = `query Team($key: String!) { teams(filter: { key: { eqIgnoreCase: $key } }, first: 1) {
    nodes { id key name states(first: 100) { nodes { id name type } } } } }`
  return (await ask(TeamSchema, query, { key })).teams.nodes[0] ?? null
}

const IssuesSchema = z.object({ issues: z.object({ nodes: z.array(IssueSchema) }) })

async function findIssue(ask: Ask, filter: object): Promise<RemoteIssue | null> {
  const query = `query Issue($filter: IssueFilter) { issues(filter: $filter, first: 1, includeArchived: true) { nodes { ${ISSUE} } } }`
  const [found] = (await ask(IssuesSchema, query, { filter })).issues.nodes
  return found ? asRemote(found) : null
}

/** The filter for "ENG-12"; null for what is no key. */
function filterOf(name: string): object | null {
  const { team, number } = /^(?<team>\w+)-(?<number>\d{1,9})$/.exec(name)?.groups ?? {}
  return team && number ? { team: { key: { eqIgnoreCase: team } }, number: { eq: Number(number) } } : null
}

const inputOf = ({ status, owner, due }: Partial<RemoteFields>) => ({
  ...(status !== undefined && { stateId: status }),
  ...(owner !== undefined && { assigneeId: owner }),
  ...(due !== undefined && { dueDate: due }),
})

const MadeSchema = z.object({ issueCreate: z.object({ success: z.literal(true), issue: IssueSchema }) })
const UpdatedSchema = z.object({ issueUpdate: z.object({ success: z.literal(true), issue: IssueSchema }) })
const PageSchema = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() })
const ChangedSchema = z.object({
  issues: z.object({ nodes: z.array(z.object({ id: z.string(), updatedAt: z.string() })), pageInfo: PageSchema }),
})
const UsersSchema = z.object({
  users: z.object({
    nodes: z.array(z.object({ id: z.string(), name: z.string(), displayName: z.string(), active: z.boolean() })),
    pageInfo: PageSchema,
  }),
})

/** All pages of a connection. */
async function allPages<N>(
  page: (after: string | null) => Promise<{ nodes: N[]; pageInfo: z.infer<typeof PageSchema> }>,
) {
  const nodes: N[] = []
  let after: string | null = null
  do {
    const answer: { nodes: N[]; pageInfo: z.infer<typeof PageSchema> } = await page(after)
    nodes.push(...answer.nodes)
    after = answer.pageInfo.hasNextPage ? answer.pageInfo.endCursor : null
  } while (after !== null)
  return nodes
}

/**
 * Linear's SDK; what is asked for is written by hand, as one of its models costs a request for each field that is a thing of its own. Linear takes
 * the id of a new issue from its client: made twice it is made once.
 */
export function linearTracker({
  key: apiKey,
  url: apiUrl,
  milliseconds = REQUEST_MS,
}: {
  key: string
  url: string
  milliseconds?: number
}): Tracker {
  const ask: Ask = async (schema, query, variables = {}) => {
    let data: unknown
    try {
      const linear = new LinearClient({ apiKey, apiUrl, signal: AbortSignal.timeout(milliseconds), redirect: 'error' })
      data = (await linear.client.rawRequest(query, variables)).data
    } catch (error) {
      throw linearFault(error)
    }
    const parsed = schema.safeParse(data)
    if (!parsed.success)
      throw new TrackerFault({ kind: 'refused' }, 'Linear answered something that is not understood.')
    return parsed.data
  }
  return {
    kind: 'linear',
    canHoldDue: true,
    async findProject(wanted) {
      const team = await findTeam(ask, wanted)
      if (!team) return null
      const states = team.states.nodes
        .toSorted((a, b) => TYPE_ORDER.indexOf(a.type) - TYPE_ORDER.indexOf(b.type))
        .map(({ id, name, type }) => ({ id, name, kind: KIND_OF_TYPE[type] ?? ('other' as const) }))
      return { key: team.key, name: team.name, states }
    },
    async listAccounts() {
      const users = await allPages(async (after) => {
        const query = `query Users($after: String) { users(first: 100, after: $after) {
          nodes { id name displayName active } pageInfo { hasNextPage endCursor } } }`
        return (await ask(UsersSchema, query, { after })).users
      })
      return users
        .filter(({ active }) => active)
        .map(({ id, name, displayName }) => ({ id, name: displayName || name }))
    },
    async create(place, { marker, text, fields }) {
      const team = await findTeam(ask, place.key)
      if (!team) throw new TrackerFault({ kind: 'gone' }, 'Linear does not have this team (any more).')
      const input = { id: marker, teamId: team.id, title: quietTitle(text.title), description: markdownOf(text, null) }
      const query = `mutation Create($input: IssueCreateInput!) { issueCreate(input: $input) { success issue { ${ISSUE} } } }`
      return asRemote((await ask(MadeSchema, query, { input: { ...input, ...inputOf(fields) } })).issueCreate.issue)
    },
    findCreated: (_, marker) => findIssue(ask, { id: { eq: marker } }),
    async read(_, issue) {
      const filter = 'name' in issue ? filterOf(issue.name) : { id: { eq: issue.externalId } }
      return filter && findIssue(ask, filter)
    },
    async change(_, now, fields) {
      const query = `mutation Update($id: String!, $input: IssueUpdateInput!) {
        issueUpdate(id: $id, input: $input) { success issue { ${ISSUE} } } }`
      const answer = await ask(UpdatedSchema, query, { id: now.externalId, input: inputOf(fields) })
      return asRemote(answer.issueUpdate.issue)
    },
    async listChanged(place, since) {
      const filter = { team: { key: { eqIgnoreCase: place.key } }, updatedAt: { gte: since.toISOString() } }
      const query = `query Changed($filter: IssueFilter, $after: String) {
        issues(filter: $filter, first: 100, after: $after, orderBy: updatedAt, includeArchived: true) {
          nodes { id updatedAt } pageInfo { hasNextPage endCursor } } }`
      const nodes = await allPages(async (after) => (await ask(ChangedSchema, query, { filter, after })).issues)
      return nodes.map(({ id, updatedAt }) => ({ externalId: id, updatedAt: new Date(updatedAt), fields: null }))
    },
  }
}
