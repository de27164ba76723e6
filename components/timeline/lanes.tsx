'use client'

import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'

const LANES = ['all', 'internal', 'public'] as const
type Lane = (typeof LANES)[number]

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
  const t = useTranslations('timeline.lanes')
  const [lane, setLane] = useState<Lane>('all')
  return (
    <div data-lane={lane} className="group/lanes">
      <div className="mb-2 flex flex-wrap items-center gap-2 print:hidden">
        {zoneToggle}
        {hasPublic ? (
          <div role="group" aria-label={t('label')} className="inline-flex rounded-md border border-line-strong p-px">
            {LANES.map((value) => (
              <button
                key={value}
                type="button"
                title={t(`hints.${value}`)}
                aria-pressed={lane === value}
                onClick={() => setLane(value)}
                className="h-6 rounded-[5px] px-2 text-xs text-muted hover:text-ink aria-pressed:bg-hover aria-pressed:font-medium aria-pressed:text-ink"
              >
                {t(`names.${value}`)}
              </button>
            ))}
          </div>
        ) : null}
      </div>
      {children}
    </div>
  )
}
