import { Repeat2 } from 'lucide-react'
import Link from 'next/link'
import { hrefOf } from '@/lib/render/links'
import { oneText } from '@/lib/render/localised'
import { formatMinutes } from '@/lib/render/time'
import type { ActionItemView } from '@/lib/schema/action-item'
import { debtStory } from './debt-story'

/** Action items that were open while their incident came back, each with its story and what it would have prevented. */
export function DebtList({ items }: { items: ActionItemView[] }) {
  return (
    <ul className="divide-y divide-line">
      {items.map((item) => {
        const title = oneText(item.title, 'en')
        return (
          <li key={item.id} className="flex gap-3 px-4 py-3">
            <Repeat2 aria-hidden className="mt-0.5 size-4 shrink-0 text-amber-ink" />
            <div className="min-w-0 flex-1">
              <Link
                href={hrefOf('action-item', item.id)}
                lang={title?.lang}
                className="font-medium [overflow-wrap:anywhere] hover:text-accent-ink hover:underline"
              >
                {title?.text ?? 'Untitled action item'}
              </Link>
              <p className="text-amber-ink first-letter:uppercase">{debtStory(item)}.</p>
              <p className="mt-0.5 text-xs text-muted">
                From{' '}
                <Link href={hrefOf(item.from.kind, item.from.slug)} className="text-accent-ink hover:underline">
                  {item.from.title}
                </Link>
                {item.debt?.recurrences.map((recurrence) => (
                  <span key={recurrence.slug}>
                    ; it came back as{' '}
                    <Link href={hrefOf('incident', recurrence.slug)} className="text-accent-ink hover:underline">
                      {recurrence.title}
                    </Link>
                    {recurrence.impactMinutes === null ? '' : ` (${formatMinutes(recurrence.impactMinutes)})`}
                  </span>
                ))}
                . {item.owner ? `Owner: ${item.owner}.` : 'Nobody owns it.'}
              </p>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
