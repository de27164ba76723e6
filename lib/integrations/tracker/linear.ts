import { z } from 'zod'
import { sentence } from '@/lib/schema/sentence'
import { markdownOf, quietTitle } from '@/lib/domain/tracker-text'
import { DateSchema } from '@/lib/schema/text'
import type { RemoteFields, TrackerState } from '@/lib/schema/tracker'
import {
  IdSchema,
  IssueKeySchema,
  listOf,
  NameSchema,
  parseJson,
  ProjectKeySchema,
  TimeSchema,
  understood,
} from './answer'
import { faultOfStatus, readPause, TrackerFault, UNSAID_PAUSE } from './fault'
import { MOST_PAGES, readPages, SOME_PAGES } from './pages'
import { NOTHING_BESIDE, type RemoteIssue, type Tracker } from './tracker'
import { REQUEST_MS, trackerFetch } from './tracker-fetch'

type Ask = <T extends z.ZodType>(schema: T, query: string, variables?: Record<string, unknown>) => Promise<z.output<T>>

const ErrorSchema = z.object({
  message: z.string().optional(),
  extensions: z
    .object({
      code: z.string().optional(),
      type: z.string().optional(),
      userPresentableMessage: z.string().optional(),
    })
    .optional(),
})
/** GraphQL answers with data, or with errors in its place; something else it does not say. */
const AnswerSchema = z.object({ data: z.unknown().optional(), errors: listOf(ErrorSchema, 100).nullish() })
type Answer = { status: number; headers: Headers; said: z.infer<typeof AnswerSchema> | undefined }

/** HTTP statuses that say the same as Linear's words for its errors, which mostly come with 200 or 400. */
const STATUS_OF_TYPE: Record<string, number> = {
  'authentication error': 401,
  forbidden: 403,
  'feature not accessible': 403,
  'internal error': 500,
  'network error': 502,
  'lock timeout': 503,
}

/** What an answer without data says: a spent limit is HTTP 400 with the code RATELIMITED and a reset in milliseconds (linear.app/developers/rate-limiting). */
function linearFault({ status, headers, said }: Answer, now = new Date()): TrackerFault {
  const [first] = said?.errors ?? []
  const type = first?.extensions?.type?.toLowerCase()
  const isLimited = status === 429 || type === 'ratelimited' || first?.extensions?.code === 'RATELIMITED'
  const pause = isLimited ? (readPause(headers, now) ?? new Date(now.getTime() + UNSAID_PAUSE)) : null
  const meant = status < 500 ? (STATUS_OF_TYPE[type ?? ''] ?? Math.max(status, 400)) : status
  return faultOfStatus('Linear', meant, first?.extensions?.userPresentableMessage ?? first?.message ?? '', pause)
}

/** How Linear is asked: with GraphQL, and with the key as it is for an authorization. */
function asker({ key, url, milliseconds }: { key: string; url: string; milliseconds: number }): Ask {
  const send = trackerFetch('Linear', { milliseconds })
  const headers = { authorization: key, 'content-type': 'application/json' }
  return async (schema, query, variables = {}) => {
    const answer = await send(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
    const said = AnswerSchema.safeParse(parseJson(await answer.text())).data
    if (!answer.ok || said?.errors?.length) throw linearFault({ status: answer.status, headers: answer.headers, said })
    return understood('Linear', schema, said?.data)
  }
}

const IssueSchema = z.object({
  id: IdSchema,
  identifier: IssueKeySchema,
  url: z.string(),
  dueDate: DateSchema.nullable(),
  updatedAt: TimeSchema,
  state: z.object({ id: IdSchema }),
  assignee: z.object({ id: IdSchema, displayName: NameSchema, name: NameSchema }).nullable(),
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
    updatedAt: issue.updatedAt,
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
    nodes: listOf(
      z.object({
        id: IdSchema,
        key: ProjectKeySchema,
        name: NameSchema,
        states: z.object({ nodes: listOf(z.object({ id: IdSchema, name: NameSchema, type: z.string() }), 100) }),
      }),
      1,
    ),
  }),
})

async function findTeam(ask: Ask, key: string): Promise<z.infer<typeof TeamSchema>['teams']['nodes'][number] | null> {
  const query = `query Team($key: String!) { teams(filter: { key: { eqIgnoreCase: $key } }, first: 1) {
    nodes { id key name states(first: 100) { nodes { id name type } } } } }`
  return (await ask(TeamSchema, query, { key })).teams.nodes[0] ?? null
}

const IssuesSchema = z.object({ issues: z.object({ nodes: listOf(IssueSchema, 1) }) })

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
const PageSchema = z.object({ hasNextPage: z.boolean(), endCursor: z.string().max(10_000).nullable() })
const ChangedSchema = z.object({
  issues: z.object({ nodes: listOf(z.object({ id: IdSchema, updatedAt: TimeSchema }), 100), pageInfo: PageSchema }),
})
const UsersSchema = z.object({
  users: z.object({
    nodes: listOf(z.object({ id: IdSchema, name: NameSchema, displayName: NameSchema, active: z.boolean() }), 100),
    pageInfo: PageSchema,
  }),
})

/** A page of a connection. */
function pageOf<N>({ nodes, pageInfo }: { nodes: N[]; pageInfo: z.infer<typeof PageSchema> }) {
  return { nodes, next: pageInfo.hasNextPage ? pageInfo.endCursor : null }
}

/**
 * GraphQL over one `fetch`: Linear's SDK takes no other than the global one, which knows no limits, and one of its models costs a request for each field
 * that is a thing of its own. Linear takes the id of a new issue from its client: made twice it is made once.
 */
export function linearTracker({
  key,
  url,
  milliseconds = REQUEST_MS,
}: {
  key: string
  url: string
  milliseconds?: number
}): Tracker {
  const ask = asker({ key, url, milliseconds })
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
      const users = await readPages('Linear', { pages: SOME_PAGES, more: 'leave' }, async (after) => {
        const query = `query Users($after: String) { users(first: 100, after: $after) {
          nodes { id name displayName active } pageInfo { hasNextPage endCursor } } }`
        return pageOf((await ask(UsersSchema, query, { after })).users)
      })
      return users
        .filter(({ active }) => active)
        .map(({ id, name, displayName }) => ({ id, name: displayName || name }))
    },
    async create(place, { marker, text, fields }) {
      const team = await findTeam(ask, place.key)
      if (!team) throw new TrackerFault({ kind: 'gone' }, sentence`Linear does not have this team (any more).`)
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
      const nodes = await readPages('Linear', { pages: MOST_PAGES, more: 'refuse' }, async (after) =>
        pageOf((await ask(ChangedSchema, query, { filter, after })).issues),
      )
      return nodes.map(({ id, updatedAt }) => ({ externalId: id, updatedAt, fields: null }))
    },
  }
}
