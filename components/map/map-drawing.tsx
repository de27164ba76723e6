'use client'

import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import type { PatternMap } from '@/lib/schema/pattern-map'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { MapLegend } from './map-legend'

function Waiting() {
  const t = useTranslations('map.mapDrawing')
  return <p className="flex h-96 items-center justify-center text-sm text-faint">{t('drawing')}</p>
}
// Each loaded when it is looked at: nobody else pays for them.
const PatternGraph = dynamic(() => import('./pattern-graph').then((m) => m.PatternGraph), {
  ssr: false,
  loading: Waiting,
})
const PatternLanes = dynamic(() => import('./pattern-lanes').then((m) => m.PatternLanes), {
  ssr: false,
  loading: Waiting,
})

type Answer = { query: string; map: PatternMap | null }

/** Asks for what the filter leaves. The old map stays until the new one is there. */
function usePatternMap(query: string) {
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const abort = new AbortController()
    fetch(`/api/v1/map?${query}`, { signal: abort.signal })
      .then(async (response) => {
        const map = response.ok ? ((await response.json()) as PatternMap) : null
        setAnswer({ query, map })
      })
      .catch(() => {
        if (!abort.signal.aborted) setAnswer({ query, map: null })
      })
    return () => abort.abort()
  }, [query, attempt])
  return { answer, pending: answer?.query !== query, retry: () => setAttempt((count) => count + 1) }
}

/** The drawn map. `query`: what it shows, as the address of the API says it; `now` in milliseconds; `summary` the same in words. */
export function MapDrawing(props: {
  query: string
  view: 'graph' | 'lanes'
  lanes: 'pattern' | 'family'
  now: number
  summary: string
}) {
  const t = useTranslations('map.mapDrawing')
  const { answer, pending, retry } = usePatternMap(props.query)
  const summaryId = 'map-summary'
  return (
    <figure aria-busy={pending} className="rounded-lg border border-line bg-surface">
      <figcaption className="border-b border-line px-3 py-2">
        <p id={summaryId} className="sr-only">
          {props.summary} {t('keys')}
        </p>
        <MapLegend view={props.view} />
      </figcaption>
      <div className={pending && answer ? 'opacity-60 transition-opacity delay-150' : undefined}>
        {answer === null ? <Waiting /> : null}
        {answer && answer.map === null ? (
          <EmptyState title={t('failed')} actions={<Button onClick={retry}>{t('tryAgain')}</Button>}>
            {t('tableIsComplete')}
          </EmptyState>
        ) : null}
        {answer?.map && props.view === 'graph' ? <PatternGraph map={answer.map} summaryId={summaryId} /> : null}
        {answer?.map && props.view === 'lanes' ? (
          <PatternLanes map={answer.map} by={props.lanes} now={props.now} summaryId={summaryId} />
        ) : null}
      </div>
    </figure>
  )
}
