'use client'

import { Search, SlidersHorizontal, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Button } from '../ui/button'
import { cn } from '../ui/class-names'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import { useTableFilter } from './table-filter'

/** Pause in typing before the list is asked again, in milliseconds. */
const DEBOUNCE_MS = 250

/** Free-text filter `name` (usually `q`), applied as one types. */
export function FilterSearch({ name = 'q', label, className }: { name?: string; label: string; className?: string }) {
  const { filter, change } = useTableFilter()
  const applied = String(filter[name] ?? '')
  const [text, setText] = useState(applied)
  const latest = useRef(applied)
  useEffect(() => {
    // The address changed by other means (back button, "clear"): follow it.
    if (applied !== latest.current) {
      latest.current = applied
      setText(applied)
    }
  }, [applied])
  useEffect(() => {
    const wanted = text.trim()
    if (wanted === latest.current) return
    const timer = setTimeout(() => {
      latest.current = wanted
      change({ [name]: wanted || undefined })
    }, DEBOUNCE_MS)
    return () => clearTimeout(timer)
  }, [text, name, change])
  return (
    <div className={cn('relative flex-1', className ?? 'min-w-44 sm:max-w-72')}>
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-faint" />
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="pl-8"
      />
    </div>
  )
}

/** One value of `name` out of a few; `all` is the label of no filter. */
export function FilterSelect(props: {
  name: string
  label: string
  all: string
  options: { value: string; label: string }[]
  className?: string
}) {
  const { filter, change } = useTableFilter()
  return (
    <Select
      aria-label={props.label}
      value={String(filter[props.name] ?? '')}
      onChange={(event) => change({ [props.name]: event.target.value || undefined })}
      className={cn('w-auto max-w-52', props.className)}
    >
      <option value="">{props.all}</option>
      {props.options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </Select>
  )
}

/** A day; an unfinished one does not count yet. */
export function FilterDate({ name, label }: { name: string; label: string }) {
  const { filter, change } = useTableFilter()
  return (
    <label className="flex items-center gap-1.5 text-xs text-faint">
      {label}
      <Input
        type="date"
        value={String(filter[name] ?? '')}
        onChange={(event) => change({ [name]: event.target.value || undefined })}
        className="w-34 px-2 text-xs"
      />
    </label>
  )
}

/** On or off (`true` or no filter). */
export function FilterToggle({ name, label }: { name: string; label: string }) {
  const { filter, change } = useTableFilter()
  const on = filter[name] === true
  return (
    <Button
      aria-pressed={on}
      onClick={() => change({ [name]: on ? undefined : true })}
      className="aria-pressed:border-accent-line aria-pressed:bg-accent-tint aria-pressed:text-accent-ink"
    >
      {label}
    </Button>
  )
}

/** Filters that a telephone shows when they are asked for: a list begins on its first screen. `names`: those that count as set. */
export function MoreFilters({ names, children }: { names: readonly string[]; children: ReactNode }) {
  const t = useTranslations('table.filterControls')
  const { filter } = useTableFilter()
  const [open, setOpen] = useState(false)
  const set = names.filter((name) => filter[name] !== undefined).length
  return (
    <>
      <Button className="sm:hidden" aria-expanded={open} onClick={() => setOpen(!open)}>
        <SlidersHorizontal aria-hidden />
        {set > 0 ? t('filtersSet', { count: set }) : t('filters')}
      </Button>
      <div className={cn('contents', !open && 'max-sm:hidden')}>{children}</div>
    </>
  )
}

/** Takes out every filter named; shown only when one is set. */
export function FilterClear({ names }: { names: string[] }) {
  const t = useTranslations('table.filterControls')
  const { filter, change } = useTableFilter()
  if (!names.some((name) => filter[name] !== undefined)) return null
  return (
    <Button variant="ghost" onClick={() => change(Object.fromEntries(names.map((name) => [name, undefined])))}>
      <X aria-hidden />
      {t('clear')}
    </Button>
  )
}
