'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState, type ReactNode } from 'react'
import { cn } from '@/components/ui/class-names'
import { ZoneToggle } from '@/components/ui/zone-choice'
import type { DocumentDraft } from '@/lib/schema/draft'
import { useActiveFieldStore } from './active-field'
import { ThreadPane } from './thread-pane'
import { showField } from './source-pane'
import type { ThreadReview } from './use-thread-review'

type ReviewSourceProps = {
  review: ThreadReview
  doc: DocumentDraft
  current: number
  html: Record<string, string>
  /** How often a line of the source was asked for: it is shown then. */
  asked: number
  children: ReactNode
}

/** The conversation of a draft as messages, or word for word as it came in (`children`). */
export function ReviewSource({ review, doc, current, html, asked, children }: ReviewSourceProps) {
  const t = useTranslations('import.reviewSource')
  const [chosen, setChosen] = useState({ verbatim: false, asked: 0 })
  const verbatim = asked > chosen.asked || chosen.verbatim
  useShowAdded(review.added, current)
  const choice = (label: string, value: boolean) => (
    <button
      type="button"
      aria-pressed={verbatim === value}
      className="h-6 rounded-[5px] px-2 text-xs text-muted hover:text-ink aria-pressed:bg-hover aria-pressed:font-medium aria-pressed:text-ink"
      onClick={() => setChosen({ verbatim: value, asked })}
    >
      {label}
    </button>
  )
  return (
    <div className="flex h-full flex-col gap-1.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div role="group" aria-label={t('shownAs')} className="inline-flex rounded-md border border-line-strong p-px">
          {choice(t('thread'), false)}
          {choice(t('text'), true)}
        </div>
        <ZoneToggle className={cn(verbatim && 'invisible')} />
      </div>
      <div className="min-h-0 flex-1">
        {verbatim ? (
          children
        ) : (
          <ThreadPane
            doc={doc}
            messages={review.messages}
            lang={review.thread.lang}
            html={html}
            targets={review.targets}
            onAdd={review.add}
            onNoise={review.markNoise}
            onDrag={review.drag}
          />
        )}
      </div>
    </div>
  )
}

/** Shows the line that was just made of a message, with the message that it is made of. */
function useShowAdded(added: ThreadReview['added'], current: number) {
  const store = useActiveFieldStore()
  useEffect(() => {
    if (!added || added.document !== current) return
    store.hold({ field: added.field, origin: 'source', scroll: false, message: added.message })
    showField(added.field)
  }, [store, added, current])
}
