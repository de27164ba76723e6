import { readdirSync } from 'node:fs'
import path from 'node:path'

/** Material of one kind: what is imported together and reported in one line. `folders` are below the corpus. */
export type Kind = { name: string; folders: string[]; only?: RegExp }

/**
 * Stands for the folder of postmortems that the bench writes: variations of the corpus's, as `bench/documents.mjs` makes them. A
 * team imports hundreds in one process; forty measure how fast it warms up.
 */
const VARIED = 'varied'

export const KINDS: readonly Kind[] = [
  { name: 'postmortems, tables and lists', folders: ['markdown/dfds'] },
  { name: 'postmortems, prose', folders: ['markdown/posthog', 'markdown/gsp'] },
  { name: 'postmortems, varied', folders: [VARIED] },
  { name: 'templates', folders: ['markdown/dastergon/templates'] },
  { name: 'guides', folders: ['markdown/pd-ja'] },
  { name: 'runbooks', folders: ['runbooks'] },
  { name: 'status history, Statuspage JSON', folders: ['statuspage'], only: /\.gz$/ },
  { name: 'status history, Slack JSON', folders: ['statuspage/slack-status-api'], only: /v2.*history/ },
]

/** Absolute paths of a kind's folders or of the chosen files in them; `root` is the folder of the corpus, `varied` that of the variations. */
export function pathsOf({ folders, only }: Kind, root: string, varied: string): string[] {
  return folders.flatMap((folder) => {
    const whole = folder === VARIED ? varied : path.join(root, folder)
    if (!only) return [whole]
    return readdirSync(whole)
      .filter((name) => only.test(name))
      .toSorted()
      .map((name) => path.join(whole, name))
  })
}
