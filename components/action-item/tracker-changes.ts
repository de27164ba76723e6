import type { ActionResult } from '@/lib/schema/action-result'
import type { TrackerField } from '@/lib/schema/tracker'

/** What can be done about an item's issue. */
export type TrackerActions = {
  request: (item: string, project: string, mayTell: boolean) => Promise<ActionResult<null>>
  cancel: (item: string) => Promise<ActionResult<null>>
  link: (item: string, reference: string, mayTell: boolean) => Promise<ActionResult<null>>
  unlink: (item: string) => Promise<ActionResult<null>>
  decide: (
    item: string,
    decision: {
      field: TrackerField
      choice: 'ours' | 'theirs'
      seen: { ours: string | null; theirs: string | null }
    },
  ) => Promise<ActionResult<null>>
  keepTelling: (item: string) => Promise<ActionResult<null>>
  askAgain: (item: string) => Promise<ActionResult<null>>
  retry: (task: string) => Promise<ActionResult<number>>
}
