import { Badge } from '@/components/ui/badge'
import type { ActionItemView } from '@/lib/schema/action-item'

type Closed = Pick<ActionItemView, 'status' | 'evidence' | 'reason'>

/** What shows that an item is done: a link, a note, or openly nothing. */
export function Evidence({ evidence }: Pick<ActionItemView, 'evidence'>) {
  if (!evidence) return <Badge tone="amber">no evidence</Badge>
  if (evidence.kind === 'note') return <span className="[overflow-wrap:anywhere]">{evidence.text}</span>
  return (
    <a
      href={evidence.text}
      rel="noopener noreferrer nofollow"
      className="[overflow-wrap:anywhere] text-accent-ink hover:underline"
    >
      {evidence.text}
    </a>
  )
}

/** How an item was closed, in a line; nothing for one that is not. */
export function Closure({ item }: { item: Closed }) {
  if (item.status === 'done') {
    return (
      <span className="inline-flex items-center gap-1.5">
        <span className="text-faint">Evidence</span> <Evidence evidence={item.evidence} />
      </span>
    )
  }
  if (item.status !== 'wont-do') return null
  return (
    <span className="inline-flex items-center gap-1.5">
      <span className="text-faint">Reason</span>
      {item.reason ?? <Badge tone="amber">no reason given</Badge>}
    </span>
  )
}
