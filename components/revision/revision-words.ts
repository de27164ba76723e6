import type { RevisionRow } from '@/lib/schema/revision'

const WORDS: Record<string, string> = {
  'incident.created': 'imported it',
  'incident.updated': 'changed it',
  'incident.merged': 'joined another account or incident to it',
  'incident.split': 'made an account an incident of its own',
  'incident.separated': 'took a merge back',
  'incident.restored': 'undid an import',
  'incident.edition-removed': 'undid an import',
  'incident.revision-restored': 'restored an earlier version',
  'skill.created': 'imported it',
  'skill.updated': 'changed it',
  'skill.edited': 'edited it',
  'skill.revision-restored': 'restored an earlier version',
  'pattern.created': 'wrote it',
  'pattern.updated': 'changed it',
  'review.corrected': 'corrected a field in review',
  'review.reopened': 'took a review back',
  'conflict.taken': 'took what the source says',
}

/** What was done, for a list of versions. */
export function revisionWords({ action }: RevisionRow): string {
  return WORDS[action ?? ''] ?? 'changed it'
}
