import { useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react'
import type { BoardColumn } from '@/lib/schema/action-item'
import { BOARD_COLUMN_CHOICES, choiceOf } from '@/lib/schema/choices'

/** How far a pointer goes before it drags: a click trembles less. In CSS pixels. */
const THRESHOLD = 6
/** So near to the board's edge it scrolls, so that a column out of sight can be reached. In CSS pixels. */
const EDGE = 36
const STEP = 14

export type Drag = { id: string; x: number; y: number; over: BoardColumn | null }

function columnAt(x: number, y: number): BoardColumn | null {
  const found = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-column]')
  return choiceOf(BOARD_COLUMN_CHOICES, found?.dataset['column'])
}

/**
 * Dragging of cards with a mouse or a pen by the card, with a finger by its grip: elsewhere a finger scrolls. Escape, and the end of
 * the touch by the system, let the card go where it was. `onDrop` hears of a card let go over a column.
 */
export function useBoardDrag(scroller: RefObject<HTMLElement | null>, onDrop: (id: string, to: BoardColumn) => void) {
  const [drag, setDrag] = useState<Drag | null>(null)
  const stop = useRef<(() => void) | null>(null)
  useEffect(() => () => stop.current?.(), [])

  const grab = (id: string) => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || !(event.target instanceof Element)) return
    const onGrip = event.target.closest('[data-grip]') !== null
    if (event.pointerType === 'touch' && !onGrip) return
    if (event.target.closest('select, button, input, label') !== null) return
    const from = { x: event.clientX, y: event.clientY }
    let isDragging = false
    const move = (next: globalThis.PointerEvent) => {
      const [x, y] = [next.clientX, next.clientY]
      isDragging ||= Math.hypot(x - from.x, y - from.y) > THRESHOLD
      if (!isDragging) return
      // A drag over words would mark them.
      window.getSelection()?.removeAllRanges()
      scrollNear(scroller.current, x)
      setDrag({ id, x, y, over: columnAt(x, y) })
    }
    const end = (next: globalThis.PointerEvent) => {
      const over = isDragging && next.type === 'pointerup' ? columnAt(next.clientX, next.clientY) : null
      if (isDragging) swallowClick()
      stop.current?.()
      if (over) onDrop(id, over)
    }
    const cancel = (key: KeyboardEvent) => {
      if (key.key === 'Escape') stop.current?.()
    }
    stop.current?.()
    stop.current = () => {
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', end)
      window.removeEventListener('pointercancel', end)
      window.removeEventListener('keydown', cancel)
      stop.current = null
      setDrag(null)
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', end)
    window.addEventListener('pointercancel', end)
    window.addEventListener('keydown', cancel)
  }
  return { drag, grab }
}

function scrollNear(board: HTMLElement | null, x: number): void {
  const bounds = board?.getBoundingClientRect()
  if (!board || !bounds) return
  if (x > bounds.right - EDGE) board.scrollBy({ left: STEP })
  if (x < bounds.left + EDGE) board.scrollBy({ left: -STEP })
}

/** A card that is let go over its own link has not been clicked. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => {
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0)
}
