import { isVisible, onlyVisible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { DocumentDraftSchema, type DocumentDraft } from '@/lib/schema/draft'
import type { ThreadSources } from '@/lib/schema/thread'
import type { Viewer } from '@/lib/schema/viewer'
import { isoInstant } from './dates'

/**
 * The conversations that an incident or a skill was made of, and which of their messages its lines cite. A line is found by its
 * words: they stay when editions are merged, which moves lines. By `id` of the incident or skill. Throws `forbidden` without the
 * right to read; nothing is found of what the viewer may not read.
 */
export async function findThreadSources(
  viewer: Viewer,
  { kind, id }: { kind: 'incident' | 'skill'; id: string },
): Promise<ThreadSources> {
  assertCan(viewer, 'read')
  const links = await database.reference.findMany({
    where: { fromKind: kind, fromId: id, toKind: 'thread', toId: { not: null } },
    select: { toId: true },
    orderBy: { position: 'asc' },
  })
  const linked = await onlyVisible(viewer, links, ({ toId }) => toId)
  const ids = [...new Set(linked.flatMap(({ toId }) => toId ?? []))]
  if (ids.length === 0 || !(await isVisible(viewer, id))) return { threads: [], cited: {} }
  const [threads, drafts] = await Promise.all([
    database.thread.findMany({ where: { id: { in: ids } }, orderBy: [{ startedAt: 'asc' }, { id: 'asc' }] }),
    readDrafts(kind, id),
  ])
  const bySlug = new Set(threads.map(({ slug }) => slug))
  const cited: ThreadSources['cited'] = {}
  for (const draft of drafts) {
    const thread = draft.references
      .map(({ target }) => target.replace(/^threads\//, ''))
      .find((slug) => bySlug.has(slug))
    if (thread === undefined) continue
    for (const [path, messages] of Object.entries(draft.citations ?? {})) {
      const words = wordsAt(draft, path)
      if (words) cited[words] ??= messages.map((message) => ({ thread, message }))
    }
  }
  return {
    threads: threads.map(({ slug, title, channelName, startedAt }) => ({
      slug,
      title,
      channel: channelName,
      startedAt: isoInstant(startedAt),
    })),
    cited,
  }
}

async function readDrafts(kind: 'incident' | 'skill', id: string): Promise<DocumentDraft[]> {
  const rows =
    kind === 'skill'
      ? await database.skill.findMany({ where: { id }, select: { draft: true } })
      : await database.postmortem.findMany({ where: { incidentId: id }, select: { draft: true } })
  return rows.map(({ draft }) => DocumentDraftSchema.parse(draft))
}

/** The words of the line at `path` (`incident.timeline.2`); null for what is no line. */
function wordsAt(draft: DocumentDraft, path: string): string | null {
  const value = path.split('.').reduce<unknown>((within, name) => partOf(within, name), draft)
  const words = typeof value === 'string' ? value : (partOf(value, 'text') ?? partOf(value, 'title'))
  return typeof words === 'string' && words !== '' ? words : null
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined
}
