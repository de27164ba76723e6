'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import type { PatternView } from '@/lib/schema/pattern'

/** The page asks this often, in milliseconds, how far a run has come. */
const ASK_EVERY = 2_000

/** How far a changed pattern has been looked for in what is stored; nothing once it is done. */
export function RunProgress({ run }: { run: NonNullable<PatternView['run']> }) {
  const t = useTranslations('pattern.runProgress')
  const router = useRouter()
  useEffect(() => {
    if (run.finished) return
    const timer = setInterval(() => router.refresh(), ASK_EVERY)
    return () => clearInterval(timer)
  }, [run.finished, router])
  if (run.finished) return null
  return (
    <div className="mb-5 rounded-lg border border-line bg-subtle px-4 py-3">
      <p role="status" className="tabular-nums">
        {run.checked === null || run.total === null
          ? t('share', { percent: run.share * 100 })
          : t('story', { checked: run.checked, total: run.total })}
      </p>
      <progress
        className="mt-2 h-1.5 w-full accent-accent"
        aria-label={t('label')}
        max={1}
        value={run.checked === null || run.total === null ? run.share : run.checked / Math.max(1, run.total)}
      />
    </div>
  )
}
