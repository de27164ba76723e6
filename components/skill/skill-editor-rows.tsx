'use client'
import { ArrowDown, ArrowUp, GripVertical, Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Button, IconButton } from '../ui/button'
import { cn } from '../ui/class-names'

/** What takes the keyboard in a row. */
const FIELDS = 'textarea, input'

/** What one row is. */
export type RowKind =
  'owner' | 'trigger' | 'symptom' | 'diagnosisStep' | 'resolutionStep' | 'escalationRule' | 'followUp' | 'source'

type RowsProps<Row> = {
  kind: RowKind
  rows: readonly Row[]
  blank: Row
  /** `name` null: rows have come, gone or moved, which is taken back as one step. */
  onChange: (rows: Row[], name: string | null) => void
  /** `label`: what the row is called ("diagnosis step 1"). */
  children: (row: Row, change: (part: Row) => void, label: string) => ReactNode
}

/** Rows that can be added, removed and moved, with the mouse by their handle and with the keyboard by their buttons or Alt and an arrow. */
export function SkillRows<Row>({ kind, rows, blank, onChange, children }: RowsProps<Row>) {
  const t = useTranslations('skill.skillEditorRows')
  const list = useRef<HTMLOListElement>(null)
  const [dragged, setDragged] = useState<number | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const [focused, setFocused] = useState<{ place: number; what: string } | null>(null)
  // The row that was moved or added keeps the keyboard, wherever it stands now.
  useEffect(() => {
    if (!focused) return
    const row = list.current?.children[focused.place]
    const target = row?.querySelector<HTMLElement>(focused.what)
    const enabled = target?.matches(':disabled') ? row?.querySelector<HTMLElement>(FIELDS) : target
    enabled?.focus()
    setFocused(null)
  }, [focused])
  const move = (from: number, to: number, what: string) => {
    const row = rows[from]
    if (row === undefined || to < 0 || to >= rows.length) return
    onChange(rows.toSpliced(from, 1).toSpliced(to, 0, row), null)
    setFocused({ place: to, what })
  }
  const onKeyDown = (event: KeyboardEvent, place: number) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (by === 0 || !event.altKey) return
    event.preventDefault()
    move(place, place + by, FIELDS)
  }
  return (
    <div className="space-y-2">
      {rows.length === 0 ? <p className="text-xs text-faint">{t(`none.${kind}`)}</p> : null}
      <ol ref={list} className="space-y-2">
        {rows.map((row, place) => {
          const label = t(`row.${kind}`, { number: place + 1 })
          return (
            <li
              key={place}
              onKeyDown={(event) => onKeyDown(event, place)}
              onDragOver={(event) => {
                if (dragged === null) return
                event.preventDefault()
                setOver(place)
              }}
              onDrop={(event) => {
                event.preventDefault()
                if (dragged !== null) move(dragged, place, FIELDS)
                setDragged(null)
                setOver(null)
              }}
              className={cn(
                'flex gap-1.5 rounded-md border bg-surface p-2',
                over === place && dragged !== null ? 'border-accent' : 'border-line',
                dragged === place && 'opacity-60',
              )}
            >
              <span
                draggable
                aria-hidden
                title={t('drag')}
                className="grid w-4 shrink-0 cursor-grab place-items-center self-stretch text-faint"
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = 'move'
                  event.dataTransfer.setData('text/plain', String(place))
                  setDragged(place)
                }}
                onDragEnd={() => {
                  setDragged(null)
                  setOver(null)
                }}
              >
                <GripVertical className="size-4" />
              </span>
              <div className="min-w-0 flex-1">
                {children(row, (next) => onChange(rows.with(place, next), `${kind} ${place}`), label)}
              </div>
              <div className="flex shrink-0 flex-col">
                <IconButton
                  label={t('up', { row: label })}
                  data-move="up"
                  disabled={place === 0}
                  onClick={() => move(place, place - 1, '[data-move=up]')}
                >
                  <ArrowUp aria-hidden />
                </IconButton>
                <IconButton
                  label={t('down', { row: label })}
                  data-move="down"
                  disabled={place === rows.length - 1}
                  onClick={() => move(place, place + 1, '[data-move=down]')}
                >
                  <ArrowDown aria-hidden />
                </IconButton>
                <IconButton
                  label={t('remove', { row: label })}
                  data-remove
                  onClick={() => {
                    onChange(rows.toSpliced(place, 1), null)
                    setFocused({ place: Math.max(0, place - 1), what: '[data-remove]' })
                  }}
                >
                  <X aria-hidden />
                </IconButton>
              </div>
            </li>
          )
        })}
      </ol>
      <Button
        variant="ghost"
        size="sm"
        onClick={() => {
          onChange([...rows, blank], null)
          setFocused({ place: rows.length, what: FIELDS })
        }}
      >
        <Plus aria-hidden /> {t(`add.${kind}`)}
      </Button>
    </div>
  )
}
