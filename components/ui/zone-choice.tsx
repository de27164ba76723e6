'use client'

import { useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'
import type { ZoneChoice } from '@/lib/render/time'
import { cn } from './class-names'

const KEY = 'hindsight.zone'
const CHANGED = 'hindsight:zone'
const CHOICES: ZoneChoice[] = ['source', 'utc', 'mine']

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
  const t = useTranslations('ui.zoneChoice')
  const current = useZoneChoice()
  function choose(value: ZoneChoice) {
    window.localStorage.setItem(KEY, value)
    window.dispatchEvent(new Event(CHANGED))
  }
  return (
    <div
      role="group"
      aria-label={t('label')}
      className={cn('inline-flex rounded-md border border-line-strong p-px', className)}
    >
      {CHOICES.map((choice) => (
        <button
          key={choice}
          type="button"
          title={t(`${choice}.about`)}
          aria-pressed={current === choice}
          onClick={() => choose(choice)}
          className="h-6 rounded-[5px] px-2 text-xs text-muted hover:text-ink aria-pressed:bg-hover aria-pressed:font-medium aria-pressed:text-ink"
        >
          {t(`${choice}.name`)}
        </button>
      ))}
    </div>
  )
}
