'use client'
import { Sparkles } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { ModelName } from '@/lib/schema/rewording'
import { stateOf } from './rewording-changes'
import { ChangeList, DroppedList } from './rewording-list'
import type { RewordingReview } from './use-rewording'

/** Offers to send the lines of a draft to the configured model, and shows what it would change, line by line. */
export function RewordingPanel({ model, review }: { model: ModelName; review: RewordingReview }) {
  const { now } = review
  return (
    <section aria-label="Rewording" className="rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
        {now.state === 'asking' ? (
          <Asking model={model} cancel={review.cancel} />
        ) : (
          <Button onClick={review.ask} className="max-w-full">
            <Sparkles aria-hidden />
            <span className="truncate">
              {now.state === 'idle' ? `Reword with ${model.name}` : `Ask ${model.name} again`}
            </span>
          </Button>
        )}
        {now.state !== 'answered' && <WhatIsSent model={model} review={review} />}
        {now.state === 'failed' && (
          <p role="alert" className="basis-full [overflow-wrap:anywhere] text-red-ink">
            {now.message}
          </p>
        )}
      </div>
      {now.state === 'answered' && <Answer review={review} now={now} model={model} />}
    </section>
  )
}

function Asking({ model, cancel }: { model: ModelName; cancel: () => void }) {
  return (
    <div role="status" className="flex flex-wrap items-center gap-3">
      <progress className="h-1.5 w-32 accent-accent" aria-label={`Waiting for ${model.name}`} />
      <span>Waiting for {model.name}, at most a minute…</span>
      <Button size="sm" onClick={cancel}>
        Cancel
      </Button>
    </div>
  )
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`

function WhatIsSent({ model, review: { request } }: { model: ModelName; review: RewordingReview }) {
  const messages = count(request.messages.length, 'message')
  return (
    <p className="min-w-0 basis-full text-xs [overflow-wrap:anywhere] text-muted">
      Sends {count(request.lines.length, 'line')} of this draft, and the {messages} that they are made of with their
      authors’ names, to {model.host}; secrets are masked. Code, owners and times stay as they are. You decide about
      each line; one that its messages do not support word for word is not offered.
    </p>
  )
}

type AnswerProps = {
  review: RewordingReview
  now: Extract<RewordingReview['now'], { state: 'answered' }>
  model: ModelName
}

function Answer({ review: { doc, accept }, now: { request, rewording, changes }, model }: AnswerProps) {
  const states = changes.map((change) => stateOf(doc, change))
  const open = changes.filter((_, index) => states[index] === 'open')
  const accepted = changes.filter((_, index) => states[index] === 'accepted')
  const orders = changes.filter(({ kind }) => kind === 'order').length
  const told = [
    `${count(changes.length - orders, 'line')} reworded`,
    ...(orders > 0 ? [count(orders, 'new order')] : []),
    `${rewording.dropped.length} dropped`,
    `${rewording.unchanged} left as they were`,
  ]
  return (
    <div className="border-t border-line">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
        <p role="status" className="min-w-0 flex-1 text-sm">
          {model.name}: {told.join(', ')}.
        </p>
        {open.length > 0 && (
          <Button size="sm" variant="primary" onClick={() => accept(open, true)}>
            Accept {open.length === 1 ? 'it' : `all ${open.length}`}
          </Button>
        )}
        {accepted.length > 0 && (
          <Button size="sm" onClick={() => accept(accepted.toReversed(), false)}>
            Undo {accepted.length === 1 ? 'it' : `all ${accepted.length}`}
          </Button>
        )}
      </div>
      <ChangeList doc={doc} changes={changes} onDecide={(change, yes) => accept([change], yes)} />
      <DroppedList doc={doc} dropped={rewording.dropped} request={request} />
    </div>
  )
}
