import path from 'node:path'

/** Material of one kind: what is imported together and reported in one line. Paths are below the corpus. */
export type Kind = { name: string; paths: string[] }

export const KINDS: readonly Kind[] = [
  { name: 'postmortems, tables and lists', paths: ['markdown/dfds'] },
  { name: 'postmortems, prose', paths: ['markdown/posthog', 'markdown/gsp'] },
  { name: 'templates and guides', paths: ['markdown/dastergon', 'markdown/pd-ja'] },
  { name: 'runbooks', paths: ['runbooks'] },
  { name: 'status history, Statuspage JSON', paths: ['statuspage'] },
  { name: 'status history, Slack JSON', paths: ['statuspage/slack-status-api'] },
]

/** Absolute paths of a kind; `root` is the folder of the corpus. */
export function pathsOf(kind: Kind, root: string): string[] {
  return kind.paths.map((one) => path.join(root, one))
}
