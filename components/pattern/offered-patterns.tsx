'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { seldom } from '../ui/seldom'
import type { OfferedPatternsProps } from './offered-list'

const OfferedList = seldom(() => import('./offered-list').then((parts) => parts.OfferedList))

/** The likeliest patterns that are not suggested: at once when nothing is suggested, else for who wants to see them. */
export function OfferedPatterns(props: OfferedPatternsProps) {
  const t = useTranslations('pattern.offeredPatterns')
  const [isWanted, setWanted] = useState(false)
  if (props.offered !== null) return <OfferedList {...props} />
  return (
    <details
      className="mt-5 rounded-lg border border-line bg-surface print:hidden"
      onToggle={(event) => {
        if (event.currentTarget.open) setWanted(true)
      }}
    >
      <summary className="min-h-10 cursor-pointer px-4 py-2.5 font-medium">{t('somethingElse')}</summary>
      <div className="border-t border-line px-4 py-3">{isWanted && <OfferedList {...props} />}</div>
    </details>
  )
}
