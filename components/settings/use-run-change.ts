'use client'
import { useTransition } from 'react'
import { answerOf } from '@/components/ui/answer-of'
import { toast } from '@/components/ui/toast'
import type { ActionResult } from '@/lib/schema/action-result'

const NO_ANSWER = 'The server did not answer; look at the page before you try again.'

/** Runs a change and says what became of it. `done` gives the words for what was answered, and may do more with it. */
export function useRunChange(): {
  isPending: boolean
  run: <T>(work: () => Promise<ActionResult<T>>, done: (value: T) => string) => void
} {
  const [isPending, start] = useTransition()
  const run = <T>(work: () => Promise<ActionResult<T>>, done: (value: T) => string) =>
    start(async () => {
      const answer = await answerOf(work(), NO_ANSWER)
      if (answer.ok) toast.success(done(answer.value))
      else toast.error(answer.message)
    })
  return { isPending, run }
}
