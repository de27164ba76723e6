import { Octokit } from '@octokit/rest'
import { z } from 'zod'
import { sentence } from '@/lib/schema/sentence'
import { markdownOf, markerOf, quietTitle } from '@/lib/domain/tracker-text'
import type { RemoteFields } from '@/lib/schema/tracker'
import { IdSchema, listOf, parseJson, ProjectKeySchema, TimeSchema, understood } from './answer'
import { faultOfStatus, faultWithin, notUnderstood, readPause, TrackerFault, UNSAID_PAUSE } from './fault'
import { changeToState, stateOfIssue, statesOfLabels } from './github-states'
import { MOST_PAGES, nextNumber, readPages, SOME_PAGES } from './pages'
import type { RemoteIssue, Tracker, TrackerPlace } from './tracker'
import { REQUEST_MS, trackerFetch, type FetchOptions } from './tracker-fetch'

type Repository = { owner: string; repo: string }

/** Issues of one page: the text of each may have a quarter of a megabyte, and an answer is read up to its limit. */
const ISSUES = 25
/** Moves of a repository that are followed, at GitHub itself. */
const MOVES = 3

const SILENT = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

const PersonSchema = z.object({ login: IdSchema })
const LabelSchema = z.object({ name: IdSchema })
const RepositorySchema = z.object({ full_name: ProjectKeySchema, has_issues: z.boolean() })
const IssueSchema = z.object({
  number: z.int().positive(),
  state: z.string(),
  state_reason: z.string().nullish(),
  labels: listOf(z.union([IdSchema, z.object({ name: IdSchema.nullish() })]), 1000),
  assignee: PersonSchema.nullish(),
  assignees: listOf(PersonSchema, 1000).nullish(),
  html_url: z.string(),
  updated_at: TimeSchema,
  body: z.string().nullish(),
  // Pull requests are issues too, to GitHub.
  pull_request: z.unknown().optional(),
})
type GithubIssue = z.infer<typeof IssueSchema>

/** What GitHub says of an error. */
const SaidSchema = z.object({
  message: z.string(),
  errors: listOf(
    z.union([
      z.string(),
      z.object({ message: z.string() }).transform(({ message }) => message),
      z.object({ field: z.string(), code: z.string() }).transform(({ field, code }) => `${field} is ${code}`),
    ]),
    20,
  ).catch([]),
})

/** Answers come as text, whatever they call themselves: what Octokit reads JSON with takes twenty times as long, for the sake of numbers that GitHub has not. */
function textFetch(options: FetchOptions): typeof fetch {
  const send = trackerFetch('GitHub', options)
  return async (input, init) => {
    const answer = await send(input, init)
    answer.headers.set('content-type', 'text/plain')
    return answer
  }
}

const jsonOf = (data: unknown): unknown => (typeof data === 'string' ? parseJson(data) : undefined)

function repositoryOf(key: string): Repository {
  const [owner = '', repo = ''] = key.split('/')
  return { owner, repo }
}

const AnsweredSchema = z.object({
  status: z.int(),
  response: z.object({
    headers: z.record(z.string(), z.union([z.string(), z.number()])),
    data: z.unknown().optional(),
  }),
})

/** What GitHub says in an answer of its own; nothing of another answer. */
function wordsOf(data: unknown): string {
  const said = SaidSchema.safeParse(jsonOf(data)).data
  return said ? [said.message, said.errors.join(', ')].filter(Boolean).join(': ') : ''
}

/**
 * What Octokit throws. GitHub answers a spent limit with 403 or 429: with Retry-After, or a reset beside a remainder of 0, or only words about a
 * secondary limit, after which a minute is the least (docs.github.com, "Rate limits for the REST API").
 */
export function githubFault(error: unknown, now = new Date()): TrackerFault {
  const within = faultWithin(error)
  if (within) return within
  const answered = AnsweredSchema.safeParse(error).data
  // What is answered comes as a fault or with a status: the rest is of an answer that Octokit cannot read.
  if (!answered) return notUnderstood('GitHub')
  const { status, response } = answered
  const words = wordsOf(response.data)
  const headers = { get: (name: string) => response.headers[name]?.toString() }
  const isLimited = status === 429 || (status === 403 && /rate limit/i.test(words))
  const isSpent = status === 403 && headers.get('x-ratelimit-remaining') === '0'
  const pause =
    isLimited || isSpent || (status === 403 && headers.get('retry-after') !== undefined)
      ? (readPause(headers, now) ?? new Date(now.getTime() + UNSAID_PAUSE))
      : status === 503
        ? readPause({ get: (name) => (name === 'retry-after' ? headers.get(name) : null) }, now)
        : null
  return faultOfStatus('GitHub', status, words, pause)
}

async function asked<T extends z.ZodType>(schema: T, work: () => Promise<{ data: unknown }>): Promise<z.output<T>> {
  let answer: { data: unknown }
  try {
    answer = await work()
  } catch (error) {
    throw githubFault(error)
  }
  return understood('GitHub', schema, jsonOf(answer.data))
}

/** As `asked`, null for what is not there. */
async function askedFor<T extends z.ZodType>(
  schema: T,
  work: () => Promise<{ data: unknown }>,
): Promise<z.output<T> | null> {
  try {
    return await asked(schema, work)
  } catch (error) {
    if (error instanceof TrackerFault && error.fault.kind === 'gone') return null
    throw error
  }
}

const labelsOf = (issue: GithubIssue): string[] =>
  issue.labels.flatMap((label) => (typeof label === 'string' ? label : (label.name ?? [])))

function asRemote(issue: GithubIssue, { states }: TrackerPlace): RemoteIssue {
  const { number, state, state_reason: reason, assignees } = issue
  const [first = issue.assignee, ...others] = assignees ?? []
  const labels = labelsOf(issue)
  return {
    externalId: String(number),
    key: `#${number}`,
    url: issue.html_url,
    fields: {
      status: stateOfIssue({ state, state_reason: reason, labels }, states),
      owner: first ? first.login : null,
      due: null,
    },
    ownerName: first ? first.login : null,
    beside: { labels, accounts: others.map(({ login }) => login) },
    updatedAt: issue.updated_at,
  }
}

async function readIssue(github: Octokit, place: TrackerPlace, number: string): Promise<GithubIssue | null> {
  const found = await askedFor(IssueSchema, () =>
    github.issues.get({ ...repositoryOf(place.key), issue_number: Number(number) }),
  )
  // One that was moved into another repository is answered with its number there, which is that of another issue here.
  return found && !found.pull_request && found.number === Number(number) ? found : null
}

async function changeIssue(
  github: Octokit,
  place: TrackerPlace,
  { externalId, beside }: RemoteIssue,
  fields: Partial<RemoteFields>,
): Promise<RemoteIssue> {
  const { status, owner } = fields
  const others = beside.accounts.filter((login) => login !== owner)
  const changed = await asked(IssueSchema, () =>
    github.issues.update({
      ...repositoryOf(place.key),
      issue_number: Number(externalId),
      ...(status !== undefined && changeToState(status, beside.labels, place.states)),
      // The one who is assigned first becomes another, others who are assigned beside them stay.
      ...(owner !== undefined && { assignees: owner === null ? others : [owner, ...others] }),
    }),
  )
  return asRemote(changed, place)
}

/** What is kept of each issue that has changed since then, oldest change first. */
function listSince<T>(
  github: Octokit,
  key: string,
  since: Date,
  kept: (issue: GithubIssue) => readonly T[],
): Promise<T[]> {
  return readPages('GitHub', { pages: MOST_PAGES, more: 'refuse' }, async (after) => {
    const issues = await asked(listOf(IssueSchema, ISSUES), () =>
      github.issues.listForRepo({
        ...repositoryOf(key),
        state: 'all',
        sort: 'updated',
        direction: 'asc',
        since: since.toISOString(),
        per_page: ISSUES,
        page: Number(after ?? 1),
      }),
    )
    return { nodes: issues.flatMap(kept), next: nextNumber(after, issues.length, ISSUES) }
  })
}

/** The first thousand of a list that has pages of a hundred. */
function listSome<T extends z.ZodType>(item: T, page: (page: number) => Promise<{ data: unknown }>) {
  return readPages('GitHub', { pages: SOME_PAGES, more: 'leave' }, async (after) => {
    const nodes = await asked(listOf(item, 100), () => page(Number(after ?? 1)))
    return { nodes, next: nextNumber(after, nodes.length, 100) }
  })
}

/**
 * GitHub's own client. The body of an issue ends with a comment that nobody is shown and that names the call: when the answer to making it
 * is lost, the list of issues (which, unlike the search, lags behind nothing) is looked through for it.
 */
export function githubTracker({
  token,
  url,
  milliseconds = REQUEST_MS,
}: {
  token: string
  url: string
  milliseconds?: number
}): Tracker {
  const request = { fetch: textFetch({ milliseconds, redirects: MOVES }) }
  const github = new Octokit({ auth: token, baseUrl: url, log: SILENT, request })
  return {
    kind: 'github',
    canHoldDue: false,
    async findProject(key) {
      const found = await askedFor(RepositorySchema, () => github.repos.get(repositoryOf(key)))
      if (!found) return null
      if (!found.has_issues)
        throw new TrackerFault({ kind: 'refused' }, sentence`Issues are switched off in this repository.`)
      const labels = await listSome(LabelSchema, (page) =>
        github.issues.listLabelsForRepo({ ...repositoryOf(key), per_page: 100, page }),
      )
      const { full_name: name } = found
      return { key: name, name, states: statesOfLabels(labels.map((label) => label.name)) }
    },
    async listAccounts(key) {
      const people = await listSome(PersonSchema, (page) =>
        github.issues.listAssignees({ ...repositoryOf(key), per_page: 100, page }),
      )
      return people.map(({ login }) => ({ id: login, name: login }))
    },
    async create(place, { marker, text, fields }) {
      const labels = fields.status === undefined ? undefined : changeToState(fields.status, [], place.states).labels
      const made = await asked(IssueSchema, () =>
        github.issues.create({
          ...repositoryOf(place.key),
          title: quietTitle(text.title),
          body: markdownOf(text, marker),
          ...(labels && { labels }),
          ...(fields.owner && { assignees: [fields.owner] }),
        }),
      )
      return asRemote(made, place)
    },
    async findCreated(place, marker, since) {
      const mark = markerOf(marker)
      const [found] = await listSince(github, place.key, since, (issue) => (issue.body?.includes(mark) ? [issue] : []))
      return found ? asRemote(found, place) : null
    },
    async read(place, issue) {
      const found = await readIssue(github, place, 'name' in issue ? issue.name : issue.externalId)
      return found && asRemote(found, place)
    },
    change: (place, now, fields) => changeIssue(github, place, now, fields),
    listChanged(place, since) {
      return listSince(github, place.key, since, (issue) => {
        const { externalId, updatedAt, fields } = asRemote(issue, place)
        return [{ externalId, updatedAt, fields }]
      })
    },
  }
}
