// What every tracker can do, whoever makes it.
import type { IssueText } from '@/lib/domain/tracker-text'
import type { RemoteFields, TrackerAccount, TrackerKind, TrackerState, TrackerStates } from '@/lib/schema/tracker'

/** The project that an issue is of: its key, and the states that its issues can be in. */
export type TrackerPlace = { key: string; states: TrackerStates }

export type RemoteIssue = {
  /** What the tracker is asked for it with. */
  externalId: string
  /** As people name it: "#12", "OPS-3". */
  key: string
  url: string
  fields: RemoteFields
  /** The name that is shown of who it is assigned to; null for nobody. */
  ownerName: string | null
  /** What a change has to leave as it is: labels, and people who are assigned beside the owner. None where changes touch no more than they name. */
  beside: { labels: string[]; accounts: string[] }
  updatedAt: Date
}
export const NOTHING_BESIDE: RemoteIssue['beside'] = { labels: [], accounts: [] }

export type NewIssue = {
  /** By which it is found again when the answer to its making is lost: a UUID. */
  marker: string
  text: IssueText
  fields: Partial<RemoteFields>
}

/** What a project is found to be. */
export type FoundProject = { key: string; name: string; states: TrackerState[] }

/** `fields`: what it says now, of a tracker whose clock is too coarse to tell two changes apart (GitHub's counts seconds). */
export type ChangedIssue = { externalId: string; updatedAt: Date; fields: RemoteFields | null }

/** A client of one tracker. Every call may throw a `TrackerFault`. */
export type Tracker = {
  kind: TrackerKind
  /** Whether its issues have a due date. */
  canHoldDue: boolean
  /** The project with its states; null when it is not there, or the token does not see it. */
  findProject: (key: string) => Promise<FoundProject | null>
  listAccounts: (key: string) => Promise<TrackerAccount[]>
  create: (place: TrackerPlace, issue: NewIssue) => Promise<RemoteIssue>
  /** An issue that was made with this marker since then, by this client or one that has died; null when there is none. */
  findCreated: (place: TrackerPlace, marker: string, since: Date) => Promise<RemoteIssue | null>
  /** An issue by what people write (number, key) or by `externalId`; null when it is gone. */
  read: (place: TrackerPlace, issue: { name: string } | { externalId: string }) => Promise<RemoteIssue | null>
  /** Changes the fields that are given, from what the issue says now, and gives it as it is then. */
  change: (place: TrackerPlace, now: RemoteIssue, fields: Partial<RemoteFields>) => Promise<RemoteIssue>
  /** Issues that have changed since then. */
  listChanged: (place: TrackerPlace, since: Date) => Promise<ChangedIssue[]>
}
