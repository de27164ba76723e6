'use client'
import { Pencil } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId, useRef, useState, type ReactNode } from 'react'
import { Button, IconButton } from '@/components/ui/button'
import { Label } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { Unknown } from '@/components/ui/unknown'
import { useActionItemEdit } from './action-item-editing'
import type { ControlledItem, ItemFields } from './controlled-item'
import { useFocusBack } from './focus-back'

/** Fields of an item that are words. */
type TextField = 'title' | 'description' | 'condition' | 'scope' | 'dependency' | 'closedBy' | 'reason' | 'ticket'

type EditableTextProps = {
  item: ControlledItem
  field: TextField
  hint?: string
  rows?: number
  maxLength?: number
  /** How the value reads when it is not edited; without it, the value itself. */
  children?: ReactNode
  /** What stands in place of a missing value; null: a button to write one. */
  none?: ReactNode
}

/**
 * A text of an item that is changed in place. Ctrl or Cmd with Enter saves, Escape takes back; empty means unknown. What is refused
 * stays as it was typed, with the reason.
 */
export function EditableText(props: EditableTextProps) {
  const { item, field, children, none } = props
  const t = useTranslations('action-item.editableText')
  const { shown, pending, mayEdit, write } = useActionItemEdit(item)
  const [editing, setEditing] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const { button, comeBack } = useFocusBack(editing)
  const value = shown[field] ?? null
  const close = () => {
    comeBack()
    setEditing(false)
    setFailure(null)
  }
  const save = async (next: string) => {
    const said = next.trim() || null
    if (said === value) return close()
    if (said === null && field === 'title') return setFailure(t('needsTitle'))
    const why = await write({ [field]: said } as ItemFields)
    if (why === null) close()
    else setFailure(why)
  }
  if (editing && mayEdit) {
    return <TextEditor {...props} start={value ?? ''} pending={pending} failure={failure} save={save} close={close} />
  }
  const edit = mayEdit && (
    <IconButton
      ref={button}
      label={t(`${value === null ? 'write' : 'change'}.${field}`)}
      className="print:hidden"
      onClick={() => setEditing(true)}
    >
      <Pencil aria-hidden />
    </IconButton>
  )
  return (
    <div className="flex items-start gap-1.5" aria-busy={pending}>
      <div className="min-w-0 flex-1 py-0.5 [overflow-wrap:anywhere]">
        {value === null ? (none ?? <Unknown what={t(`unknown.${field}`)} />) : (children ?? value)}
      </div>
      {edit}
    </div>
  )
}

type EditorProps = EditableTextProps & {
  start: string
  pending: boolean
  failure: string | null
  save: (text: string) => Promise<void>
  close: () => void
}

function TextEditor(props: EditorProps) {
  const { field, hint, rows = 2, maxLength = 1000, start, pending, failure, save, close } = props
  const t = useTranslations('action-item.editableText')
  const id = useId()
  const [text, setText] = useState(start)
  // Not `pending`, which lasts a moment longer than the answer: whoever mends what was refused may be quicker.
  const saving = useRef(false)
  const submit = () => {
    if (saving.current) return
    saving.current = true
    void save(text).finally(() => (saving.current = false))
  }
  return (
    <form
      method="post"
      className="space-y-1.5"
      aria-busy={pending}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Label htmlFor={id} className="sr-only">
        {t(`name.${field}`)}
      </Label>
      <Textarea
        id={id}
        autoFocus
        rows={rows}
        maxLength={maxLength}
        aria-invalid={failure === null ? undefined : true}
        aria-describedby={failure === null ? `${id}-hint` : `${id}-failure ${id}-hint`}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close()
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault()
            submit()
          }
        }}
      />
      {failure && (
        <p id={`${id}-failure`} role="alert" className="text-xs text-red-ink">
          {failure}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" size="sm" variant="primary" aria-disabled={pending}>
          {pending ? t('saving') : t('save')}
        </Button>
        <Button size="sm" variant="ghost" onClick={close}>
          {t('cancel')}
        </Button>
        <span id={`${id}-hint`} className="text-xs text-faint">
          {hint ?? t('keys')}
        </span>
      </div>
    </form>
  )
}
