import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { MessageLinks } from '@/components/thread/message-links'
import { Badge } from '@/components/ui/badge'
import { InlineText } from '@/components/ui/inline-text'
import { useTimes } from '@/components/ui/use-times'
import { hrefOf } from '@/lib/render/links'
import { oneText } from '@/lib/render/localised'
import type { ActionItemView } from '@/lib/schema/action-item'
import type { ThreadSources } from '@/lib/schema/thread'
import { DueControl, OwnerControl, PriorityBadge, StatusControl } from './action-item-controls'
import { Closure } from './closure'
import { controlledOf } from './controlled-item'
import { DebtBadge, DebtNote } from './debt'
import { titleLang, titleOf } from './item-title'
import { WaitsFor } from './waits-for'

/**
 * Action items of one incident or skill, with status, owner and due date changed in place. Stands inside an
 * `ActionItemEditing`. `lang` is the language that the page is read in, `cited` the messages that its lines are taken from.
 */
export function ActionItemList({ items, lang, cited = {} }: Shown & { items: ActionItemView[] }) {
  return (
    <ul className="divide-y divide-line">
      {items.map((item) => (
        <Item key={item.id} item={item} lang={lang} cited={cited} />
      ))}
    </ul>
  )
}

type Shown = { lang?: string; cited?: ThreadSources['cited'] }

function Item({ item, lang, cited = {} }: Shown & { item: ActionItemView }) {
  const fields = useTranslations('action-item.fields')
  const marks = useTranslations('action-item.marks')
  const kinds = useTranslations('labels.actionItemKind')
  const controlled = controlledOf(item)
  return (
    <li className="space-y-1.5 py-3 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        <Link
          href={hrefOf('action-item', item.id)}
          lang={titleLang(item, lang)}
          className="min-w-0 flex-1 basis-60 [overflow-wrap:anywhere] text-ink hover:underline"
        >
          <InlineText text={titleOf(item, lang)} />
        </Link>
        <span className="flex flex-wrap items-center gap-1.5">
          {item.debt && <DebtBadge times={item.debt.recurrences.length} />}
          {item.priority && <PriorityBadge priority={item.priority} />}
          {item.status === 'blocked' && <Badge tone="red">{marks('blocked')}</Badge>}
          {item.waits && <Badge tone="amber">{marks('waits')}</Badge>}
          {item.kind && <Badge>{kinds(item.kind)}</Badge>}
        </span>
      </div>
      <Words label={fields('condition')} text={item.condition} lang={lang} />
      <Words label={fields('scope')} text={item.scope} lang={lang} />
      <Words label={fields('dependency')} text={item.dependency} lang={lang} />
      <WaitsFor item={item} lang={lang} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted">
        <StatusControl item={controlled} />
        <Labelled label={fields('owner')}>
          <OwnerControl item={controlled} />
        </Labelled>
        <Labelled label={fields('due')}>
          <DueControl item={controlled} />
        </Labelled>
        <Opened item={item} />
        <MessageLinks cited={cited} words={Object.values(item.title)} />
      </div>
      {item.debt && <DebtNote debt={item.debt} />}
    </li>
  )
}

function Labelled({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span className="text-faint">{label}</span>
      {children}
    </span>
  )
}

/** Words of an item that its title does not say. */
function Words({ label, text, lang }: { label: string; text: ActionItemView['condition']; lang?: string }) {
  const found = oneText(text, lang ?? 'en')
  if (!found) return null
  return (
    <p className="text-xs text-muted" lang={found.lang === 'und' ? undefined : found.lang}>
      <span className="text-faint">{label}:</span> <InlineText text={found.text} />
    </p>
  )
}

function Opened({ item }: { item: ActionItemView }) {
  const fields = useTranslations('action-item.fields')
  const times = useTimes()
  if (item.status === 'done' || item.status === 'wont-do') return <Closure item={item} />
  if (item.since) return <Labelled label={fields('openSince')}>{times.day(item.since)}</Labelled>
  if (item.ageDays !== null) return <Labelled label={fields('openFor')}>{times.days(item.ageDays)}</Labelled>
  return null
}
