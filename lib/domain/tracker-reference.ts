import type { TrackerKind } from '@/lib/schema/tracker'

export type KnownProject = { id: string; kind: TrackerKind; key: string }
/** `name`: what the tracker is asked for: the number of a GitHub issue, else its key. */
export type IssueReference = { projectId: string; name: string }

type Named = { kind: TrackerKind | null; project: string; name: string }

function readAddress(text: string): Named | null {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) return null
  const steps = url.pathname.split('/').filter(Boolean)
  const at = steps.indexOf('browse')
  const key = at >= 0 ? readKey(steps[at + 1] ?? '', 'jira') : null
  if (key) return key
  const issues = steps.findLastIndex((step) => step === 'issues')
  const [number = ''] = steps.slice(issues + 1)
  if (issues >= 2 && /^\d{1,12}$/.test(number)) {
    return { kind: 'github', project: `${steps[issues - 2]}/${steps[issues - 1]}`, name: number }
  }
  const issue = steps.indexOf('issue')
  return issue >= 0 ? readKey(steps[issue + 1] ?? '', 'linear') : null
}

function readKey(text: string, kind: TrackerKind | null): Named | null {
  const found = /^(?<project>[A-Za-z][A-Za-z0-9_]{0,30})-(?<number>\d{1,12})$/.exec(text)?.groups
  if (!found) return null
  const project = (found.project ?? '').toUpperCase()
  return { kind, project, name: `${project}-${Number(found.number)}` }
}

function readText(text: string): Named | null {
  const repository = /^(?<project>[\w.-]+\/[\w.-]+)#(?<number>\d{1,12})$/.exec(text)?.groups
  if (repository) return { kind: 'github', project: repository.project ?? '', name: repository.number ?? '' }
  return readAddress(text) ?? readKey(text, null)
}

/**
 * Which issue of the known projects a person means: an address of GitHub, Jira or Linear, "owner/name#12", "OPS-3", or "#12" where one
 * repository is known (the default one of several). null when it is none of them.
 */
export function readIssueReference(
  text: string,
  projects: readonly (KnownProject & { isDefault: boolean })[],
): IssueReference | null {
  const said = text.trim()
  const number = /^#(?<number>\d{1,12})$/.exec(said)?.groups?.number
  if (number !== undefined) {
    const repositories = projects.filter(({ kind }) => kind === 'github')
    const one = repositories.length === 1 ? repositories[0] : repositories.find(({ isDefault }) => isDefault)
    return one ? { projectId: one.id, name: number } : null
  }
  const named = readText(said)
  if (!named) return null
  const fitting = projects.filter(
    ({ kind, key }) =>
      (named.kind === null ? kind !== 'github' : kind === named.kind) &&
      key.toLowerCase() === named.project.toLowerCase(),
  )
  const one = fitting.find(({ isDefault }) => isDefault) ?? fitting[0]
  return one ? { projectId: one.id, name: named.name } : null
}
