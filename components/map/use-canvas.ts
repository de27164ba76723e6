'use client'

import { useEffect, useRef, useState, type RefObject } from 'react'

/** The colours of the theme as a canvas needs them. */
export type MapColours = Record<
  | 'surface'
  | 'subtle'
  | 'hover'
  | 'line'
  | 'line-strong'
  | 'control'
  | 'ink'
  | 'muted'
  | 'faint'
  | 'accent'
  | 'accent-ink'
  | 'accent-tint'
  | 'accent-line'
  | 'on-accent'
  | 'red'
  | 'red-ink'
  | 'red-tint'
  | 'red-line'
  | 'violet'
  | 'violet-ink'
  | 'violet-tint',
  string
> & { font: string }

const NAMES = [
  'surface',
  'subtle',
  'hover',
  'line',
  'line-strong',
  'control',
  'ink',
  'muted',
  'faint',
  'accent',
  'accent-ink',
  'accent-tint',
  'accent-line',
  'on-accent',
  'red',
  'red-ink',
  'red-tint',
  'red-line',
  'violet',
  'violet-ink',
  'violet-tint',
] as const

function readColours(): MapColours {
  const style = getComputedStyle(document.documentElement)
  const colours = Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]))
  return { ...colours, font: getComputedStyle(document.body).fontFamily } as MapColours
}

/** More device pixels than this are not seen on a drawing of dots and cost memory on phones. */
const DENSEST = 2

/**
 * A canvas that fills its box and draws at most once per frame. Gives a ref for the canvas, the canvas itself, and `redraw`, to be called when
 * something has changed; `draw` gets a context whose unit is a CSS pixel, the size, and the colours of the theme.
 */
export function useCanvas(
  draw: (context: CanvasRenderingContext2D, size: { width: number; height: number }, colours: MapColours) => void,
): { ref: (element: HTMLCanvasElement | null) => void; canvas: HTMLCanvasElement | null; redraw: () => void } {
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null)
  const latest = useRef(draw)
  const [redraw, setRedraw] = useState<() => void>(() => () => undefined)
  useEffect(() => {
    latest.current = draw
    redraw()
  }, [draw, redraw])
  useEffect(() => {
    const element = canvas
    const context = canvas?.getContext('2d')
    if (!element || !context) return
    let colours = readColours()
    let frame = 0
    const paint = () => {
      frame = 0
      const density = Math.min(window.devicePixelRatio, DENSEST)
      const { clientWidth: width, clientHeight: height } = element
      if (element.width !== Math.round(width * density)) element.width = Math.round(width * density)
      if (element.height !== Math.round(height * density)) element.height = Math.round(height * density)
      context.setTransform(density, 0, 0, density, 0, 0)
      context.clearRect(0, 0, width, height)
      latest.current(context, { width, height }, colours)
    }
    const ask = () => {
      if (frame === 0) frame = requestAnimationFrame(paint)
    }
    const sizes = new ResizeObserver(ask)
    sizes.observe(element)
    const themes = new MutationObserver(() => {
      colours = readColours()
      ask()
    })
    themes.observe(document.documentElement, { attributeFilter: ['class'] })
    setRedraw(() => ask)
    return () => {
      cancelAnimationFrame(frame)
      sizes.disconnect()
      themes.disconnect()
    }
  }, [canvas])
  return { ref: setCanvas, canvas, redraw }
}

/** Width of an element in CSS pixels; 0 until it is known. */
export function useWidth(): { box: RefObject<HTMLDivElement | null>; width: number } {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (!box.current) return
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [])
  return { box, width }
}
