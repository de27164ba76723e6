'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useCallback, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { findLanes } from '@/lib/domain/map-lanes'
import type { Say } from '@/lib/intl/say'
import { hrefOf } from '@/lib/render/links'
import type { Times } from '@/lib/render/times'
import type { PatternMap } from '@/lib/schema/pattern-map'
import { Button } from '../ui/button'
import { useTimes } from '../ui/use-times'
import {
  AXIS,
  drawLanes,
  GUTTER,
  laneTargetAt,
  MARK,
  markY,
  placeLanes,
  xOf,
  type LaneTarget,
  type PlacedLane,
} from './draw-lanes'
import { MapTooltip, type Tip } from './map-tooltip'
import { tickWords } from './tick-words'
import { TimeBrush, type Stretch } from './time-brush'
import { useCanvas, useWidth } from './use-canvas'

const DAY = 86_400_000
/** Below this width the names stand above the lanes, and the time is wider than the screen. */
const NARROW = 640
const NARROWEST_PLOT = 720
const TALLEST = 640
const ZOOMS = [
  { name: 'all', days: null },
  { name: 'fiveYears', days: 5 * 365.25 },
  { name: 'oneYear', days: 365.25 },
  { name: 'threeMonths', days: 91 },
] as const

type SayAll = { lanes: Say<'map.patternLanes'>; facts: Say<'map.facts'>; times: Times }

function describe({ lanes, facts, times }: SayAll, target: LaneTarget): { title: string; lines: string[] } {
  if (target.kind === 'bar') {
    const { bar } = target
    const told = { days: times.days(bar.openDays), count: bar.recurrences }
    const debt =
      bar.until === null
        ? lanes('debtOpen', told)
        : lanes('debtClosed', { ...told, day: times.day(new Date(bar.until).toISOString().slice(0, 10)) })
    return { title: bar.title, lines: [debt, target.lane.title] }
  }
  const { incident, confirmed, debt } = target.mark
  const day = incident.on === null ? facts('dateUnknown') : times.day(incident.on)
  const state = confirmed ? 'confirmed' : 'suggested'
  const match = target.lane.key === '' ? [] : [facts(`match.${state}`, { pattern: target.lane.title })]
  const open = incident.openActionItems > 0 ? [facts('openActionItems', { count: incident.openActionItems })] : []
  const debts = debt ? [facts('debt')] : []
  return { title: incident.title, lines: [day, ...match, ...open, ...debts] }
}

const hrefOfTarget = (target: LaneTarget) =>
  target.kind === 'bar' ? hrefOf('action-item', target.bar.id) : hrefOf('incident', target.mark.incident.slug)

/** The next mark in a lane, or the one nearest in time in the next lane that has any. */
function nextMark(lanes: PlacedLane[], from: LaneTarget | null, key: string): LaneTarget | null {
  const lane = from?.lane ?? lanes.find(({ marks }) => marks.length > 0)
  const first = lane?.marks[0]
  if (!lane || !first) return null
  if (from?.kind !== 'mark') return { kind: 'mark', lane, mark: first }
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const mark = lane.marks[lane.marks.indexOf(from.mark) + (key === 'ArrowRight' ? 1 : -1)]
    return mark ? { kind: 'mark', lane, mark } : from
  }
  const at = lanes.indexOf(lane)
  const others = key === 'ArrowDown' ? lanes.slice(at + 1) : lanes.slice(0, at).toReversed()
  const next = others.find(({ marks }) => marks.length > 0)
  if (!next) return from
  const mark = next.marks.reduce((best, one) =>
    Math.abs(one.at - from.mark.at) < Math.abs(best.at - from.mark.at) ? one : best,
  )
  return { kind: 'mark', lane: next, mark }
}

/** A lane for each pattern or family over time. The lanes scroll within their own box; the strip above says where one is. */
export function PatternLanes({
  map,
  by,
  now,
  summaryId,
}: {
  map: PatternMap
  by: 'pattern' | 'family'
  now: number
  summaryId: string
}) {
  const t = useTranslations('map.patternLanes')
  const facts = useTranslations('map.facts')
  const times = useTimes()
  const locale = useLocale()
  const router = useRouter()
  const { box, width } = useWidth()
  const scroller = useRef<HTMLDivElement>(null)
  const [scrolled, setScrolled] = useState({ left: 0, top: 0 })
  const [zoomed, setZoomed] = useState(1)
  // Where the lanes do not fit, the newest are seen first.
  const wanted = useRef<number | null>(Number.MAX_SAFE_INTEGER)
  const [chosen, setChosen] = useState<LaneTarget | null>(null)
  const [tip, setTip] = useState<Tip | null>(null)
  const [said, setSaid] = useState('')
  const gutter = width < NARROW ? 0 : Math.min(GUTTER, width * 0.3)
  const base = Math.max(NARROWEST_PLOT, width - gutter - 2)
  const plot = base * zoomed
  const found = useMemo(
    () => findLanes(map, by, new Date(now), (span) => (span * (2 * MARK + 2)) / plot, facts('noPattern')),
    [map, by, now, plot, facts],
  )
  const { placed, height } = useMemo(() => placeLanes(found.lanes, gutter === 0), [found, gutter])
  const boxHeight = Math.min(height + AXIS, TALLEST)
  const span = found.until - found.from
  const marks = useMemo(() => map.incidents.flatMap(({ on }) => (on === null ? [] : [Date.parse(on)])), [map])

  const stage = useMemo(
    () => ({ lanes: placed, gutter, from: found.from, until: found.until, now, plot, ...scrolled, chosen }),
    [placed, gutter, found, now, plot, scrolled, chosen],
  )
  const words = useMemo(
    () => ({
      days: times.days,
      shorterDebts: (count: number) => t('shorterDebts', { count }),
      tick: tickWords(locale),
    }),
    [t, times, locale],
  )
  const { ref } = useCanvas(
    useCallback((context, size, colours) => drawLanes({ ...stage, words, context, size, colours }), [stage, words]),
  )

  const visible = Math.max(1, width - gutter)
  const shown: Stretch = {
    from: found.from + (scrolled.left / plot) * span,
    until: found.from + (Math.min(plot, scrolled.left + visible) / plot) * span,
  }
  /** Shows a stretch of time: the zoom follows from its length, the scrolled place once the lanes have their new width. */
  const showStretch = ({ from, until }: Stretch) => {
    const next = Math.min(400, Math.max(1, ((visible / base) * span) / Math.max(DAY, until - from)))
    wanted.current = ((from - found.from) / span) * base * next
    setZoomed(next)
  }
  useLayoutEffect(() => {
    if (wanted.current === null || !scroller.current || width === 0) return
    scroller.current.scrollLeft = wanted.current
    wanted.current = null
  })
  const onScroll = () => {
    const { scrollLeft: left, scrollTop: top } = scroller.current ?? { scrollLeft: 0, scrollTop: 0 }
    setScrolled({ left, top })
    setTip(null)
  }
  const show = (target: LaneTarget | null, point?: { x: number; y: number }) => {
    setChosen(target)
    if (!target) return setTip(null)
    const spot =
      target.kind === 'mark' ? { x: xOf(stage, target.mark.at), y: markY(stage, target.lane, target.mark) } : point
    setTip({ x: spot?.x ?? 0, y: spot?.y ?? 0, ...describe({ lanes: t, facts, times }, target) })
  }
  const at = (event: { nativeEvent: MouseEvent }, slack: number) =>
    laneTargetAt(stage, { x: event.nativeEvent.offsetX, y: event.nativeEvent.offsetY }, slack)
  const onPointerMove = (event: PointerEvent) => {
    if (event.pointerType === 'touch') return
    const target = at(event, 3)
    const same =
      target?.kind === 'mark'
        ? chosen?.kind === 'mark' && chosen.mark === target.mark && chosen.lane.key === target.lane.key
        : target?.kind === 'bar'
          ? chosen?.kind === 'bar' && chosen.bar.id === target.bar.id
          : chosen === null
    if (!same) show(target, { x: event.nativeEvent.offsetX, y: event.nativeEvent.offsetY })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key.startsWith('Arrow')) {
      const target = nextMark(placed, chosen, event.key)
      if (!target || target.kind !== 'mark' || !scroller.current) return
      const x = ((target.mark.at - found.from) / span) * plot
      if (x < scrolled.left || x > scrolled.left + visible - 40) scroller.current.scrollLeft = x - visible / 2
      const top = target.lane.top
      if (top < scrolled.top || top + target.lane.height > scrolled.top + boxHeight - AXIS)
        scroller.current.scrollTop = top
      setScrolled({ left: scroller.current.scrollLeft, top: scroller.current.scrollTop })
      show(target)
      const { title, lines } = describe({ lanes: t, facts, times }, target)
      setSaid([title, ...lines].join('. '))
    } else if (event.key === 'Enter' && chosen) router.push(hrefOfTarget(chosen))
    else if (event.key === 'Escape') show(null)
    else if (event.key === '+' || event.key === '-') {
      const middle = (shown.from + shown.until) / 2
      const half = ((shown.until - shown.from) / 2) * (event.key === '+' ? 0.6 : 1.7)
      showStretch({ from: Math.max(found.from, middle - half), until: Math.min(found.until, middle + half) })
    } else return
    event.preventDefault()
  }
  return (
    <div ref={box} className="relative">
      <div className="flex flex-wrap items-center gap-1.5 border-b border-line px-3 py-2 print:hidden">
        <div role="group" aria-label={t('timeShown')} className="flex flex-wrap gap-1">
          {ZOOMS.filter(({ days }) => days === null || days * DAY < span).map(({ name, days }) => (
            <Button
              key={name}
              size="sm"
              aria-pressed={days === null ? zoomed === 1 : Math.abs((visible / plot) * span - days * DAY) < DAY}
              onClick={() =>
                showStretch({
                  from: days === null ? found.from : Math.max(found.from, found.until - days * DAY),
                  until: found.until,
                })
              }
              className="aria-pressed:border-accent-line aria-pressed:bg-accent-tint aria-pressed:text-accent-ink"
            >
              {t(`zoom.${name}`)}
            </Button>
          ))}
        </div>
        <span className="text-xs text-faint tabular-nums">
          {times.day(new Date(shown.from).toISOString().slice(0, 7))} –{' '}
          {times.day(new Date(shown.until).toISOString().slice(0, 7))}
          {found.undated > 0 ? ` · ${t('undated', { count: found.undated })}` : ''}
        </span>
      </div>
      <div className="border-b border-line px-2 py-1">
        <TimeBrush whole={found} window={shown} marks={marks} onChange={showStretch} />
      </div>
      <div
        ref={scroller}
        role="region"
        aria-label={t('label')}
        aria-describedby={summaryId}
        tabIndex={0}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onBlur={() => show(null)}
        style={{ height: boxHeight }}
        className="relative overflow-auto rounded-b-lg focus-visible:outline-offset-0"
      >
        <canvas
          ref={ref}
          aria-hidden
          data-ready={placed.length}
          onPointerMove={onPointerMove}
          onPointerLeave={() => show(null)}
          onClick={(event) => {
            const target = at(event, 5)
            if (target) router.push(hrefOfTarget(target))
          }}
          style={{ width: width || '100%', height: boxHeight }}
          className={`sticky top-0 left-0 block ${chosen ? 'cursor-pointer' : ''}`}
        />
        {/* As wide and high as all lanes; the canvas stays where the box is scrolled to. */}
        <div aria-hidden style={{ width: plot + gutter, height: Math.max(0, height + AXIS - boxHeight) }} />
      </div>
      <MapTooltip tip={tip && { ...tip, y: tip.y + 92 }} width={width} />
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  )
}
