'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { unstable_rethrow } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { toast } from '@/components/ui/toast'
import { Button } from '@/components/ui/button'
import { Meter } from '@/components/ui/meter'
import { Quote } from '@/components/ui/quote'
import { hrefOf } from '@/lib/render/links'
import type { PatternEdit, PreviewHit } from '@/lib/schema/pattern'
import type { PatternActions } from './pattern-editor'

type PatternPreviewProps = { edit: PatternEdit; isNew: boolean; preview: PatternActions['preview'] }

const SHOWN = 20

type Seen = {
  checked: number
  total: number
  found: number
  lost: number
  first: PreviewHit[]
  firstLost: PreviewHit[]
  state: 'running' | 'stopped' | 'done'
}
const NOTHING: Seen = { checked: 0, total: 0, found: 0, lost: 0, first: [], firstLost: [], state: 'running' }

/** What the pattern as it is written now would match of what is stored, looked up piece by piece until it is stopped. */
export function PatternPreview({ edit, isNew, preview }: PatternPreviewProps) {
  const t = useTranslations('pattern.patternPreview')
  const [seen, setSeen] = useState<Seen | null>(null)
  /** Number of the look that goes on; any other one has been stopped. */
  const current = useRef(0)
  useEffect(() => () => void current.current++, [])
  const stop = () => {
    current.current++
    setSeen((known) => known && { ...known, state: 'stopped' })
  }
  const look = async () => {
    const own = ++current.current
    let now = NOTHING
    setSeen(now)
    let after: string | null = ''
    try {
      while (after !== null) {
        const answer = await preview(edit, after)
        if (current.current !== own) return
        if (!answer.ok) {
          toast.error(answer.message)
          return stop()
        }
        const { checked, total, found, lost, next } = answer.value
        after = now.checked + checked >= total ? null : next
        now = {
          checked: now.checked + checked,
          total,
          found: now.found + found.length,
          lost: now.lost + lost.length,
          first: [...now.first, ...found].slice(0, SHOWN),
          firstLost: [...now.firstLost, ...lost].slice(0, SHOWN),
          state: after === null ? 'done' : 'running',
        }
        setSeen(now)
      }
    } catch (error) {
      unstable_rethrow(error)
      toast.error(t('unreached'))
      stop()
    }
  }
  return (
    <section aria-labelledby="preview" className="min-w-0 space-y-3 lg:sticky lg:top-18 lg:self-start">
      <h2 id="preview" className="font-semibold">
        {t('title')}
      </h2>
      {seen?.state === 'running' ? (
        <Button onClick={stop}>{t('stop')}</Button>
      ) : (
        <Button onClick={() => void look()}>{seen ? t('lookAgain') : t('look')}</Button>
      )}
      {seen ? <SeenSoFar seen={seen} isNew={isNew} /> : <p className="text-muted">{t('nothingStored')}</p>}
    </section>
  )
}

function SeenSoFar({ seen, isNew }: { seen: Seen; isNew: boolean }) {
  const t = useTranslations('pattern.patternPreview')
  const { checked, total, found, lost, state } = seen
  return (
    <>
      <p role="status" className="text-muted tabular-nums">
        {t(`progress.${state}`, { found, checked, total })}
        {!isNew && ` ${t('lost', { count: lost })}`}
      </p>
      <HitList hits={seen.first} more={found - seen.first.length} />
      {seen.firstLost.length > 0 && (
        <>
          <h3 className="font-medium">{t('wouldLose')}</h3>
          <HitList hits={seen.firstLost} more={lost - seen.firstLost.length} />
        </>
      )}
    </>
  )
}

function HitList({ hits, more }: { hits: PreviewHit[]; more: number }) {
  const t = useTranslations('pattern.patternPreview')
  return (
    <>
      <ul className="max-h-[32rem] space-y-3 overflow-y-auto">
        {hits.map((hit) => (
          <li key={`${hit.kind}:${hit.slug}`} className="space-y-1 rounded-lg border border-line bg-surface px-3 py-2">
            <p className="flex flex-wrap items-center gap-x-2">
              <Link
                href={hrefOf(hit.kind, hit.slug)}
                target="_blank"
                className="min-h-6 font-medium [overflow-wrap:anywhere] text-accent-ink hover:underline"
              >
                {hit.title}
              </Link>
              <Meter label={t('scoreOf', { title: hit.title })} value={hit.score} />
            </p>
            {hit.quotes.map((quote, at) => (
              <Quote key={at} lang={quote.lang}>
                {quote.text.replaceAll('**', '')}
              </Quote>
            ))}
          </li>
        ))}
      </ul>
      {more > 0 && <p className="text-xs text-faint">{t('more', { count: more })}</p>}
    </>
  )
}
