'use client'
import { useEffect, useRef, type DragEvent, type PointerEvent } from 'react'

/** What a drop zone is told of a message that is dragged by a finger: the browser's own drag and drop is for mice. */
export const TOUCH_OVER = 'message-over'
export const TOUCH_LEAVE = 'message-leave'
export const TOUCH_DROP = 'message-drop'
export const DROP_ZONE = 'data-drop-zone'

/** A press of so many milliseconds, or a move of so many pixels, takes a message up. */
const PRESS = 250
const MOVE = 8
/** Within so many pixels of an edge what is below the finger scrolls, by so many a frame. */
const EDGE = 56
const STEP = 10

type Point = { x: number; y: number }

/** Lets an element be dragged by a finger or a pen; `onHold` is told when it has been taken up and when it has been let go. */
export function useTouchDrag(onHold: (held: boolean) => void) {
  const stop = useRef<(() => void) | null>(null)
  useEffect(() => () => stop.current?.(), [])
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType === 'mouse' || !event.isPrimary) return
      stop.current?.()
      const done = () => {
        stop.current = null
      }
      stop.current = followTouch(event.pointerId, { x: event.clientX, y: event.clientY }, onHold, done)
    },
    /** A long press would begin the browser's own drag or open its menu. */
    onContextMenu: (event: { preventDefault: () => void }) => {
      if (stop.current) event.preventDefault()
    },
    /** Whether the browser's own drag is refused, because a finger has it already. */
    refusesDrag: (event: DragEvent) => {
      if (stop.current) event.preventDefault()
      return stop.current !== null
    },
  }
}

/** Follows a finger until it is lifted; gives what stops that at once. */
function followTouch(pointer: number, start: Point, onHold: (held: boolean) => void, onDone: () => void): () => void {
  let at = start
  let held = false
  let zone: Element | null = null
  let frame = 0
  const listening = new AbortController()
  const enter = (next: Element | null) => {
    if (next === zone) return
    zone?.dispatchEvent(new Event(TOUCH_LEAVE))
    zone = next
    zone?.dispatchEvent(new Event(TOUCH_OVER))
  }
  const follow = () => {
    scrollBelow(at)
    enter(zoneAt(at))
    frame = requestAnimationFrame(follow)
  }
  const hold = () => {
    if (held) return
    held = true
    onHold(true)
    frame = requestAnimationFrame(follow)
  }
  const timer = setTimeout(hold, PRESS)
  const finish = (drops: boolean) => {
    clearTimeout(timer)
    cancelAnimationFrame(frame)
    listening.abort()
    onDone()
    if (!held) return
    const last = drops ? zoneAt(at) : null
    enter(null)
    last?.dispatchEvent(new Event(TOUCH_DROP))
    onHold(false)
  }
  const on = (name: 'pointermove' | 'pointerup' | 'pointercancel', act: (point: Point) => void) => {
    const listen = ({ pointerId, clientX, clientY }: globalThis.PointerEvent) => {
      if (pointerId === pointer) act({ x: clientX, y: clientY })
    }
    window.addEventListener(name, listen, { signal: listening.signal })
  }
  on('pointermove', (point) => {
    at = point
    if (Math.hypot(at.x - start.x, at.y - start.y) > MOVE) hold()
  })
  on('pointerup', (point) => {
    at = point
    finish(true)
  })
  on('pointercancel', () => finish(false))
  return () => finish(false)
}

function zoneAt({ x, y }: Point): Element | null {
  return document.elementFromPoint(x, y)?.closest(`[${DROP_ZONE}]`) ?? null
}

/** Scrolls what is below a point near its upper or lower edge: the nearest part of the page that can be scrolled. */
function scrollBelow({ x, y }: Point): void {
  const scroller = scrollerOf(document.elementFromPoint(x, y))
  if (!scroller) return
  const { top, bottom } = scroller.getBoundingClientRect()
  if (y < Math.max(0, top) + EDGE) scroller.scrollBy(0, -STEP)
  else if (y > Math.min(window.innerHeight, bottom) - EDGE) scroller.scrollBy(0, STEP)
}

function scrollerOf(element: Element | null): Element | null {
  for (let one = element; one && one !== document.body; one = one.parentElement) {
    if (one.scrollHeight > one.clientHeight && /auto|scroll/.test(getComputedStyle(one).overflowY)) return one
  }
  return document.scrollingElement
}
