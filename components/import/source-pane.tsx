'use client'
import { useTranslations } from 'next-intl'
import { memo, useEffect, useMemo, useRef, type MouseEvent } from 'react'
import type { Span } from '@/lib/schema/text'
import { cn } from '@/components/ui/class-names'
import { useActiveField, useActiveFieldStore } from './active-field'
import { spanOfField, type FieldSpan } from './field-spans'
import { cutSourceLines, lineAt, type SourceLine } from './source-lines'

type SourcePaneProps = {
  text: string
  spans: readonly FieldSpan[]
  dropped: readonly Span[]
  /** Line to show at once, for example of a problem; `turn` makes asking twice for the same line work. */
  jump: { line: number; turn: number } | null
}

/**
 * The verbatim source with every field's span marked. Pointing at a mark points at its narrowest field; a click goes to
 * the field in the form.
 */
export function SourcePane({ text, spans, dropped, jump }: SourcePaneProps) {
  const t = useTranslations('import.sourcePane')
  const store = useActiveFieldStore()
  const scroller = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => cutSourceLines(text, spans, dropped), [text, spans, dropped])

  useEffect(() => {
    if (jump) scrollToLine(scroller.current, jump.line)
  }, [jump])

  useEffect(
    () =>
      store.subscribe(() => {
        const active = store.read()
        if (!active || active.origin !== 'form' || !active.scroll) return
        const span = spanOfField(spans, active.field)
        if (span) scrollToLine(scroller.current, lineAt(lines, span[0]))
      }),
    [store, spans, lines],
  )

  const fieldUnder = (event: MouseEvent) =>
    event.target instanceof Element
      ? (event.target.closest('[data-fields]')?.getAttribute('data-fields') ?? null)
      : null
  const point = (event: MouseEvent) => {
    // Browsers also send a move when the text scrolls under a resting mouse.
    if (event.movementX === 0 && event.movementY === 0) return
    const field = narrowest(fieldUnder(event))
    store.point(field ? { field, origin: 'source', scroll: false } : null)
  }
  const goToField = (event: MouseEvent) => {
    const field = narrowest(fieldUnder(event))
    if (!field || window.getSelection()?.toString()) return
    store.point({ field, origin: 'source', scroll: true })
    focusField(field)
  }

  return (
    <div
      ref={scroller}
      role="region"
      aria-label={t('title')}
      tabIndex={0}
      className="h-full overflow-auto rounded-md border border-line bg-subtle py-2 font-mono text-xs leading-5"
      onMouseMove={point}
      onMouseLeave={() => store.point(null)}
      onClick={goToField}
    >
      {lines.map((line) => (
        <Line key={line.number} line={line} text={text} spans={spans} flagged={jump?.line === line.number} />
      ))}
    </div>
  )
}

type LineProps = { line: SourceLine; text: string; spans: readonly FieldSpan[]; flagged: boolean }

const Line = memo(function Line({ line, text, spans, flagged }: LineProps) {
  const t = useTranslations('import.sourcePane')
  const active = useActiveField((pointed) => {
    if (!pointed) return null
    const span = spanOfField(spans, pointed.field)
    return span && span[0] < line.end && span[1] > line.start ? span.join('-') : null
  })
  const [from = -1, to = -1] = active?.split('-').map(Number) ?? []
  return (
    <div
      data-line={line.number}
      className={cn(
        'flex min-h-5 px-2 [contain-intrinsic-size:auto_1.25rem] [content-visibility:auto]',
        flagged && 'bg-amber-tint',
      )}
    >
      <span aria-hidden className="w-10 shrink-0 pr-3 text-right text-faint select-none">
        {line.number}
      </span>
      <span className="min-w-0 break-words whitespace-pre-wrap">
        {line.segments.map((part) => {
          const shown = text.slice(part.start, part.end)
          if (part.dropped) {
            return (
              <s key={part.start} className="text-faint" title={t('leftOut')}>
                {shown}
              </s>
            )
          }
          if (part.fields.length === 0) return shown
          const lit = part.start >= from && part.end <= to
          return (
            <mark
              key={part.start}
              data-fields={part.fields.join(' ')}
              className={cn(
                'cursor-pointer rounded-[2px] text-inherit transition-colors',
                lit ? 'bg-mark outline outline-accent' : 'bg-accent-tint hover:bg-mark',
              )}
            >
              {shown}
            </mark>
          )
        })}
      </span>
    </div>
  )
})

/** The narrowest field at a place; what can be edited goes before what only quotes it. */
function narrowest(fields: string | null): string | null {
  const all = fields?.split(' ') ?? []
  const editable = all.filter((field) => !/^(patterns|contradictions)\./.test(field))
  return editable.at(-1) ?? all.at(-1) ?? null
}

/** Scrolls inside the pane alone: the page keeps its place. */
function scrollToLine(scroller: HTMLElement | null, line: number) {
  const element = scroller?.querySelector<HTMLElement>(`[data-line="${line}"]`)
  if (!scroller || !element) return
  scrollWithin(scroller, element)
}

/** Brings `element` into view inside of `scroller`, which alone moves. */
export function scrollWithin(scroller: HTMLElement, element: HTMLElement) {
  const above = element.getBoundingClientRect().top - scroller.getBoundingClientRect().top
  const visible = above >= 0 && above + element.offsetHeight <= scroller.clientHeight
  if (!visible) scroller.scrollTo({ top: scroller.scrollTop + above - scroller.clientHeight / 3 })
}

/** Moves the focus to the input of `field`, or of the nearest part above it that the form shows. */
export function focusField(field: string) {
  const holder = showField(field)
  // Of a whole row the words count most: they are what the source shows.
  const input =
    holder?.querySelector<HTMLElement>('textarea') ?? holder?.querySelector<HTMLElement>('input, select, button')
  input?.focus({ preventScroll: true })
}

/** Scrolls to `field`, or to the nearest part above it that the form shows, and gives its element. */
export function showField(field: string): HTMLElement | null {
  const parts = field.split('.')
  for (let length = parts.length; length > 0; length--) {
    const path = CSS.escape(parts.slice(0, length).join('.'))
    const holder = document.querySelector<HTMLElement>(`[data-field="${path}"]`)
    if (!holder) continue
    holder.scrollIntoView({ block: 'center' })
    return holder
  }
  return null
}
