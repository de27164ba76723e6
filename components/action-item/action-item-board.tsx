'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useEffect, useOptimistic, useRef, type KeyboardEvent } from 'react'
import { filterHref } from '@/components/table/filter-href'
import { useTableFilter } from '@/components/table/table-filter'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/class-names'
import { Kbd } from '@/components/ui/kbd'
import type { ActionItemView, BoardColumn, BoardView } from '@/lib/schema/action-item'
import { BOARD_COLUMN_CHOICES } from '@/lib/schema/choices'
import { useItemChange } from './action-item-editing'
import { BoardCard, useColumnLabel } from './board-card'
import { useBoardDrag } from './board-drag'
import { controlledOf } from './controlled-item'
import { ItemFilters } from './item-filters'
import { titleOf } from './item-title'

type Columns = BoardView['columns']
type Move = { id: string; to: BoardColumn }

/** The columns as they will be once a card has been moved. */
function moved(columns: Columns, { id, to }: Move): Columns {
  const item = columns.flatMap(({ items }) => items).find((one) => one.id === id)
  if (!item) return columns
  const status = to === 'unknown' ? null : to
  return columns.map((column) => {
    const without = column.items.filter((one) => one.id !== id)
    const left = column.total - (column.items.length - without.length)
    if (column.column !== to) return { ...column, items: without, total: left }
    return { ...column, items: [{ ...item, status }, ...without], total: left + 1 }
  })
}

/**
 * Action items by status. A card is moved with the mouse, with a finger by its grip, with its list of columns, or with the keyboard:
 * arrows go from card to card, Shift with left or right moves it. Stands inside an `ActionItemEditing` and a `TableFilter`.
 */
export function ActionItemBoard({ board }: { board: BoardView }) {
  const t = useTranslations('action-item.actionItemBoard')
  const [columns, moveSoon] = useOptimistic(board.columns, moved)
  const scroller = useRef<HTMLDivElement>(null)
  const focused = useRef<string | null>(null)
  const { mayEdit, change } = useItemChange((item, { status }) => moveSoon({ id: item.id, to: status ?? 'unknown' }))
  const cards = columns.flatMap(({ column, items }) => items.map((item) => ({ column, item })))
  const move = (id: string, to: BoardColumn) => {
    const card = cards.find(({ item }) => item.id === id)
    if (!card || card.column === to) return
    focused.current = id
    void change(controlledOf(card.item), { status: to === 'unknown' ? null : to })
  }
  const { drag, grab } = useBoardDrag(scroller, move)
  // A card that goes to another column is drawn anew: the focus goes along, unless it is somewhere else by now.
  useEffect(() => {
    if (focused.current === null || document.activeElement !== document.body) return
    linkOf(focused.current)?.focus()
  })
  const dragged = drag && cards.find(({ item }) => item.id === drag.id)?.item
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <ItemFilters withStatus={false} />
      </div>
      {mayEdit && (
        <p className="mb-3 hidden flex-wrap items-center gap-1 text-xs text-faint sm:flex">
          {t.rich('keys', { key: (name) => <Kbd>{name}</Kbd> })}
        </p>
      )}
      <div
        ref={scroller}
        className="flex snap-x gap-3 overflow-x-auto pb-3"
        onKeyDown={(event) => onBoardKey(event, columns, mayEdit, move)}
      >
        {columns.map((column) => (
          <Column
            key={column.column}
            {...column}
            isOver={drag?.over === column.column}
            card={(item) => (
              <BoardCard
                key={item.id}
                item={item}
                column={column.column}
                mayEdit={mayEdit}
                isDragged={drag?.id === item.id}
                onMove={(to) => move(item.id, to)}
                onGrab={grab(item.id)}
              />
            )}
          />
        ))}
      </div>
      {drag && dragged && (
        <div
          aria-hidden
          className="pointer-events-none fixed z-50 max-w-60 rounded-md border border-accent-line bg-surface px-2.5 py-1.5 text-sm shadow-float"
          style={{ left: drag.x + 12, top: drag.y + 12 }}
        >
          {titleOf(dragged)}
        </div>
      )}
    </>
  )
}

type ColumnProps = Columns[number] & { isOver: boolean; card: (item: ActionItemView) => React.ReactNode }

function Column({ column, total, overdue, items, isOver, card }: ColumnProps) {
  const { filter } = useTableFilter<Record<string, string | boolean | undefined>>()
  const t = useTranslations('action-item.actionItemBoard')
  const label = useColumnLabel()(column)
  const more = total - items.length
  return (
    <section
      data-column={column}
      aria-labelledby={`column-${column}`}
      className={cn(
        'w-64 shrink-0 snap-start rounded-lg border p-2 xl:w-auto xl:min-w-48 xl:flex-1',
        isOver ? 'border-accent bg-accent-tint' : 'border-line bg-subtle',
      )}
    >
      <header className="mb-2 flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1 px-1">
        <h2 id={`column-${column}`} className="text-sm font-semibold">
          {label} <span className="text-xs font-normal text-muted tabular-nums">{total}</span>
        </h2>
        {overdue > 0 && <Badge tone="red">{t('overdue', { count: overdue })}</Badge>}
      </header>
      {items.length > 0 ? (
        <ol className="space-y-2">{items.map(card)}</ol>
      ) : (
        <p className="min-h-16 px-1 text-xs text-muted">{t('nothing')}</p>
      )}
      {more > 0 && (
        <Link
          href={filterHref('/action-items', { ...filter, status: column }, {}, {})}
          className="mt-2 inline-flex min-h-6 items-center px-1 text-xs text-accent-ink hover:underline"
        >
          {t('more', { count: more })}
        </Link>
      )}
    </section>
  )
}

function linkOf(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-card-link="${CSS.escape(id)}"]`)
}

const SIDEWAYS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 }
const UP_AND_DOWN: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 }

/** Keys on a card's link; those of its list of columns are the list's own. */
function onBoardKey(
  event: KeyboardEvent<HTMLElement>,
  columns: Columns,
  mayEdit: boolean,
  move: (id: string, to: BoardColumn) => void,
): void {
  const id = event.target instanceof HTMLElement ? event.target.dataset['cardLink'] : undefined
  if (id === undefined || event.ctrlKey || event.metaKey || event.altKey) return
  const at = columns.findIndex(({ items }) => items.some((item) => item.id === id))
  const row = columns[at]?.items.findIndex((item) => item.id === id) ?? -1
  const sideways = SIDEWAYS[event.key]
  const down = UP_AND_DOWN[event.key]
  if (sideways === undefined && down === undefined) return
  event.preventDefault()
  if (sideways !== undefined && event.shiftKey) {
    const to = BOARD_COLUMN_CHOICES[at + sideways]
    if (mayEdit && to) move(id, to)
    return
  }
  const next = sideways === undefined ? columns[at]?.items[row + (down ?? 0)] : beside(columns, at, row, sideways)
  if (next) linkOf(next.id)?.focus()
}

/** The card beside this one in the next column that has any. */
function beside(columns: Columns, at: number, row: number, step: number): ActionItemView | undefined {
  for (let index = at + step; index >= 0 && index < columns.length; index += step) {
    const items = columns[index]?.items ?? []
    if (items.length > 0) return items[Math.min(row, items.length - 1)]
  }
  return undefined
}
