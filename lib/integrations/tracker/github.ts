import { Octokit, type RestEndpointMethodTypes } from '@octokit/rest'
import { markdownOf, markerOf, quietTitle } from '@/lib/domain/tracker-text'
import type { RemoteFields } from '@/lib/schema/tracker'
import { faultOfStatus, readPause, REQUEST_MS, timedFetch, TrackerFault, unanswered, UNSAID_PAUSE } from './fault'
import { changeToState, stateOfIssue, statesOfLabels } from './github-states'
import type { RemoteIssue, Tracker, TrackerPlace } from './tracker'

type GithubIssue = RestEndpointMethodTypes['issues']['get']['response']['data']
type Repository = { owner: string; repo: string }

/** Pages of 100 that are read of one list: of people and labels there are not more that matter. */
const PAGES = 10

const SILENT = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

function repositoryOf(key: string): Repository {
  const [owner = '', repo = ''] = key.split('/')
  return { owner, repo }
}

function hasStatus(error: unknown): error is Error & {
  status: number
  response?: { headers: Record<string, string | number | undefined>; data: unknown }
} {
  return error instanceof Error && 'status' in error && typeof error.status === 'number'
}

/**
 * What Octokit throws. GitHub answers a spent limit with 403 or 429: with Retry-After, or a reset beside a remainder of 0, or only words about a
 * secondary limit, after which a minute is the least (docs.github.com, "Rate limits for the REST API").
 */
export function githubFault(error: unknown, now = new Date()): TrackerFault {
  if (error instanceof TrackerFault) return error
  if (!hasStatus(error) || !error.response) return unanswered('GitHub')
  const { status, response } = error
  const headers = { get: (name: string) => response.headers[name]?.toString() }
  const isLimited = status === 429 || (status === 403 && /rate limit/i.test(error.message))
  const isSpent = status === 403 && headers.get('x-ratelimit-remaining') === '0'
  const pause =
    isLimited || isSpent || (status === 403 && headers.get('retry-after') !== undefined)
      ? (readPause(headers, now) ?? new Date(now.getTime() + UNSAID_PAUSE))
      : status === 503
        ? readPause({ get: (name) => (name === 'retry-after' ? headers.get(name) : null) }, now)
        : null
  return faultOfStatus('GitHub', status, error.message.replace(/ - https?:\S*$/, ''), pause)
}

async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw githubFault(error)
  }
}

/** As `asked`, null for what is not there. */
async function askedFor<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await asked(work)
  } catch (error) {
    if (error instanceof TrackerFault && error.fault.kind === 'gone') return null
    throw error
  }
}

const labelsOf = (issue: Pick<GithubIssue, 'labels'>): string[] =>
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
    updatedAt: new Date(issue.updated_at),
  }
}

async function readIssue(github: Octokit, place: TrackerPlace, number: string): Promise<GithubIssue | null> {
  const found = await askedFor(() => github.issues.get({ ...repositoryOf(place.key), issue_number: Number(number) }))
  // Pull requests are issues too, to GitHub.
  return found && !found.data.pull_request ? found.data : null
}

async function changeIssue(
  github: Octokit,
  place: TrackerPlace,
  { externalId, beside }: RemoteIssue,
  fields: Partial<RemoteFields>,
): Promise<RemoteIssue> {
  const { status, owner } = fields
  const others = beside.accounts.filter((login) => login !== owner)
  const { data } = await asked(() =>
    github.issues.update({
      ...repositoryOf(place.key),
      issue_number: Number(externalId),
      ...(status !== undefined && changeToState(status, beside.labels, place.states)),
      // The one who is assigned first becomes another, others who are assigned beside them stay.
      ...(owner !== undefined && { assignees: owner === null ? others : [owner, ...others] }),
    }),
  )
  return asRemote(data, place)
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
  const github = new Octokit({ auth: token, baseUrl: url, log: SILENT, request: { fetch: timedFetch(milliseconds) } })
  const all = async <T>(page: (page: number) => Promise<{ data: T[] }>, pages = PAGES): Promise<T[]> => {
    const list: T[] = []
    for (let number = 1; number <= pages; number++) {
      const { data } = await asked(() => page(number))
      list.push(...data)
      if (data.length < 100) break
    }
    return list
  }
  const listSince = (key: string, since: Date) =>
    all(
      (page) =>
        github.issues.listForRepo({
          ...repositoryOf(key),
          state: 'all',
          sort: 'updated',
          direction: 'asc',
          since: since.toISOString(),
          per_page: 100,
          page,
        }),
      100,
    )
  return {
    kind: 'github',
    canHoldDue: false,
    async findProject(key) {
      const found = await askedFor(() => github.repos.get(repositoryOf(key)))
      if (!found) return null
      if (!found.data.has_issues)
        throw new TrackerFault({ kind: 'refused' }, 'Issues are switched off in this repository.')
      const labels = await all((page) => github.issues.listLabelsForRepo({ ...repositoryOf(key), per_page: 100, page }))
      const { full_name: name } = found.data
      return { key: name, name, states: statesOfLabels(labels.map((label) => label.name)) }
    },
    async listAccounts(key) {
      const people = await all((page) => github.issues.listAssignees({ ...repositoryOf(key), per_page: 100, page }))
      return people.map(({ login }) => ({ id: login, name: login }))
    },
    async create(place, { marker, text, fields }) {
      const labels = fields.status === undefined ? undefined : changeToState(fields.status, [], place.states).labels
      const { data } = await asked(() =>
        github.issues.create({
          ...repositoryOf(place.key),
          title: quietTitle(text.title),
          body: markdownOf(text, marker),
          ...(labels && { labels }),
          ...(fields.owner && { assignees: [fields.owner] }),
        }),
      )
      return asRemote(data, place)
    },
    async findCreated(place, marker, since) {
      const mark = markerOf(marker)
      const found = (await listSince(place.key, since)).find(({ body }) => body?.includes(mark))
      return found ? asRemote(found, place) : null
    },
    async read(place, issue) {
      const found = await readIssue(github, place, 'name' in issue ? issue.name : issue.externalId)
      return found && asRemote(found, place)
    },
    change: (place, now, fields) => changeIssue(github, place, now, fields),
    async listChanged(place, since) {
      const issues = await listSince(place.key, since)
      return issues.map((issue) => asRemote(issue, place))
    },
  }
}
