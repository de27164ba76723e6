import type { Say } from '@/lib/intl/say'
import type { Words } from '@/lib/intl/words'
import type { RevisionRow } from '@/lib/schema/revision'

/** What a list of versions says of an action that the audit log names. */
const DONE: Record<string, keyof Words['revision']['revisionWords']['done']> = {
  'incident.created': 'imported',
  'incident.updated': 'changed',
  'incident.merged': 'joined',
  'incident.split': 'split',
  'incident.separated': 'separated',
  'incident.restored': 'undone',
  'incident.edition-removed': 'undone',
  'incident.revision-restored': 'restored',
  'skill.created': 'imported',
  'skill.updated': 'changed',
  'skill.edited': 'edited',
  'skill.revision-restored': 'restored',
  'pattern.created': 'wrote',
  'pattern.updated': 'changed',
  'review.corrected': 'corrected',
  'review.reopened': 'reopened',
  'conflict.taken': 'taken',
}

/** Who did what, for a list of versions; `somebody` stands for a person who is not known any more. */
export function revisionWords(
  say: Say<'revision.revisionWords'>,
  { action, by }: RevisionRow,
  somebody: string = say('somebody'),
): string {
  return say(`done.${DONE[action ?? ''] ?? 'changed'}`, { by: by ?? somebody })
}
