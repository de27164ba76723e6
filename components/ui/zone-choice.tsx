'use client'

import { useSyncExternalStore } from 'react'
import type { ZoneChoice } from '@/lib/render/time'
import { cn } from './class-names'

const KEY = 'hindsight.zone'
const CHANGED = 'hindsight:zone'
const CHOICES: { value: ZoneChoice; label: string; title: string }[] = [
  { value: 'source', label: 'Source', title: 'Times as the source writes them, in its own zone' },
  { value: 'utc', label: 'UTC', title: 'Times in UTC' },
  { value: 'mine', label: 'Mine', title: 'Times in the zone of this computer' },
]

function subscribe(onChange: () => void): () => void {
  window.addEventListener(CHANGED, onChange)
  window.addEventListener('storage', onChange)
  return () => {
    window.removeEventListener(CHANGED, onChange)
    window.removeEventListener('storage', onChange)
  }
}

function readChoice(): ZoneChoice {
  const stored = window.localStorage.getItem(KEY)
  return stored === 'utc' || stored === 'mine' ? stored : 'source'
}

/** The clock that the reader chose; the server always writes the source's. */
export function useZoneChoice(): ZoneChoice {
  return useSyncExternalStore<ZoneChoice>(subscribe, readChoice, () => 'source')
}

/** Switches every time on the page between the source's zone, UTC and the reader's own. */
export function ZoneToggle({ className }: { className?: string }) {
  const current = useZoneChoice()
  function choose(value: ZoneChoice) {
    window.localStorage.setItem(KEY, value)
    window.dispatchEvent(new Event(CHANGED))
  }
  return (
    <div
      role="group"
      aria-label="Time zone"
      className={cn('inline-flex rounded-md border border-line-strong p-px', className)}
    >
      {CHOICES.map((choice) => (
        <button
          key={choice.value}
          type="button"
          title={choice.title}
          aria-pressed={current === choice.value}
          onClick={() => choose(choice.value)}
          className="h-6 rounded-[5px] px-2 text-xs text-muted hover:text-ink aria-pressed:bg-hover aria-pressed:font-medium aria-pressed:text-ink"
        >
          {choice.label}
        </button>
      ))}
    </div>
  )
}
