import type { Say } from '@/lib/intl/say'

/** What an import is called: the names of files and titles as they are, what Hindsight has put around them as a reader says it. */
export function labelWords(say: Say<'pages.sources.label'>, label: string): string {
  if (label === 'Pasted text' || label === 'pasted text') return say('pasted')
  if (label === 'Nothing') return say('nothing')
  const files = /^(\d+) files$/.exec(label)
  if (files) return say('files', { count: Number(files[1]) })
  const [, folder, inside] = /^([^]+) \((\d+) files\)$/.exec(label) ?? []
  if (folder !== undefined) return say('folder', { folder, count: Number(inside) })
  const [, name, others] = /^([^]+) and (\d+) more$/.exec(label) ?? []
  if (name !== undefined) return say('more', { name: labelWords(say, name), count: Number(others) })
  const [, id, proposer] = /^proposal ([0-9a-f]{8}) of ([^]+)$/.exec(label) ?? []
  return id !== undefined && proposer !== undefined ? say('proposal', { id, name: proposer }) : label
}
