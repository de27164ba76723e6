'use client'
import { useRef, useState, type ReactNode } from 'react'
import { cn } from '@/components/ui/class-names'
import { Input } from '@/components/ui/input'
import { Unknown } from '@/components/ui/unknown'

type EditableValueProps = {
  /** Names the field and the thing ("Owner of …"). */
  label: string
  type: 'text' | 'date'
  value: string | null
  /** How the value reads when it is not edited. */
  children: ReactNode
  onChange: (value: string | null) => void
}

/** A value that becomes an input when it is clicked. Enter or leaving saves, Escape takes back; empty means unknown. */
export function EditableValue({ label, type, value, children, onChange }: EditableValueProps) {
  const [editing, setEditing] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const finish = (next: string | null) => {
    setEditing(false)
    if (next !== null && (next.trim() || null) !== value) onChange(next.trim() || null)
  }
  if (!editing) {
    return (
      <button
        ref={button}
        type="button"
        aria-label={`${label}: ${value ?? 'unknown'}. Change`}
        className="-mx-1.5 inline-flex min-h-6 max-w-full items-center rounded px-1.5 text-left break-words decoration-faint decoration-dotted underline-offset-4 hover:bg-hover hover:underline"
        onClick={() => setEditing(true)}
      >
        {value === null ? <Unknown /> : children}
      </button>
    )
  }
  return (
    <Input
      autoFocus
      type={type}
      aria-label={label}
      defaultValue={value ?? ''}
      className={cn('h-7 text-xs', type === 'date' ? 'w-34' : 'w-32')}
      onBlur={(event) => finish(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish(event.currentTarget.value)
        if (event.key === 'Escape') finish(null)
      }}
    />
  )
}
