'use client'
import { useTranslations } from 'next-intl'
import { useId, useState, type ReactNode } from 'react'
import { cn } from '@/components/ui/class-names'
import { Input } from '@/components/ui/input'
import { Unknown } from '@/components/ui/unknown'
import { useFocusBack } from './focus-back'

type EditableValueProps = {
  /** Names the field and the thing ("Owner of …"). */
  label: string
  type: 'text' | 'date'
  value: string | null
  /** How the value reads when it is not edited. */
  children: ReactNode
  /** Gives why the value was refused; null when it is saved. */
  onChange: (value: string | null) => Promise<string | null>
}

/** What was typed and not taken, and why. */
type Refused = { text: string; why: string }

/**
 * A value that becomes an input when it is clicked. Enter or leaving saves, Escape takes back; empty means unknown. What is refused
 * stays as it was typed, with the reason.
 */
export function EditableValue({ label, type, value, children, onChange }: EditableValueProps) {
  const t = useTranslations('action-item.editableValue')
  const id = useId()
  const [editing, setEditing] = useState(false)
  const [refused, setRefused] = useState<Refused | null>(null)
  const { button, comeBack } = useFocusBack(editing)
  const close = (byKey: boolean) => {
    // The keyboard stays where it was; who has gone elsewhere is not called back.
    if (byKey) comeBack()
    setRefused(null)
    setEditing(false)
  }
  const finish = (next: string, byKey: boolean) => {
    close(byKey)
    const said = next.trim() || null
    if (said === value) return
    void onChange(said).then((why) => {
      if (why === null) return
      setRefused({ text: next, why })
      setEditing(true)
    })
  }
  if (!editing) {
    return (
      <button
        ref={button}
        type="button"
        aria-label={value === null ? t('changeUnknown', { label }) : t('change', { label, value })}
        className="editable"
        onClick={() => setEditing(true)}
      >
        {value === null ? <Unknown /> : children}
      </button>
    )
  }
  return (
    <span className="inline-block">
      <Input
        autoFocus
        type={type}
        aria-label={label}
        aria-invalid={refused ? true : undefined}
        aria-describedby={refused ? id : undefined}
        defaultValue={refused?.text ?? value ?? ''}
        className={cn('h-7 text-xs', type === 'date' ? 'w-34' : 'w-32')}
        // Leaving what was refused as it is does not send it again.
        onBlur={({ target }) => target.value !== refused?.text && finish(target.value, false)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return
          // The button has the keyboard before the key is done with, and Enter would press it.
          event.preventDefault()
          if (event.key === 'Enter') finish(event.currentTarget.value, true)
          else close(true)
        }}
      />
      {refused && (
        <span id={id} role="alert" className="mt-1 block max-w-56 text-xs text-red-ink">
          {refused.why}
        </span>
      )}
    </span>
  )
}
