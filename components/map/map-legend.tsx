import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

function Key({ shape, children }: { shape: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-center gap-1.5">
      <svg aria-hidden viewBox="0 0 16 16" className="size-4 shrink-0">
        {shape}
      </svg>
      {children}
    </li>
  )
}

/** What the shapes mean; every difference is one of shape too, not of colour alone. */
export function MapLegend({ view }: { view: 'graph' | 'lanes' }) {
  const t = useTranslations('map.mapLegend')
  return (
    <ul aria-label={t('label')} className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {view === 'graph' ? <Key shape={<circle cx="8" cy="8" r="7" className="fill-ink" />}>{t('pattern')}</Key> : null}
      <Key shape={<circle cx="8" cy="8" r="5" className="fill-accent" />}>{t('confirmed')}</Key>
      <Key shape={<circle cx="8" cy="8" r="4.5" className="fill-accent-tint stroke-accent" strokeWidth="1.5" />}>
        {t('suggested')}
      </Key>
      {view === 'graph' ? (
        <Key
          shape={<rect x="4" y="4" width="8" height="8" className="fill-violet-tint stroke-violet" strokeWidth="1.5" />}
        >
          {t('skill')}
        </Key>
      ) : null}
      <Key
        shape={
          <>
            <circle cx="8" cy="8" r="3" className="fill-accent" />
            <circle cx="8" cy="8" r="6" fill="none" className="stroke-red" strokeWidth="1.8" />
          </>
        }
      >
        {t('openDebt')}
      </Key>
      {view === 'graph' ? (
        <Key shape={<path d="M1 12Q8 0 15 8" fill="none" className="stroke-control" strokeWidth="2" />}>
          {t('together')}
        </Key>
      ) : (
        <Key
          shape={
            <>
              <rect x="1" y="4" width="14" height="8" rx="2" className="fill-red-tint stroke-red" />
              <path d="M4 12l8-8M1 11l6-7M9 12l6-7" className="stroke-red-line" />
            </>
          }
        >
          {t('bar')}
        </Key>
      )}
    </ul>
  )
}
