'use client'
import { useTranslations } from 'next-intl'
import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { handleBefore } from '@/lib/domain/mentions'
import type { Person } from '@/lib/schema/stage'
import { cn } from '../ui/class-names'
import { Textarea } from '../ui/textarea'

/** People offered at once. */
const OFFERED = 6

type Writing = { from: number; typed: string; active: number }
type MentionBoxProps = {
  id: string
  label?: string
  describedBy?: string | undefined
  value: string
  people: readonly Person[]
  onChange: (text: string) => void
  onSubmit: () => void
}

/** A field for Markdown that completes `@names`: arrows choose, Enter or Tab takes, Escape closes. Command-Enter sends. */
export function MentionBox(props: MentionBoxProps) {
  const t = useTranslations('comment.mentionBox')
  const { value, people, onChange } = props
  const listId = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const [writing, setWriting] = useState<Writing | null>(null)
  const found = writing ? peopleLike(people, writing.typed) : []
  const active = found[Math.min(writing?.active ?? 0, found.length - 1)]

  const look = (text: string, caret: number) => {
    const before = handleBefore(text, caret)
    setWriting(before && { ...before, active: 0 })
  }
  const take = ({ handle }: Person) => {
    const element = field.current
    if (!writing || !element) return
    const caret = writing.from + handle.length + 2
    onChange(`${value.slice(0, writing.from)}@${handle} ${value.slice(writing.from + writing.typed.length + 1)}`)
    setWriting(null)
    // The caret goes behind the name once React has written the text.
    requestAnimationFrame(() => {
      element.focus()
      element.setSelectionRange(caret, caret)
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      return props.onSubmit()
    }
    if (!writing || !active || event.nativeEvent.isComposing) return
    if (event.key === 'Enter' || event.key === 'Tab') take(active)
    else if (event.key === 'Escape') setWriting(null)
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : found.length - 1
      setWriting({ ...writing, active: (found.indexOf(active) + step) % found.length })
    } else return
    event.preventDefault()
  }
  return (
    <div className="relative">
      <Textarea
        ref={field}
        id={props.id}
        aria-label={props.label}
        aria-describedby={props.describedBy}
        aria-autocomplete="list"
        aria-controls={active ? listId : undefined}
        aria-activedescendant={active ? `${listId}-${active.id}` : undefined}
        rows={3}
        maxLength={10_000}
        value={value}
        onChange={(event) => {
          onChange(event.target.value)
          look(event.target.value, event.target.selectionStart)
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setWriting(null)}
      />
      {active ? (
        <div
          id={listId}
          role="listbox"
          aria-label={t('people')}
          className="absolute top-full left-0 z-30 mt-1 w-64 max-w-full rounded-md border border-line-strong bg-surface py-1 shadow-float"
        >
          {found.map((person) => (
            <div
              key={person.id}
              id={`${listId}-${person.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={person === active}
              className={cn('cursor-pointer px-3 py-1', person === active && 'bg-hover')}
              // Before the field loses the focus, which would close the list.
              onMouseDown={(event) => {
                event.preventDefault()
                take(person)
              }}
            >
              {person.name} <span className="text-xs text-faint">@{person.handle}</span>
            </div>
          ))}
        </div>
      ) : null}
    </div>
  )
}

function peopleLike(people: readonly Person[], typed: string): Person[] {
  const wanted = typed.toLowerCase()
  const starts = people.filter(({ handle }) => handle.startsWith(wanted))
  const holds = people.filter(
    ({ handle, name }) =>
      !handle.startsWith(wanted) && (handle.includes(wanted) || name.toLowerCase().includes(wanted)),
  )
  return [...starts, ...holds].slice(0, OFFERED)
}
