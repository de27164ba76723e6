import { TimeText } from '@/components/ui/time-text'
import { ActionItemStatusSchema, type ActionItemChangeView } from '@/lib/schema/action-item'
import { ACTION_ITEM_STATUSES } from '@/lib/render/labels'
import { formatDay } from '@/lib/render/time'

/** Who changed what on an item, newest first. */
export function ActionItemHistory({ changes }: { changes: ActionItemChangeView[] }) {
  if (changes.length === 0) return <p className="text-muted">Nothing has been changed since it was imported.</p>
  return (
    <ol className="space-y-2">
      {changes.map((change, index) => (
        <li key={index} className="flex flex-wrap items-baseline gap-x-2">
          <TimeText at={change.at} show="full" className="text-xs text-faint" />
          <span>
            <span className="font-medium">{change.by}</span> changed {change.field} from{' '}
            {wordsOf(change.field, change.from)} to{' '}
            <span className="font-medium">{wordsOf(change.field, change.to)}</span>
          </span>
        </li>
      ))}
    </ol>
  )
}

function wordsOf(field: string, value: string | null): string {
  if (value === null) return 'unknown'
  if (field === 'due') return formatDay(value)
  const status = field === 'status' ? ActionItemStatusSchema.safeParse(value).data : undefined
  return status ? ACTION_ITEM_STATUSES[status].label.toLowerCase() : value
}
