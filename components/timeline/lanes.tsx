'use client'

import { useState, type ReactNode } from 'react'

type Lane = 'all' | 'internal' | 'public'
const LANES: { value: Lane; label: string; title: string }[] = [
  { value: 'all', label: 'Both', title: 'What the team did and what the public was told' },
  { value: 'internal', label: 'Internal', title: 'Only what the team saw and did' },
  { value: 'public', label: 'Public', title: 'Only what the status page said' },
]

/** The two lanes of a timeline; the server wrote all entries, this only hides some. */
export function Lanes({
  children,
  zoneToggle,
  hasPublic,
}: {
  children: ReactNode
  zoneToggle: ReactNode
  hasPublic: boolean
}) {
  const [lane, setLane] = useState<Lane>('all')
  return (
    <div data-lane={lane} className="group/lanes">
      <div className="mb-2 flex flex-wrap items-center gap-2 print:hidden">
        {zoneToggle}
        {hasPublic ? (
          <div role="group" aria-label="Lane" className="inline-flex rounded-md border border-line-strong p-px">
            {LANES.map(({ value, label, title }) => (
              <button
                key={value}
                type="button"
                title={title}
                aria-pressed={lane === value}
                onClick={() => setLane(value)}
                className="h-6 rounded-[5px] px-2 text-xs text-muted hover:text-ink aria-pressed:bg-hover aria-pressed:font-medium aria-pressed:text-ink"
              >
                {label}
              </button>
            ))}
          </div>
        ) : null}
      </div>
      {children}
    </div>
  )
}
