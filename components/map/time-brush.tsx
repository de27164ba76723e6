'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef, type PointerEvent } from 'react'
import { useCanvas } from './use-canvas'

export type Stretch = { from: number; until: number }

/** Shortest stretch that can be drawn out, in milliseconds. */
const SHORTEST = 14 * 86_400_000
const HEIGHT = 40
/** Pixels within which an edge of the window is taken. */
const EDGE = 8

type Grip = { how: 'move' | 'from' | 'until' | 'new'; at: number; window: Stretch }

/** All the time with its incidents by month; a window on it is what the lanes show. It can be moved, widened and drawn anew. */
export function TimeBrush(props: {
  whole: Stretch
  window: Stretch
  /** Instants of the marks, in milliseconds. */
  marks: number[]
  onChange: (window: Stretch) => void
}) {
  const { whole, window: shown, marks, onChange } = props
  const t = useTranslations('map.timeBrush')
  const grip = useRef<Grip | null>(null)
  const { ref, canvas, redraw } = useCanvas(
    useCallback(
      (context, { width, height }, colours) => {
        const columns = Math.max(1, Math.floor(width / 4))
        const counts = Array.from({ length: columns }, () => 0)
        const span = Math.max(1, whole.until - whole.from)
        for (const at of marks) {
          const column = Math.min(columns - 1, Math.max(0, Math.floor(((at - whole.from) / span) * columns)))
          counts[column] = (counts[column] ?? 0) + 1
        }
        const most = Math.max(1, ...counts)
        const x = (at: number) => ((at - whole.from) / span) * width
        const [from, until] = [x(shown.from), x(shown.until)]
        for (const [column, count] of counts.entries()) {
          if (count === 0) continue
          const left = column * 4
          const tall = Math.max(2, Math.sqrt(count / most) * (height - 8))
          context.fillStyle = left + 4 >= from && left <= until ? colours.accent : colours['line-strong']
          context.fillRect(left, height - tall - 1, 3, tall)
        }
        context.lineWidth = 1.5
        context.strokeStyle = colours.accent
        context.beginPath()
        context.roundRect(
          Math.max(1, from),
          1,
          Math.max(4, Math.min(width - 2, until - Math.max(1, from))),
          height - 2,
          4,
        )
        context.stroke()
      },
      [whole, shown, marks],
    ),
  )
  useEffect(redraw, [redraw])

  const timeAt = (event: PointerEvent) => {
    const width = canvas?.clientWidth ?? 1
    const share = Math.min(1, Math.max(0, event.nativeEvent.offsetX / width))
    return whole.from + share * (whole.until - whole.from)
  }
  const onPointerDown = (event: PointerEvent<HTMLCanvasElement>) => {
    const at = timeAt(event)
    const slack = (EDGE / Math.max(1, canvas?.clientWidth ?? 1)) * (whole.until - whole.from)
    const everything = shown.until - shown.from > 0.98 * (whole.until - whole.from)
    const near = (edge: number) => Math.abs(at - edge) < slack
    let how: Grip['how'] = 'new'
    if (near(shown.from)) how = 'from'
    else if (near(shown.until)) how = 'until'
    else if (at > shown.from && at < shown.until && !everything) how = 'move'
    grip.current = { how, at, window: shown }
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const onPointerMove = (event: PointerEvent) => {
    const held = grip.current
    if (!held) return
    const at = timeAt(event)
    const { from, until } = held.window
    if (held.how === 'move') {
      const shift = Math.max(whole.from - from, Math.min(whole.until - until, at - held.at))
      onChange({ from: from + shift, until: until + shift })
    } else if (held.how === 'from') onChange({ from: Math.min(at, until - SHORTEST), until })
    else if (held.how === 'until') onChange({ from, until: Math.max(at, from + SHORTEST) })
    else if (Math.abs(at - held.at) > SHORTEST) onChange({ from: Math.min(at, held.at), until: Math.max(at, held.at) })
  }
  return (
    <canvas
      ref={ref}
      aria-hidden
      title={t('hint')}
      style={{ height: HEIGHT }}
      className="block w-full cursor-ew-resize touch-none print:hidden"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (grip.current = null)}
      onPointerCancel={() => (grip.current = null)}
    />
  )
}
