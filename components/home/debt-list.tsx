import { Repeat2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { hrefOf } from '@/lib/render/links'
import { oneText } from '@/lib/render/localised'
import type { ActionItemView, RecurrenceDebt } from '@/lib/schema/action-item'
import { InlineText } from '../ui/inline-text'
import { useTimes } from '../ui/use-times'
import { debtStory, TOLD } from './debt-story'

type DebtGroup = { story: string; first: ActionItemView; items: ActionItemView[] }

/** Items of one incident that were open through the same recurrences have one story. */
function groupByStory(items: ActionItemView[], storyOf: (item: ActionItemView) => string): DebtGroup[] {
  const groups = new Map<string, DebtGroup>()
  for (const item of items) {
    const story = storyOf(item)
    const key = [item.from.kind, item.from.slug, story].join(' ')
    const group = groups.get(key)
    if (group) group.items.push(item)
    else groups.set(key, { story, first: item, items: [item] })
  }
  return [...groups.values()]
}

function ItemLine({ item }: { item: ActionItemView }) {
  const t = useTranslations('home.actionItem')
  const title = oneText(item.title, 'en')
  return (
    <li className="flex flex-wrap items-baseline gap-x-3">
      <Link
        href={hrefOf('action-item', item.id)}
        lang={title?.lang}
        className="min-w-0 font-medium inline-block min-h-6 [overflow-wrap:anywhere] hover:text-accent-ink hover:underline"
      >
        <InlineText text={title?.text ?? t('untitled')} />
      </Link>
      <span className="text-xs text-faint">{item.owner ?? t('noOwner')}</span>
    </li>
  )
}

function Recurrences({ item }: { item: ActionItemView }) {
  const t = useTranslations('home.debtList')
  const all = item.debt?.recurrences ?? []
  // They come oldest first; the latest ones are fresh in the mind.
  const [first, second, third] = all.slice(-TOLD)
  return t.rich('recurrences', {
    told: WHOLE[all.length] ?? 'more',
    more: all.length - TOLD,
    first: () => <RecurrenceLink recurrence={first} />,
    second: () => <RecurrenceLink recurrence={second} />,
    third: () => <RecurrenceLink recurrence={third} />,
  })
}

/** How many recurrences are told, where that is all of them. */
const WHOLE = ['one', 'one', 'two', 'three'] as const

function RecurrenceLink({ recurrence }: { recurrence: RecurrenceDebt['recurrences'][number] | undefined }) {
  const times = useTimes()
  if (!recurrence) return null
  return (
    <>
      <Link href={hrefOf('incident', recurrence.slug)} className="text-accent-ink hover:underline">
        {recurrence.title}
      </Link>
      {recurrence.impactMinutes === null ? '' : ` (${times.minutes(recurrence.impactMinutes)})`}
    </>
  )
}

/** Action items that were open while their incident came back, each with its story and what it would have prevented. */
export function DebtList({ items }: { items: ActionItemView[] }) {
  const t = useTranslations('home.debtList')
  const say = useTranslations('home.debtStory')
  const times = useTimes()
  return (
    <ul className="divide-y divide-line">
      {groupByStory(items, (item) => debtStory(say, times, item)).map(({ story, first, items: group }) => (
        <li key={first.id} className="flex gap-3 px-4 py-3">
          <Repeat2 aria-hidden className="mt-0.5 size-4 shrink-0 text-amber-ink" />
          <div className="min-w-0 flex-1">
            <ul className="flex flex-col gap-1">
              {group.map((item) => (
                <ItemLine key={item.id} item={item} />
              ))}
            </ul>
            <p className="mt-1 text-amber-ink first-letter:uppercase">{t('story', { story })}</p>
            <p className="mt-0.5 text-xs text-muted">
              {t.rich('cameBack', {
                from: () => (
                  <Link href={hrefOf(first.from.kind, first.from.slug)} className="text-accent-ink hover:underline">
                    {first.from.title}
                  </Link>
                ),
                recurrences: () => <Recurrences item={first} />,
              })}
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}
