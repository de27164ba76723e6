'use client'
import { useTranslations } from 'next-intl'
import { useId, useState, type ReactNode } from 'react'
import { cn } from '@/components/ui/class-names'
import { isLit, useActiveField, useActiveFieldStore } from './active-field'
import { LineMarks } from './citation-mark'
import { readWallClock, toWallClock } from './zone-time'

type FrameProps = {
  field: string
  label: string
  hideLabel?: boolean
  /** What is said of an empty field. */
  empty?: 'unknown' | 'none' | false
  className?: string
}

const control = 'control min-h-8 px-2 py-1'

/**
 * A labelled field of the draft. Pointing at it or focusing it marks its words in the source; when the source is pointed
 * at, the field is ringed. An empty field says "unknown" in words.
 */
function FieldFrame({
  field,
  label,
  hideLabel,
  empty,
  className,
  id,
  children,
}: FrameProps & { id: string; children: ReactNode }) {
  const store = useActiveFieldStore()
  const lit = useActiveField((active) => isLit(active, field))
  const t = useTranslations('import.draftField')
  return (
    <div
      data-field={field}
      className={cn('min-w-0 rounded-md', lit && 'outline-2 outline-offset-2 outline-accent', className)}
      onMouseEnter={() => store.point({ field, origin: 'form', scroll: false })}
      onMouseLeave={() => store.point(null)}
      onFocus={(event) => {
        event.stopPropagation()
        store.focus(field)
      }}
      onBlur={() => store.focus(null)}
    >
      <label htmlFor={id} className={cn('mb-0.5 flex items-baseline gap-2 text-xs text-muted', hideLabel && 'sr-only')}>
        <span>{label}</span>
        {empty && <span className="text-faint italic">{t(empty)}</span>}
      </label>
      {children}
    </div>
  )
}

type TextFieldProps = FrameProps & {
  value: string | null
  onChange: (value: string | null) => void
  required?: boolean
  invalid?: boolean
  list?: string
  type?: 'text' | 'date' | 'url'
  placeholder?: string
}

/** One line of text or a date; empty means unknown. */
export function TextField({
  value,
  onChange,
  required,
  invalid,
  list,
  type = 'text',
  placeholder,
  ...frame
}: TextFieldProps) {
  const id = useId()
  return (
    <FieldFrame {...frame} id={id} empty={!required && !value && 'unknown'}>
      <input
        id={id}
        type={type}
        className={control}
        value={value ?? ''}
        list={list}
        placeholder={placeholder}
        aria-invalid={invalid || (required && !value) || undefined}
        onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      />
    </FieldFrame>
  )
}

type AreaFieldProps = FrameProps & {
  value: string | null
  onChange: (value: string) => void
  rows?: number
  mono?: boolean
  emptyWord?: 'unknown' | 'none'
}

/** Text of several lines that grows with what is in it. */
export function AreaField({ value, onChange, rows = 1, mono, emptyWord = 'unknown', ...frame }: AreaFieldProps) {
  const id = useId()
  return (
    <FieldFrame {...frame} id={id} empty={!value && emptyWord}>
      <textarea
        id={id}
        rows={rows}
        className={cn(control, 'field-sizing-content max-h-96 resize-none', mono && 'font-mono text-xs')}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value)}
      />
    </FieldFrame>
  )
}

/** A list, one entry a line. */
export function LinesField({
  value,
  onChange,
  className,
  ...rest
}: Omit<AreaFieldProps, 'value' | 'onChange'> & { value: string[]; onChange: (value: string[]) => void }) {
  return (
    <div className={className}>
      <AreaField
        {...rest}
        emptyWord="none"
        value={value.join('\n')}
        onChange={(text) => onChange(text === '' ? [] : text.split('\n'))}
      />
      <LineMarks field={rest.field} lines={value} />
    </div>
  )
}

type ChoiceFieldProps<T extends string> = FrameProps & {
  value: T | null
  options: readonly T[]
  onChange: (value: T | null) => void
  /** Whether "unknown" is one of the choices. */
  optional?: boolean
  /** What a value is called; the value itself when absent. */
  words?: (value: T) => string
}

export function ChoiceField<T extends string>({
  value,
  options,
  onChange,
  optional,
  words,
  ...frame
}: ChoiceFieldProps<T>) {
  const id = useId()
  const t = useTranslations('import.draftField')
  return (
    <FieldFrame {...frame} id={id}>
      <select
        id={id}
        className={cn(control, 'pr-7', value === null && 'text-faint italic')}
        value={value ?? ''}
        onChange={(event) => onChange(options.find((option) => option === event.target.value) ?? null)}
      >
        {optional && <option value="">{t('unknown')}</option>}
        {options.map((option) => (
          <option key={option} value={option}>
            {words?.(option) ?? option}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}

type InstantFieldProps = FrameProps & {
  value: string | null
  zone: string | null
  onChange: (value: string | null) => void
}

/** An instant, shown and typed as "2026-01-08 16:00" on the clock of the source's zone. */
export function InstantField({ value, zone, onChange, ...frame }: InstantFieldProps) {
  const id = useId()
  const t = useTranslations('import.draftField')
  // What is being typed, until it reads as a time; null shows the value.
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <FieldFrame {...frame} id={id} empty={value === null && 'unknown'}>
      <input
        id={id}
        type="text"
        className={cn(control, 'tabular-nums')}
        placeholder={t('timeForm')}
        value={typed ?? toWallClock(value, zone)}
        aria-invalid={(typed !== null && readWallClock(typed, value, zone) === undefined) || undefined}
        onChange={(event) => {
          setTyped(event.target.value)
          const at = readWallClock(event.target.value, value, zone)
          if (at !== undefined) onChange(at)
        }}
        onBlur={() => typed !== null && readWallClock(typed, value, zone) !== undefined && setTyped(null)}
      />
    </FieldFrame>
  )
}

type NumberFieldProps = FrameProps & {
  value: number | null
  onChange: (value: number | null) => void
  min?: number
  max?: number
  step?: number | 'any'
}

export function NumberField({ value, onChange, min, max, step = 'any', ...frame }: NumberFieldProps) {
  const id = useId()
  return (
    <FieldFrame {...frame} id={id} empty={value === null && 'unknown'}>
      <input
        id={id}
        type="number"
        inputMode="decimal"
        min={min}
        max={max}
        step={step}
        className={cn(control, 'tabular-nums')}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? null : event.target.valueAsNumber)}
      />
    </FieldFrame>
  )
}

export function CheckField({
  value,
  onChange,
  label,
  field,
  className,
}: FrameProps & { value: boolean; onChange: (value: boolean) => void }) {
  const id = useId()
  return (
    <div data-field={field} className={cn('flex min-h-6 items-center gap-2 text-sm', className)}>
      <input
        id={id}
        type="checkbox"
        className="size-4 accent-accent"
        checked={value}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id}>{label}</label>
    </div>
  )
}
