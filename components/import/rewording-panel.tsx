'use client'
import { Sparkles } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import type { ModelName } from '@/lib/schema/rewording'
import { stateOf } from './rewording-changes'
import { ChangeList, DroppedList } from './rewording-list'
import type { RewordingReview } from './use-rewording'

/** Offers to send the lines of a draft to the configured model, and shows what it would change, line by line. */
export function RewordingPanel({ model, review }: { model: ModelName; review: RewordingReview }) {
  const t = useTranslations('import.rewordingPanel')
  const { now } = review
  return (
    <section aria-label={t('title')} className="rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
        {now.state === 'asking' ? (
          <Asking model={model} cancel={review.cancel} />
        ) : (
          <Button onClick={review.ask} className="max-w-full">
            <Sparkles aria-hidden />
            <span className="truncate">
              {now.state === 'idle' ? t('ask', { model: model.name }) : t('askAgain', { model: model.name })}
            </span>
          </Button>
        )}
        {now.state !== 'answered' && <WhatIsSent model={model} review={review} />}
        {now.state === 'failed' && (
          <p role="alert" className="basis-full [overflow-wrap:anywhere] text-red-ink">
            {now.message ?? t('noAnswer')}
          </p>
        )}
      </div>
      {now.state === 'answered' && <Answer review={review} now={now} model={model} />}
    </section>
  )
}

function Asking({ model, cancel }: { model: ModelName; cancel: () => void }) {
  const t = useTranslations('import.rewordingPanel')
  return (
    <div role="status" className="flex flex-wrap items-center gap-3">
      <progress className="h-1.5 w-32 accent-accent" aria-label={t('waitingFor', { model: model.name })} />
      <span>{t('waiting', { model: model.name })}</span>
      <Button size="sm" onClick={cancel}>
        {t('cancel')}
      </Button>
    </div>
  )
}

function WhatIsSent({ model, review: { request } }: { model: ModelName; review: RewordingReview }) {
  const t = useTranslations('import.rewordingPanel')
  return (
    <p className="min-w-0 basis-full text-xs [overflow-wrap:anywhere] text-muted">
      {t('whatIsSent', { lines: request.lines.length, messages: request.messages.length, host: model.host })}
    </p>
  )
}

type AnswerProps = {
  review: RewordingReview
  now: Extract<RewordingReview['now'], { state: 'answered' }>
  model: ModelName
}

function Answer({ review: { doc, accept }, now: { request, rewording, changes }, model }: AnswerProps) {
  const t = useTranslations('import.rewordingPanel')
  const states = changes.map((change) => stateOf(doc, change))
  const open = changes.filter((_, index) => states[index] === 'open')
  const accepted = changes.filter((_, index) => states[index] === 'accepted')
  const orders = changes.filter(({ kind }) => kind === 'order').length
  const counts = {
    lines: changes.length - orders,
    orders,
    dropped: rewording.dropped.length,
    unchanged: rewording.unchanged,
  }
  return (
    <div className="border-t border-line">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
        <p role="status" className="min-w-0 flex-1 text-sm">
          {t('told', { model: model.name, ...counts })}
        </p>
        {open.length > 0 && (
          <Button size="sm" variant="primary" onClick={() => accept(open, true)}>
            {t('accept', { count: open.length })}
          </Button>
        )}
        {accepted.length > 0 && (
          <Button size="sm" onClick={() => accept(accepted.toReversed(), false)}>
            {t('undo', { count: accepted.length })}
          </Button>
        )}
      </div>
      <ChangeList doc={doc} changes={changes} onDecide={(change, yes) => accept([change], yes)} />
      <DroppedList doc={doc} dropped={rewording.dropped} request={request} />
    </div>
  )
}
