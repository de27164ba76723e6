'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import type { DocumentDraft } from '@/lib/schema/draft'
import { rowText, valueText } from './value-text'

/** What somebody else stored while a field was corrected here: both side by side, and which one it shall be. */
export function ReviewLate(props: {
  path: string
  mine: DocumentDraft | null
  theirs: DocumentDraft
  /** Null where yours has no place of its own any more. */ keep: (() => void) | null
  take: () => void
  busy: boolean
}) {
  const t = useTranslations('review.reviewLate')
  const { path, mine, theirs } = props
  const box = useRef<HTMLElement>(null)
  // The button that was pressed is gone with the form.
  useEffect(() => box.current?.focus(), [])
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-label={t('title')}
      className="space-y-2 rounded-md border border-amber-line bg-amber-tint px-3 py-2.5"
    >
      <p role="alert" className="font-medium text-amber-ink">
        {t(mine ? 'changed' : 'decided')}
      </p>
      {mine ? (
        <>
          <div className="grid gap-2 sm:grid-cols-2">
            <Side label={t('yours')} document={mine} path={path} />
            <Side label={t('stored')} document={theirs} path={path} />
          </div>
          <div className="flex flex-wrap gap-2">
            {props.keep ? (
              <Button size="sm" disabled={props.busy} onClick={props.keep}>
                {t('keepMine')}
              </Button>
            ) : (
              <p className="text-amber-ink">{t('rowsDiffer')}</p>
            )}
            <Button size="sm" disabled={props.busy} onClick={props.take}>
              {t('takeTheirs')}
            </Button>
          </div>
        </>
      ) : null}
    </section>
  )
}

function Side({ label, document, path }: { label: string; document: DocumentDraft; path: string }) {
  const t = useTranslations('review.reviewLate')
  const say = useTranslations('review.valueText')
  return (
    <div className="min-w-0 rounded-md border border-line bg-surface px-3 py-2">
      <p className="text-xs font-medium text-muted">{label}</p>
      <p className="max-h-48 overflow-y-auto [overflow-wrap:anywhere] whitespace-pre-wrap">
        {rowText(say, document, path) ?? valueText(say, document, path) ?? t('unknown')}
      </p>
    </div>
  )
}
