'use client'

import { select } from 'd3-selection'
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomBehavior } from 'd3-zoom'
import { Maximize, Minus, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { layOutMap } from '@/lib/domain/map-layout'
import type { Say } from '@/lib/intl/say'
import { hrefOf } from '@/lib/render/links'
import type { Times } from '@/lib/render/times'
import type { PatternMap } from '@/lib/schema/pattern-map'
import { IconButton } from '../ui/button'
import { useTimes } from '../ui/use-times'
import { drawGraph, type Target, type View } from './draw-graph'
import { findTargets, isDirection, nextTarget, placeOf, targetAt } from './graph-targets'
import { MapTooltip, type Tip } from './map-tooltip'
import { useCanvas, useWidth } from './use-canvas'

/** Widths at which the map is laid out, in pixels: a window that is a little wider keeps every place. */
const WIDTH_STEP = 80
const NARROW = 640
const FURTHEST = 0.4
const NEAREST = 24

function describe(say: Say<'map.facts'>, times: Times, target: Target): { title: string; lines: string[] } {
  const { cell } = target
  if (target.kind === 'pattern') {
    const counts = [say('incidents', { count: cell.incidents }), say('skills', { count: cell.skills })].join(', ')
    const debt = cell.debts > 0 ? [say('withOpenDebt', { count: cell.debts })] : []
    return { title: cell.title, lines: [[cell.family, counts].filter(Boolean).join(' · '), ...debt] }
  }
  const { dot } = target
  const day = dot.on === null ? say('dateUnknown') : times.day(dot.on)
  const state = dot.confirmed ? 'confirmed' : 'suggested'
  const match = cell.pattern === null ? [] : [say(`match.${state}`, { pattern: cell.title })]
  const open = dot.openActionItems > 0 ? [say('openActionItems', { count: dot.openActionItems })] : []
  const debt = dot.debt ? [say('debt')] : []
  return { title: dot.title, lines: [dot.kind === 'skill' ? say('skill') : day, ...match, ...open, ...debt] }
}

function hrefOfTarget(target: Target): string | null {
  if (target.kind === 'dot') return hrefOf(target.dot.kind, target.dot.slug)
  return target.cell.pattern === null ? null : hrefOf('pattern', target.cell.pattern)
}

/** The room that the graph is laid out in: on a narrow screen the page scrolls instead. */
function roomOf(width: number): { width: number; height: number } {
  if (width < NARROW) return { width: Math.max(320, width), height: 1600 }
  return {
    width: Math.floor(width / WIDTH_STEP) * WIDTH_STEP,
    height: Math.max(420, Math.min(820, window.innerHeight - 200)),
  }
}

function usePatternGraph(map: PatternMap, width: number, noPattern: string) {
  return useMemo(() => {
    if (width === 0) return null
    const room = roomOf(width)
    const layout = layOutMap(map, room, noPattern)
    const height = Math.ceil(Math.min(layout.height + 24, width < NARROW ? 2600 : 1000))
    return { layout, targets: findTargets(layout), height }
  }, [map, width, noPattern])
}

type Drawn = NonNullable<ReturnType<typeof usePatternGraph>>

/** The view in which everything is seen, in the middle of its box. */
function wholeView({ layout, height }: Drawn, width: number): View {
  const k = Math.min(1.15, (width - 16) / layout.width, (height - 16) / layout.height)
  return { k, x: (width - layout.width * k) / 2, y: Math.max(8, (height - layout.height * k) / 2) }
}

/** Dragging, two fingers, and the wheel with Ctrl: the plain wheel and one finger scroll the page. */
function isMapGesture(event: Event): boolean {
  if (event instanceof WheelEvent) return event.ctrlKey || event.metaKey
  if ('touches' in event) return (event as TouchEvent).touches.length > 1
  return !(event instanceof MouseEvent) || event.button === 0
}

/** Patterns by family with their incidents and skills around them. `summary`: the same in a sentence. */
export function PatternGraph({ map, summaryId }: { map: PatternMap; summaryId: string }) {
  const t = useTranslations('map.patternGraph')
  const facts = useTranslations('map.facts')
  const times = useTimes()
  const router = useRouter()
  const { box, width } = useWidth()
  const graph = usePatternGraph(map, width, facts('noPattern'))
  const view = useRef<View>({ x: 0, y: 0, k: 1 })
  const behavior = useRef<ZoomBehavior<HTMLCanvasElement, unknown> | null>(null)
  const [chosen, setChosen] = useState<Target | null>(null)
  const [tip, setTip] = useState<Tip | null>(null)
  const [said, setSaid] = useState('')
  const { ref, canvas, redraw } = useCanvas(
    useCallback(
      (context, size, colours) => {
        if (graph) drawGraph({ context, layout: graph.layout, view: view.current, colours, size, chosen })
      },
      [graph, chosen],
    ),
  )

  useEffect(() => {
    if (!graph || !canvas) return
    const selection = select<HTMLCanvasElement, unknown>(canvas)
    const zooming = zoom<HTMLCanvasElement, unknown>()
      .scaleExtent([FURTHEST, NEAREST])
      .translateExtent([
        [-200, -200],
        [graph.layout.width + 200, graph.layout.height + 200],
      ])
      .filter(isMapGesture)
      .on('zoom', (event: D3ZoomEvent<HTMLCanvasElement, unknown>) => {
        view.current = event.transform
        setTip(null)
        redraw()
      })
    behavior.current = zooming
    const { x, y, k } = wholeView(graph, width)
    selection.call(zooming)
    selection.on('dblclick.zoom', null)
    zooming.transform(selection, zoomIdentity.translate(x, y).scale(k))
    setChosen(null)
    return () => {
      selection.on('.zoom', null)
    }
  }, [graph, width, canvas, redraw])

  const show = (target: Target | null) => {
    setChosen(target)
    if (!target) return setTip(null)
    const { x, y } = placeOf(target)
    const place = { x: x * view.current.k + view.current.x, y: y * view.current.k + view.current.y }
    setTip({ ...place, ...describe(facts, times, target) })
  }
  const open = (target: Target | null) => {
    const href = target ? hrefOfTarget(target) : null
    if (href) router.push(href)
  }
  const zoomBy = (factor: number) => {
    if (canvas) behavior.current?.scaleBy(select<HTMLCanvasElement, unknown>(canvas), factor)
  }
  const showAll = () => {
    if (!canvas || !graph) return
    const { x, y, k } = wholeView(graph, width)
    behavior.current?.transform(select<HTMLCanvasElement, unknown>(canvas), zoomIdentity.translate(x, y).scale(k))
  }
  const bringIntoSight = (target: Target) => {
    if (!canvas || !graph) return
    const { x, y } = placeOf(target)
    const [sx, sy] = [x * view.current.k + view.current.x, y * view.current.k + view.current.y]
    if (sx > 20 && sy > 20 && sx < width - 20 && sy < graph.height - 20) return
    behavior.current?.translateTo(select<HTMLCanvasElement, unknown>(canvas), x, y)
  }
  const at = (event: { nativeEvent: MouseEvent }, slack: number) => {
    const { offsetX, offsetY } = event.nativeEvent
    return graph ? targetAt(graph.targets, graph.layout, view.current, { x: offsetX, y: offsetY }, slack) : null
  }
  const onPointerMove = (event: PointerEvent) => {
    if (event.pointerType === 'touch' || event.buttons > 0) return
    const target = at(event, 2)
    if (target !== chosen) show(target)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!graph || event.ctrlKey || event.metaKey || event.altKey) return
    if (isDirection(event.key)) {
      const target = nextTarget(graph.targets, chosen, event.key)
      if (target) {
        bringIntoSight(target)
        show(target)
        const { title, lines } = describe(facts, times, target)
        setSaid([title, ...lines].join('. '))
      }
    } else if (event.key === 'Enter') open(chosen)
    else if (event.key === 'Escape') show(null)
    else if (event.key === '+' || event.key === '=') zoomBy(1.5)
    else if (event.key === '-') zoomBy(1 / 1.5)
    else if (event.key === '0') showAll()
    else return
    event.preventDefault()
  }

  return (
    <div ref={box} className="relative">
      {graph ? (
        <div
          role="region"
          aria-label={t('label')}
          aria-describedby={summaryId}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onBlur={() => show(null)}
          className="rounded-lg focus-visible:outline-offset-0"
        >
          <canvas
            ref={ref}
            aria-hidden
            data-ready={graph.layout.families.length}
            onPointerMove={onPointerMove}
            onPointerLeave={() => show(null)}
            onClick={(event) => open(at(event, 4))}
            style={{ height: graph.height }}
            className={`block w-full touch-pan-y rounded-lg ${chosen ? 'cursor-pointer' : 'cursor-grab active:cursor-grabbing'}`}
          />
        </div>
      ) : (
        <div className="h-96" />
      )}
      <MapTooltip tip={tip} width={width} />
      <p role="status" className="sr-only">
        {said}
      </p>
      <div className="absolute right-2 bottom-2 flex gap-1 print:hidden">
        <IconButton label={t('zoomOut')} variant="secondary" onClick={() => zoomBy(1 / 1.5)}>
          <Minus aria-hidden />
        </IconButton>
        <IconButton label={t('zoomIn')} variant="secondary" onClick={() => zoomBy(1.5)}>
          <Plus aria-hidden />
        </IconButton>
        <IconButton label={t('showAll')} variant="secondary" onClick={showAll}>
          <Maximize aria-hidden />
        </IconButton>
      </div>
    </div>
  )
}
