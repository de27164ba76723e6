import Link from 'next/link'
import { ACTION_ITEM_STATUSES } from '@/lib/render/labels'
import { hrefOf } from '@/lib/render/links'
import { oneText } from '@/lib/render/localised'
import { formatDay, formatDays } from '@/lib/render/time'
import type { ActionItemView } from '@/lib/schema/action-item'
import { Badge } from '../ui/badge'
import { InlineText } from '../ui/inline-text'

/** Action items that wait: what, from where, whose, and for how long. */
export function AttentionList({ items }: { items: ActionItemView[] }) {
  return (
    <ul className="divide-y divide-line">
      {items.map((item) => {
        const title = oneText(item.title, 'en')
        const status = item.status ? ACTION_ITEM_STATUSES[item.status] : null
        return (
          <li key={item.id} className="grid gap-x-4 gap-y-1 px-4 py-2 sm:grid-cols-[minmax(0,1fr)_auto]">
            <div className="min-w-0">
              <Link
                href={hrefOf('action-item', item.id)}
                lang={title?.lang}
                className="inline-block min-h-6 [overflow-wrap:anywhere] hover:text-accent-ink hover:underline"
              >
                <InlineText text={title?.text ?? 'Untitled action item'} />
              </Link>
              <p className="truncate text-xs text-faint">
                <Link href={hrefOf(item.from.kind, item.from.slug)} className="hover:text-ink hover:underline">
                  {item.from.title}
                </Link>
                {' · '}
                {item.owner ?? 'no owner'}
              </p>
            </div>
            <div className="flex items-start gap-2 text-xs whitespace-nowrap text-muted tabular-nums sm:justify-end">
              <Badge tone={status?.tone}>{status?.label ?? 'Status unknown'}</Badge>
              <span className={item.overdue ? 'leading-5 text-red-ink' : 'leading-5'}>
                {item.overdue && item.due
                  ? `due ${formatDay(item.due)}`
                  : item.ageDays === null
                    ? 'age unknown'
                    : formatDays(item.ageDays)}
              </span>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
