import { Repeat2 } from 'lucide-react'
import Link from 'next/link'
import { hrefOf } from '@/lib/render/links'
import { oneText } from '@/lib/render/localised'
import { formatMinutes } from '@/lib/render/time'
import type { ActionItemView } from '@/lib/schema/action-item'
import { InlineText } from '../ui/inline-text'
import { debtStory, TOLD } from './debt-story'

type DebtGroup = { story: string; first: ActionItemView; items: ActionItemView[] }

/** Items of one incident that were open through the same recurrences have one story. */
function groupByStory(items: ActionItemView[]): DebtGroup[] {
  const groups = new Map<string, DebtGroup>()
  for (const item of items) {
    const story = debtStory(item)
    const key = [item.from.kind, item.from.slug, story].join(' ')
    const group = groups.get(key)
    if (group) group.items.push(item)
    else groups.set(key, { story, first: item, items: [item] })
  }
  return [...groups.values()]
}

function ItemLine({ item }: { item: ActionItemView }) {
  const title = oneText(item.title, 'en')
  return (
    <li className="flex flex-wrap items-baseline gap-x-3">
      <Link
        href={hrefOf('action-item', item.id)}
        lang={title?.lang}
        className="min-w-0 font-medium inline-block min-h-6 [overflow-wrap:anywhere] hover:text-accent-ink hover:underline"
      >
        <InlineText text={title?.text ?? 'Untitled action item'} />
      </Link>
      <span className="text-xs text-faint">{item.owner ?? 'no owner'}</span>
    </li>
  )
}

function Recurrences({ item }: { item: ActionItemView }) {
  const all = item.debt?.recurrences ?? []
  // They come oldest first; the latest ones are fresh in the mind.
  const told = all.slice(-TOLD)
  const links = told.map((recurrence, index) => (
    <span key={recurrence.slug}>
      {index === 0 ? '' : all.length > told.length ? ', ' : ' and '}
      <Link href={hrefOf('incident', recurrence.slug)} className="text-accent-ink hover:underline">
        {recurrence.title}
      </Link>
      {recurrence.impactMinutes === null ? '' : ` (${formatMinutes(recurrence.impactMinutes)})`}
    </span>
  ))
  return (
    <>
      {links}
      {all.length > told.length ? ` and ${all.length - told.length} more` : ''}
    </>
  )
}

/** Action items that were open while their incident came back, each with its story and what it would have prevented. */
export function DebtList({ items }: { items: ActionItemView[] }) {
  return (
    <ul className="divide-y divide-line">
      {groupByStory(items).map(({ story, first, items: group }) => (
        <li key={first.id} className="flex gap-3 px-4 py-3">
          <Repeat2 aria-hidden className="mt-0.5 size-4 shrink-0 text-amber-ink" />
          <div className="min-w-0 flex-1">
            <ul className="flex flex-col gap-1">
              {group.map((item) => (
                <ItemLine key={item.id} item={item} />
              ))}
            </ul>
            <p className="mt-1 text-amber-ink first-letter:uppercase">{story}.</p>
            <p className="mt-0.5 text-xs text-muted">
              From{' '}
              <Link href={hrefOf(first.from.kind, first.from.slug)} className="text-accent-ink hover:underline">
                {first.from.title}
              </Link>
              ; came back as <Recurrences item={first} />
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}
