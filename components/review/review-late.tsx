'use client'
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
  const { path, mine, theirs } = props
  const box = useRef<HTMLElement>(null)
  // The button that was pressed is gone with the form.
  useEffect(() => box.current?.focus(), [])
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-label="Changed by somebody else"
      className="space-y-2 rounded-md border border-amber-line bg-amber-tint px-3 py-2.5"
    >
      <p role="alert" className="font-medium text-amber-ink">
        {mine
          ? 'Somebody else has changed this document since you opened it. Nothing that you typed is lost.'
          : 'Somebody else has decided this meanwhile. This is how it is now.'}
      </p>
      {mine ? (
        <>
          <div className="grid gap-2 sm:grid-cols-2">
            <Side label="Yours" document={mine} path={path} />
            <Side label="Stored now" document={theirs} path={path} />
          </div>
          <div className="flex flex-wrap gap-2">
            {props.keep ? (
              <Button size="sm" disabled={props.busy} onClick={props.keep}>
                Keep mine
              </Button>
            ) : (
              <p className="text-amber-ink">Rows have come or gone: correct the field anew with Edit.</p>
            )}
            <Button size="sm" disabled={props.busy} onClick={props.take}>
              Take theirs
            </Button>
          </div>
        </>
      ) : null}
    </section>
  )
}

function Side({ label, document, path }: { label: string; document: DocumentDraft; path: string }) {
  return (
    <div className="min-w-0 rounded-md border border-line bg-surface px-3 py-2">
      <p className="text-xs font-medium text-muted">{label}</p>
      <p className="max-h-48 overflow-y-auto [overflow-wrap:anywhere] whitespace-pre-wrap">
        {rowText(document, path) ?? valueText(document, path) ?? 'unknown'}
      </p>
    </div>
  )
}
