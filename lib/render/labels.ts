import type { ActionItemKind, ActionItemPriority, ActionItemStatus } from '@/lib/schema/action-item'
import type { CauseRole, IncidentStatus, MatchRole, Phase, UpdateState } from '@/lib/schema/draft'
import type { RelatedView } from '@/lib/schema/incident'
import type { Visibility } from '@/lib/schema/sharing'
import type { Tone } from './tone'

type Label = { label: string; tone: Tone }

export const PHASES: Record<Phase, Label> = {
  latent: { label: 'Latent', tone: 'violet' },
  started: { label: 'Started', tone: 'red' },
  detected: { label: 'Detected', tone: 'amber' },
  acknowledged: { label: 'Acknowledged', tone: 'amber' },
  declared: { label: 'Declared', tone: 'amber' },
  identified: { label: 'Identified', tone: 'blue' },
  mitigated: { label: 'Mitigated', tone: 'accent' },
  resolved: { label: 'Resolved', tone: 'green' },
  'follow-up': { label: 'Follow-up', tone: 'neutral' },
  note: { label: 'Note', tone: 'neutral' },
}

/** In the order in which causes are told. */
export const CAUSE_ROLES: Record<CauseRole, Label & { hint: string }> = {
  trigger: { label: 'Trigger', tone: 'amber', hint: 'What set it off' },
  root: { label: 'Root cause', tone: 'red', hint: 'Without it, this would not have happened' },
  contributing: { label: 'Contributing', tone: 'amber', hint: 'Made it possible or worse' },
  latent: { label: 'Latent', tone: 'violet', hint: 'Was there before, unnoticed' },
  'detection-gap': { label: 'Detection gap', tone: 'blue', hint: 'Why it was not seen earlier' },
  'response-obstacle': { label: 'Response obstacle', tone: 'blue', hint: 'What slowed the response down' },
  'false-lead': { label: 'False lead', tone: 'neutral', hint: 'Suspected, but not the cause' },
}

export const INCIDENT_STATUSES: Record<IncidentStatus, Label> = {
  investigating: { label: 'Investigating', tone: 'red' },
  identified: { label: 'Identified', tone: 'amber' },
  monitoring: { label: 'Monitoring', tone: 'blue' },
  resolved: { label: 'Resolved', tone: 'green' },
  unknown: { label: 'Status unknown', tone: 'neutral' },
}

export const UPDATE_STATES: Record<UpdateState, Label> = {
  investigating: { label: 'Investigating', tone: 'red' },
  identified: { label: 'Identified', tone: 'amber' },
  monitoring: { label: 'Monitoring', tone: 'blue' },
  resolved: { label: 'Resolved', tone: 'green' },
  postmortem: { label: 'Postmortem', tone: 'neutral' },
  update: { label: 'Update', tone: 'neutral' },
}

export const VISIBILITIES: Record<Visibility, Label & { hint: string }> = {
  restricted: { label: 'Restricted', tone: 'amber', hint: 'The people and teams you name, and administrators' },
  internal: { label: 'Internal', tone: 'neutral', hint: 'Everybody with an account here' },
  public: { label: 'Public', tone: 'green', hint: 'Anybody, on a page that needs no account' },
}

export const ACTION_ITEM_STATUSES: Record<ActionItemStatus, Label> = {
  open: { label: 'Open', tone: 'amber' },
  'in-progress': { label: 'In progress', tone: 'blue' },
  blocked: { label: 'Blocked', tone: 'red' },
  done: { label: 'Done', tone: 'green' },
  'wont-do': { label: 'Won’t do', tone: 'neutral' },
}

export const ACTION_ITEM_KINDS: Record<ActionItemKind, string> = {
  prevent: 'Prevent',
  detect: 'Detect',
  mitigate: 'Mitigate',
  process: 'Process',
}

export const ACTION_ITEM_PRIORITIES: Record<ActionItemPriority, Label> = {
  urgent: { label: 'Urgent', tone: 'red' },
  high: { label: 'High', tone: 'amber' },
  medium: { label: 'Medium', tone: 'blue' },
  low: { label: 'Low', tone: 'neutral' },
}

export const MATCH_ROLES: Record<MatchRole, Label> = {
  root: { label: 'Root cause', tone: 'red' },
  contributing: { label: 'Contributing', tone: 'amber' },
  aggravating: { label: 'Aggravating', tone: 'violet' },
}

export const RELATIONS: Record<RelatedView['relation'], Label> = {
  'same-pattern': { label: 'Same pattern', tone: 'accent' },
  'same-family': { label: 'Same family', tone: 'blue' },
  similar: { label: 'Similar', tone: 'neutral' },
  upstream: { label: 'Upstream', tone: 'violet' },
}
