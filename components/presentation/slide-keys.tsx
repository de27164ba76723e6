'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, type ReactNode } from 'react'

const ON = new Set(['ArrowRight', 'ArrowDown', 'PageDown', ' ', 'Enter'])
const BACK = new Set(['ArrowLeft', 'ArrowUp', 'PageUp', 'Backspace'])

/** Where a key leads from a slide; null when it leads nowhere. */
function slideAfter(key: string, shift: boolean, current: number, count: number): number | null {
  if (key === 'Home') return 1
  if (key === 'End') return count
  if (key === ' ' && shift) return Math.max(current - 1, 1)
  if (ON.has(key)) return Math.min(current + 1, count)
  if (BACK.has(key)) return Math.max(current - 1, 1)
  return null
}

/** Whether the slide can still be scrolled where an arrow points: then the arrow is the slide's own. */
function scrolls(slide: Element | undefined, key: string): boolean {
  if (!slide || slide.scrollHeight <= slide.clientHeight + 1) return false
  if (key === 'ArrowDown') return slide.scrollTop + slide.clientHeight < slide.scrollHeight - 1
  return key === 'ArrowUp' && slide.scrollTop > 0
}

/** A row of slides that keys move; the address keeps which one is shown. */
export function SlideKeys({ back, label, children }: { back: string; label: string; children: ReactNode }) {
  const row = useRef<HTMLDivElement>(null)
  const router = useRouter()
  useEffect(() => {
    const slides = row.current
    if (!slides) return
    const shown = () => Math.round(slides.scrollLeft / slides.clientWidth) + 1
    function onKeyDown(event: KeyboardEvent) {
      if (!slides || event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return
      const { target } = event
      if (target instanceof HTMLElement && target.closest('[role=dialog], input, textarea, select')) return
      // A link that the keyboard is on opens with these.
      if ((event.key === 'Enter' || event.key === ' ') && target instanceof Element && target.closest('a, button'))
        return
      if (event.key === 'Escape') {
        router.push(back)
        return
      }
      const current = shown()
      const { children: all } = slides
      if (scrolls(all[current - 1], event.key)) return
      const next = slideAfter(event.key, event.shiftKey, current, all.length)
      const slide = next === null ? undefined : all[next - 1]
      if (!(slide instanceof HTMLElement)) return
      event.preventDefault()
      // Who hears the page is told the title of the slide.
      slide.focus({ preventScroll: true })
      slides.scrollTo({ left: slide.offsetLeft })
    }
    function onScroll() {
      const hash = `#${shown()}`
      if (window.location.hash !== hash) window.history.replaceState(window.history.state, '', hash)
    }
    window.addEventListener('keydown', onKeyDown)
    slides.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      window.removeEventListener('keydown', onKeyDown)
      slides.removeEventListener('scroll', onScroll)
    }
  }, [back, router])
  return (
    <div ref={row} className="slides" role="region" aria-label={label}>
      {children}
    </div>
  )
}
