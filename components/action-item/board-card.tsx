'use client'
import { Clock, GripVertical } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { PointerEvent } from 'react'
import { Badge } from '@/components/ui/badge'
import { InlineText } from '@/components/ui/inline-text'
import { Select } from '@/components/ui/select'
import { useTimes } from '@/components/ui/use-times'
import { hrefOf } from '@/lib/render/links'
import type { ActionItemView, BoardColumn } from '@/lib/schema/action-item'
import { BOARD_COLUMN_CHOICES, choiceOf } from '@/lib/schema/choices'
import { PriorityBadge } from './action-item-controls'
import { DebtBadge } from './debt'
import { titleLang, titleOf } from './item-title'

/** How a column of the board is called. */
export function useColumnLabel(): (column: BoardColumn) => string {
  const t = useTranslations('action-item.boardCard')
  const statuses = useTranslations('labels.actionItemStatus')
  return (column) => (column === 'unknown' ? t('unknownStatus') : statuses(column))
}

type CardProps = {
  item: ActionItemView
  column: BoardColumn
  mayEdit: boolean
  isDragged: boolean
  onMove: (to: BoardColumn) => void
  onGrab: (event: PointerEvent<HTMLElement>) => void
}

/** One item on the board: dragged with the mouse, by its grip with a finger, or moved by its list of columns. */
export function BoardCard({ item, column, mayEdit, isDragged, onMove, onGrab }: CardProps) {
  const t = useTranslations('action-item.boardCard')
  const times = useTimes()
  const columnLabel = useColumnLabel()
  return (
    <li
      data-card={item.id}
      className={`rounded-md border border-line bg-surface p-2.5 text-sm shadow-xs ${isDragged ? 'opacity-40' : ''} ${mayEdit ? 'cursor-grab' : ''}`}
      onPointerDown={mayEdit ? onGrab : undefined}
    >
      <div className="flex items-start gap-1.5">
        <Link
          href={hrefOf('action-item', item.id)}
          data-card-link={item.id}
          draggable={false}
          lang={titleLang(item)}
          className="min-h-6 min-w-0 flex-1 [overflow-wrap:anywhere] text-ink hover:underline"
        >
          <InlineText text={titleOf(item)} />
        </Link>
        {mayEdit && (
          <span
            data-grip
            aria-hidden
            title={t('drag')}
            className="-mr-1 flex size-7 shrink-0 touch-none items-center justify-center text-faint"
          >
            <GripVertical className="size-4" />
          </span>
        )}
      </div>
      <Marks item={item} />
      <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
        <span className="min-w-0 [overflow-wrap:anywhere]">
          {item.owner ?? <span className="text-faint">{t('noOwner')}</span>}
        </span>
        {item.due && <span className="whitespace-nowrap tabular-nums">{t('due', { day: times.day(item.due) })}</span>}
      </div>
      <Link
        href={hrefOf(item.from.kind, item.from.slug)}
        draggable={false}
        className="mt-0.5 inline-flex min-h-6 max-w-full items-center truncate text-xs text-faint hover:text-ink hover:underline"
      >
        <span className="truncate">{item.from.title}</span>
      </Link>
      {mayEdit && (
        <Select
          aria-label={t('columnOf', { title: titleOf(item) })}
          value={column}
          className="mt-1.5"
          onChange={(event) => {
            const to = choiceOf(BOARD_COLUMN_CHOICES, event.target.value)
            if (to) onMove(to)
          }}
        >
          {BOARD_COLUMN_CHOICES.map((one) => (
            <option key={one} value={one}>
              {columnLabel(one)}
            </option>
          ))}
        </Select>
      )}
    </li>
  )
}

/** What makes an item stand out. */
function Marks({ item }: { item: ActionItemView }) {
  const t = useTranslations('action-item.boardCard')
  const marks = useTranslations('action-item.marks')
  const bare = item.status === 'done' && item.evidence === null
  if (!item.priority && !item.overdue && !item.debt && !item.waits && !bare) return null
  return (
    <div className="mt-1 flex flex-wrap gap-1">
      {item.priority && <PriorityBadge priority={item.priority} />}
      {item.overdue && <Badge tone="red">{marks('overdue')}</Badge>}
      {item.debt && <DebtBadge times={item.debt.recurrences.length} />}
      {item.waits && (
        <Badge tone="amber" title={item.dependsOn ? t('waitsFor', { title: titleOf(item.dependsOn) }) : undefined}>
          <Clock aria-hidden />
          {marks('waits')}
        </Badge>
      )}
      {bare && <Badge tone="amber">{marks('noEvidence')}</Badge>}
    </div>
  )
}
