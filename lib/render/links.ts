import type { NodeKind } from '@/lib/schema/reference'

export const KIND_LABEL: Record<NodeKind, string> = {
  incident: 'Incident',
  skill: 'Skill',
  thread: 'Thread',
  pattern: 'Pattern',
  person: 'Person',
  company: 'Company',
  'action-item': 'Action item',
}

const FOLDER: Record<NodeKind, string> = {
  incident: 'incidents',
  skill: 'skills',
  thread: 'threads',
  pattern: 'patterns',
  person: 'people',
  company: 'companies',
  'action-item': 'action-items',
}

/** Path of the page of a thing. `slug` is the id where a kind has no slugs (action items). */
export function hrefOf(kind: NodeKind, slug: string): string {
  return `/${FOLDER[kind]}/${encodeURIComponent(slug)}`
}
