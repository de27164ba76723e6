'use client'
import { useTranslations } from 'next-intl'
import { Fragment, type ReactNode } from 'react'
import { cn } from '@/components/ui/class-names'
import { useTimes } from '@/components/ui/use-times'
import { useZoneChoice } from '@/components/ui/zone-choice'
import { zonedTime } from '@/lib/render/time'
import type { MessageDraft } from '@/lib/schema/thread'
import { countRoots, foldSentence, runsOf } from './message-runs'

/**
 * A conversation in its order: a line where the day changes on the chosen clock, replies under the message that they answer,
 * noise folded. `renderMessage` gives one message as a list item.
 */
export function MessageRows({
  messages,
  renderMessage,
}: {
  messages: MessageDraft[]
  renderMessage: (message: MessageDraft) => ReactNode
}) {
  const t = useTranslations('thread.messageRows')
  const runs = useTranslations('thread.messageRuns')
  const days = useDays(messages)
  const single = countRoots(messages) === 1
  const replies = messages.filter(({ replyTo }) => replyTo !== null).length
  const row = (message: MessageDraft) => (
    <Fragment key={message.id}>
      {days.get(message.id) && <DayLine day={days.get(message.id) ?? ''} />}
      {renderMessage(message)}
      {single && replies > 0 && message === messages[0] && (
        <li className="flex items-center gap-3 py-1 text-xs text-faint">
          {t('replies', { count: replies })}
          <span aria-hidden className="h-px flex-1 bg-line" />
        </li>
      )}
    </Fragment>
  )
  return (
    <ol className="space-y-1">
      {runsOf(messages).map((run) =>
        run.folded ? (
          <li key={`fold-${run.messages[0]?.id}`}>
            <details className="group/fold">
              <summary className="flex min-h-7 cursor-pointer items-center gap-1.5 px-2 text-xs text-faint hover:text-ink">
                {foldSentence(runs, run.messages)} —{' '}
                <span className="underline group-open/fold:hidden">{t('show')}</span>
                <span className="hidden underline group-open/fold:inline">{t('hide')}</span>
              </summary>
              <ol className="space-y-1 border-l-2 border-line pl-2">{run.messages.map(row)}</ol>
            </details>
          </li>
        ) : (
          row(run.message)
        ),
      )}
    </ol>
  )
}

/** Classes of the list item of a message: an answer among several threads stands to the right of what it answers. */
export function messageClasses(messages: MessageDraft[], message: MessageDraft): string {
  const nested = message.replyTo !== null && countRoots(messages) > 1
  return cn(
    'scroll-mt-24 rounded-md px-2 py-1.5 transition-colors [contain-intrinsic-size:auto_4rem]',
    nested && 'ml-4 border-l-2 border-line pl-3 sm:ml-8',
  )
}

function DayLine({ day }: { day: string }) {
  const times = useTimes()
  return (
    <li className="flex items-center gap-3 py-2 text-xs font-medium text-muted">
      <span aria-hidden className="h-px flex-1 bg-line" />
      {times.day(day)}
      <span aria-hidden className="h-px flex-1 bg-line" />
    </li>
  )
}

/** The messages that a new day begins with, on the chosen clock, with that day. */
function useDays(messages: MessageDraft[]): Map<string, string> {
  const choice = useZoneChoice()
  const days = new Map<string, string>()
  let last: string | null = null
  for (const { id, at } of messages) {
    if (at === null) continue
    const { date } = zonedTime({ at }, choice)
    if (date !== last) days.set(id, date)
    last = date
  }
  return days
}
