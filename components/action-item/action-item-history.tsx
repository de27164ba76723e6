import { TimeText } from '@/components/ui/time-text'
import { ActionItemPrioritySchema, ActionItemStatusSchema, type ActionItemChangeView } from '@/lib/schema/action-item'
import { ACTION_ITEM_PRIORITIES, ACTION_ITEM_STATUSES } from '@/lib/render/labels'
import { formatDay } from '@/lib/render/time'

/** Who changed what on an item, newest first. */
export function ActionItemHistory({ changes }: { changes: ActionItemChangeView[] }) {
  if (changes.length === 0) return <p className="text-muted">Nothing has been changed since it was imported.</p>
  return (
    <ol className="space-y-2">
      {changes.map((change, index) => (
        <li key={index} className="flex flex-wrap items-baseline gap-x-2">
          <TimeText at={change.at} show="full" className="text-xs text-faint" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            <span className="font-medium">{change.by}</span> <Deed change={change} changes={changes} />
          </span>
        </li>
      ))}
    </ol>
  )
}

const FIELD_WORDS: Record<string, string> = {
  due: 'due date',
  closedBy: 'evidence',
  dependsOnId: 'the item that must come first',
  dependency: 'what must come first',
}
/** Texts that are too long to be set side by side in a sentence. */
const LONG = 80

function Deed({ change, changes }: { change: ActionItemChangeView; changes: ActionItemChangeView[] }) {
  const { field, from, to } = change
  if (field === 'added') return 'added it by hand'
  if (field === 'proposed') return `accepted it; proposed by ${to ?? 'somebody unknown'}`
  const words = FIELD_WORDS[field] ?? field
  if ((from?.length ?? 0) > LONG || (to?.length ?? 0) > LONG) {
    return (
      <details className="inline">
        <summary className="inline min-h-6 cursor-pointer underline decoration-dotted">changed {words}</summary>
        <dl className="mt-1 grid grid-cols-[2.5rem_minmax(0,1fr)] gap-x-2 rounded-md border border-line bg-canvas px-3 py-2 text-sm">
          <dt className="text-faint">from</dt>
          <dd className="whitespace-pre-wrap">{wordsOf(field, from)}</dd>
          <dt className="text-faint">to</dt>
          <dd className="whitespace-pre-wrap">{wordsOf(field, to)}</dd>
        </dl>
      </details>
    )
  }
  return (
    <>
      changed {words} from {wordsOf(field, from)} to <span className="font-medium">{wordsOf(field, to)}</span>
      {isWithoutEvidence(change, changes) ? ', without evidence' : ''}
    </>
  )
}

/** Became done, and the same change gave nothing that shows it. */
function isWithoutEvidence({ field, to, at }: ActionItemChangeView, changes: ActionItemChangeView[]): boolean {
  return field === 'status' && to === 'done' && !changes.some((one) => one.at === at && one.field === 'closedBy')
}

function wordsOf(field: string, value: string | null): string {
  if (value === null) return 'unknown'
  if (field === 'due') return formatDay(value)
  const status = field === 'status' ? ActionItemStatusSchema.safeParse(value).data : undefined
  if (status) return ACTION_ITEM_STATUSES[status].label.toLowerCase()
  const priority = field === 'priority' ? ActionItemPrioritySchema.safeParse(value).data : undefined
  return priority ? ACTION_ITEM_PRIORITIES[priority].label.toLowerCase() : value
}
