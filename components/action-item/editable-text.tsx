'use client'
import { Pencil } from 'lucide-react'
import { useId, useRef, useState, type ReactNode } from 'react'
import { Button, IconButton } from '@/components/ui/button'
import { Label } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { Unknown } from '@/components/ui/unknown'
import { useActionItemEdit } from './action-item-editing'
import type { ControlledItem, ItemFields } from './controlled-item'

/** Fields of an item that are words. */
type TextField = 'title' | 'description' | 'condition' | 'scope' | 'dependency' | 'closedBy' | 'reason' | 'ticket'

type EditableTextProps = {
  item: ControlledItem
  field: TextField
  /** Names the field. */
  label: string
  hint?: string
  rows?: number
  maxLength?: number
  /** How the value reads when it is not edited; without it, the value itself. */
  children?: ReactNode
  /** What stands in place of a missing value; null: a button to write one. */
  none?: ReactNode
}

/** A text of an item that is changed in place. Ctrl or Cmd with Enter saves, Escape takes back; empty means unknown. */
export function EditableText(props: EditableTextProps) {
  const { item, field, label, children, none } = props
  const { shown, pending, mayEdit, change } = useActionItemEdit(item)
  const [editing, setEditing] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const value = shown[field] ?? null
  const finish = (next: string | null) => {
    setEditing(false)
    const said = next?.trim() || null
    // A title cannot be empty.
    if (next !== null && said !== value && (said !== null || field !== 'title')) change({ [field]: said } as ItemFields)
    requestAnimationFrame(() => button.current?.focus())
  }
  if (editing && mayEdit) return <TextEditor {...props} start={value ?? ''} onFinish={finish} />
  const edit = mayEdit && (
    <IconButton
      ref={button}
      label={value === null ? `Write the ${label.toLowerCase()}` : `Change the ${label.toLowerCase()}`}
      className="print:hidden"
      onClick={() => setEditing(true)}
    >
      <Pencil aria-hidden />
    </IconButton>
  )
  return (
    <div className="flex items-start gap-1.5" aria-busy={pending}>
      <div className="min-w-0 flex-1 py-0.5 [overflow-wrap:anywhere]">
        {value === null ? (none ?? <Unknown what={label.toLowerCase()} />) : (children ?? value)}
      </div>
      {edit}
    </div>
  )
}

function TextEditor(props: EditableTextProps & { start: string; onFinish: (next: string | null) => void }) {
  const { label, hint, rows = 2, maxLength = 1000, start, onFinish } = props
  const id = useId()
  const [text, setText] = useState(start)
  return (
    <form
      className="space-y-1.5"
      onSubmit={(event) => {
        event.preventDefault()
        onFinish(text)
      }}
    >
      <Label htmlFor={id} className="sr-only">
        {label}
      </Label>
      <Textarea
        id={id}
        autoFocus
        rows={rows}
        maxLength={maxLength}
        aria-describedby={`${id}-hint`}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onFinish(null)
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault()
            onFinish(text)
          }
        }}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" size="sm" variant="primary">
          Save
        </Button>
        <Button size="sm" variant="ghost" onClick={() => onFinish(null)}>
          Cancel
        </Button>
        <span id={`${id}-hint`} className="text-xs text-faint">
          {hint ?? 'Ctrl+Enter saves, Escape takes back.'}
        </span>
      </div>
    </form>
  )
}
