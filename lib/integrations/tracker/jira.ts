import { Version3Client } from 'jira.js/version3'
import { z } from 'zod'
import { sentence } from '@/lib/schema/sentence'
import { adfOf } from '@/lib/domain/tracker-text'
import { DateSchema } from '@/lib/schema/text'
import type { RemoteFields, TrackerAccount, TrackerState } from '@/lib/schema/tracker'
import { IdSchema, IssueKeySchema, listOf, NameSchema, ProjectKeySchema, TimeSchema, understood } from './answer'
import { faultOfStatus, faultWithin, notUnderstood, readPause, TrackerFault, UNSAID_PAUSE } from './fault'
import { MOST_PAGES, nextNumber, readPages, SOME_PAGES } from './pages'
import { NOTHING_BESIDE, type NewIssue, type RemoteIssue, type Tracker, type TrackerPlace } from './tracker'
import { REQUEST_MS, trackerFetch } from './tracker-fetch'

/** One for all clients: axios keeps what it makes of each `fetch` that it is given. */
const jiraFetch = trackerFetch('Jira')

/** Axios' headers are of a class of its own. */
const HeadersSchema = z.custom<{ get: (name: string) => unknown }>(
  (value) => typeof value === 'object' && value !== null && 'get' in value && typeof value.get === 'function',
)
/** What jira.js throws for an answer: its own error with axios' inside. */
const AnsweredSchema = z.object({
  cause: z.object({
    response: z.object({ status: z.int(), data: z.unknown(), headers: HeadersSchema }),
  }),
})
const SaidSchema = z.object({
  errorMessages: z.array(z.string()).default([]),
  errors: z.record(z.string(), z.string()).default({}),
})

/** What jira.js throws, by what Jira answered; Atlassian says when to come back by Retry-After or X-RateLimit-Reset. */
export function jiraFault(error: unknown, now = new Date()): TrackerFault {
  const within = faultWithin(error)
  if (within) return within
  const answered = AnsweredSchema.safeParse(error).data?.cause.response
  // What is not answered comes as a fault: the rest is of an answer that jira.js cannot read.
  if (!answered) return notUnderstood('Jira')
  const { status, data, headers } = answered
  const said = (name: string) => {
    const value = headers.get(name)
    return typeof value === 'string' ? value : undefined
  }
  const told = SaidSchema.safeParse(data).data
  const words = told ? [...told.errorMessages, ...Object.entries(told.errors).map((pair) => pair.join(': '))] : []
  const isLimited = status === 429 || (status === 503 && said('retry-after') !== undefined)
  const pause = isLimited ? (readPause({ get: said }, now) ?? new Date(now.getTime() + UNSAID_PAUSE)) : null
  return faultOfStatus('Jira', status, words.join(' '), pause)
}

async function asked<T extends z.ZodType>(schema: T, work: () => Promise<unknown>): Promise<z.output<T>> {
  let answer: unknown
  try {
    answer = await work()
  } catch (error) {
    throw jiraFault(error)
  }
  return understood('Jira', schema, answer)
}

async function askedFor<T extends z.ZodType>(schema: T, work: () => Promise<unknown>): Promise<z.output<T> | null> {
  try {
    return await asked(schema, work)
  } catch (error) {
    if (error instanceof TrackerFault && error.fault.kind === 'gone') return null
    throw error
  }
}

const StatusSchema = z.object({
  id: IdSchema,
  name: NameSchema,
  statusCategory: z.object({ key: z.string() }).optional(),
})
const UserSchema = z.object({ accountId: IdSchema, displayName: NameSchema.default('') })
const IssueSchema = z.object({
  id: IdSchema,
  key: IssueKeySchema,
  fields: z.object({
    status: StatusSchema,
    assignee: UserSchema.nullish(),
    duedate: DateSchema.nullish(),
    updated: TimeSchema,
  }),
})
const FIELDS = ['status', 'assignee', 'duedate', 'updated']

/** Issues of one page; an answer gives their ids and times alone. */
const ISSUES = 100
const ChangedSchema = z.object({
  issues: listOf(z.object({ id: IdSchema, fields: z.object({ updated: TimeSchema }) }), ISSUES).default([]),
  nextPageToken: z.string().max(10_000).nullish(),
})

/** A done state that means that nobody will do it; Jira's categories do not tell. */
const DROPPED = /won['’]?t|declin|cancel|reject|duplicate|obsolete|invalid/i

function asState({ id, name, statusCategory }: z.infer<typeof StatusSchema>): TrackerState {
  const category = statusCategory?.key
  const done = DROPPED.test(name) ? 'dropped' : 'done'
  return { id, name, kind: category === 'done' ? done : category === 'indeterminate' ? 'started' : 'waiting' }
}

/** A key as it stands in JQL; others than keys are refused before. */
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '')}"`
export const labelOf = (marker: string): string => `hindsight-${marker}`

type Jira = { client: Version3Client; url: string }

function asRemote({ id, key, fields }: z.infer<typeof IssueSchema>, url: string): RemoteIssue {
  return {
    externalId: id,
    key,
    url: `${url}/browse/${key}`,
    fields: { status: fields.status.id, owner: fields.assignee?.accountId ?? null, due: fields.duedate ?? null },
    ownerName: fields.assignee?.displayName ?? null,
    beside: NOTHING_BESIDE,
    updatedAt: fields.updated,
  }
}

async function readIssue({ client, url }: Jira, issueIdOrKey: string): Promise<RemoteIssue | null> {
  const found = await askedFor(IssueSchema, () => client.issues.getIssue({ issueIdOrKey, fields: FIELDS }))
  return found && asRemote(found, url)
}

async function readAgain(jira: Jira, issueIdOrKey: string): Promise<RemoteIssue> {
  const found = await readIssue(jira, issueIdOrKey)
  if (!found) throw new TrackerFault({ kind: 'gone' }, sentence`Jira does not have this issue any more.`)
  return found
}

const TypesSchema = z.object({
  key: ProjectKeySchema,
  name: NameSchema,
  issueTypes: listOf(z.object({ id: IdSchema, name: z.string(), subtask: z.boolean().default(false) }), 1000).default(
    [],
  ),
})

const StatusesSchema = listOf(
  z.object({ subtask: z.boolean().default(false), statuses: listOf(StatusSchema, 1000) }),
  1000,
)

/** The type that a new issue gets: a task, or the first that stands alone. */
async function findType({ client }: Jira, key: string): Promise<string> {
  const project = await asked(TypesSchema, () => client.projects.getProject({ projectIdOrKey: key }))
  const alone = project.issueTypes.filter(({ subtask }) => !subtask)
  const type = alone.find(({ name }) => name.toLowerCase() === 'task') ?? alone[0]
  if (!type)
    throw new TrackerFault({ kind: 'refused' }, sentence`This Jira project has no type of issue that can be made.`)
  return type.id
}

async function createIssue(jira: Jira, place: TrackerPlace, { marker, text, fields }: NewIssue): Promise<RemoteIssue> {
  const issueType = await findType(jira, place.key)
  const made = await asked(z.object({ id: IdSchema }), () =>
    jira.client.issues.createIssue({
      fields: {
        project: { key: place.key },
        issuetype: { id: issueType },
        summary: text.title,
        description: adfOf(text),
        labels: [labelOf(marker)],
        ...(fields.due && { duedate: fields.due }),
        ...(fields.owner && { assignee: { id: fields.owner } }),
      },
    }),
  )
  return readAgain(jira, made.id)
}

const TransitionsSchema = z.object({
  transitions: listOf(z.object({ id: IdSchema, to: z.object({ id: IdSchema }).optional() }), 1000).default([]),
})

async function moveTo({ client }: Jira, now: RemoteIssue, { states }: TrackerPlace, wanted: string): Promise<void> {
  const issueIdOrKey = now.externalId
  const { transitions } = await asked(TransitionsSchema, () => client.issues.getTransitions({ issueIdOrKey }))
  const transition = transitions.find(({ to }) => to?.id === wanted)
  if (!transition) {
    const nameOf = (id: string) => states.known.find((state) => state.id === id)?.name ?? id
    const words = sentence`Jira's workflow does not lead from “${nameOf(now.fields.status)}” to “${nameOf(wanted)}”. Choose another state for this status in the settings, or move the issue there.`
    throw new TrackerFault({ kind: 'refused' }, words)
  }
  await asked(z.unknown(), () => client.issues.doTransition({ issueIdOrKey, transition: { id: transition.id } }))
}

async function changeIssue(
  jira: Jira,
  place: TrackerPlace,
  now: RemoteIssue,
  { status, owner, due }: Partial<RemoteFields>,
): Promise<RemoteIssue> {
  if (owner !== undefined || due !== undefined) {
    const fields = {
      ...(owner !== undefined && { assignee: owner === null ? null : { id: owner } }),
      ...(due !== undefined && { duedate: due }),
    }
    await asked(z.unknown(), () => jira.client.issues.editIssue({ issueIdOrKey: now.externalId, fields }))
  }
  if (status !== undefined) await moveTo(jira, now, place, status)
  return readAgain(jira, now.externalId)
}

/** What JQL finds, page by page. */
function search({ client }: Jira, jql: string): Promise<z.infer<typeof ChangedSchema>['issues']> {
  return readPages('Jira', { pages: MOST_PAGES, more: 'refuse' }, async (after) => {
    const page = { jql, fields: ['updated'], maxResults: ISSUES, ...(after !== null && { nextPageToken: after }) }
    const answer = await asked(ChangedSchema, () => client.issueSearch.searchForIssuesUsingJqlEnhancedSearch(page))
    return { nodes: answer.issues, next: answer.nextPageToken ?? null }
  })
}

/** Times of JQL are on the clock of the token's owner; minutes from now are the same on every clock. */
const minutesSince = (since: Date): number => Math.max(1, Math.ceil((Date.now() - since.getTime()) / 60_000) + 1)

async function listAccounts({ client }: Jira, project: string): Promise<TrackerAccount[]> {
  const people = await readPages('Jira', { pages: SOME_PAGES, more: 'leave' }, async (after) => {
    const startAt = (Number(after ?? 1) - 1) * 100
    const nodes = await asked(listOf(UserSchema, 100), () =>
      client.userSearch.findAssignableUsers({ project, startAt, maxResults: 100 }),
    )
    return { nodes, next: nextNumber(after, nodes.length, 100) }
  })
  return people.map(({ accountId, displayName }) => ({ id: accountId, name: displayName || accountId }))
}

/**
 * jira.js on the REST API 3 of Jira Cloud. A new issue has a label that names the call: when the answer to making it is lost, JQL finds it. Jira's
 * search may be some seconds behind; the next try waits longer than that.
 */
export function jiraTracker({
  url,
  email,
  token,
  milliseconds = REQUEST_MS,
}: {
  url: string
  email: string
  token: string
  milliseconds?: number
}): Tracker {
  const client = new Version3Client({
    host: url,
    authentication: { basic: { email, apiToken: token } },
    baseRequestConfig: { timeout: milliseconds, maxRedirects: 0, adapter: 'fetch', env: { fetch: jiraFetch } },
  })
  const jira = { client, url }
  return {
    kind: 'jira',
    canHoldDue: true,
    async findProject(projectIdOrKey) {
      const project = await askedFor(TypesSchema, () => client.projects.getProject({ projectIdOrKey }))
      if (!project) return null
      const types = await asked(StatusesSchema, () => client.projects.getAllStatuses({ projectIdOrKey }))
      const states = types.filter(({ subtask }) => !subtask).flatMap(({ statuses }) => statuses.map(asState))
      const unique = [...new Map(states.map((state) => [state.id, state])).values()]
      return { key: project.key, name: project.name, states: unique }
    },
    listAccounts: (key) => listAccounts(jira, key),
    create: (place, issue) => createIssue(jira, place, issue),
    async findCreated({ key }, marker) {
      const [found] = await search(jira, `project = ${quoted(key)} AND labels = ${quoted(labelOf(marker))}`)
      return found ? readIssue(jira, found.id) : null
    },
    read: (_, issue) => readIssue(jira, 'name' in issue ? issue.name : issue.externalId),
    change: (place, now, fields) => changeIssue(jira, place, now, fields),
    async listChanged({ key }, since) {
      const jql = `project = ${quoted(key)} AND updated >= "-${minutesSince(since)}m" ORDER BY updated ASC`
      const issues = await search(jira, jql)
      return issues.map(({ id, fields }) => ({ externalId: id, updatedAt: fields.updated, fields: null }))
    },
  }
}
