import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { ACTION_ITEM_STATUSES } from '@/lib/render/labels'
import { hrefOf } from '@/lib/render/links'
import { oneText } from '@/lib/render/localised'
import type { ActionItemView } from '@/lib/schema/action-item'
import { Badge } from '../ui/badge'
import { InlineText } from '../ui/inline-text'
import { useTimes } from '../ui/use-times'

/** Action items that wait: what, from where, whose, and for how long. */
export function AttentionList({ items }: { items: ActionItemView[] }) {
  const t = useTranslations('home.attentionList')
  const ofItem = useTranslations('home.actionItem')
  const statuses = useTranslations('labels.actionItemStatus')
  const times = useTimes()
  return (
    <ul className="divide-y divide-line">
      {items.map((item) => {
        const title = oneText(item.title, 'en')
        return (
          <li key={item.id} className="grid gap-x-4 gap-y-1 px-4 py-2 sm:grid-cols-[minmax(0,1fr)_auto]">
            <div className="min-w-0">
              <Link
                href={hrefOf('action-item', item.id)}
                lang={title?.lang}
                className="inline-block min-h-6 [overflow-wrap:anywhere] hover:text-accent-ink hover:underline"
              >
                <InlineText text={title?.text ?? ofItem('untitled')} />
              </Link>
              <p className="truncate text-xs text-faint">
                <Link href={hrefOf(item.from.kind, item.from.slug)} className="hover:text-ink hover:underline">
                  {item.from.title}
                </Link>
                {' · '}
                {item.owner ?? ofItem('noOwner')}
              </p>
            </div>
            <div className="flex items-start gap-2 text-xs whitespace-nowrap text-muted tabular-nums sm:justify-end">
              <Badge tone={item.status ? ACTION_ITEM_STATUSES[item.status].tone : undefined}>
                {item.status ? statuses(item.status) : t('statusUnknown')}
              </Badge>
              <span className={item.overdue ? 'leading-5 text-red-ink' : 'leading-5'}>
                {item.overdue && item.due
                  ? t('due', { day: times.day(item.due) })
                  : item.ageDays === null
                    ? t('ageUnknown')
                    : times.days(item.ageDays)}
              </span>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
