// The words of trackers without zod, see choices.ts.
export const TRACKER_KINDS = ['github', 'jira', 'linear'] as const
/** The fields of an action item that are kept in step with its issue. */
export const TRACKER_FIELDS = ['status', 'owner', 'due'] as const
/** What a state of a tracker amounts to, whatever it is called there; `other` for what means nothing until somebody chooses it. */
export const TRACKER_STATE_KINDS = ['waiting', 'started', 'done', 'dropped', 'other'] as const
export const TRACKER_NAMES = { github: 'GitHub', jira: 'Jira', linear: 'Linear' } as const
