'use client'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { answerOf } from '@/components/ui/answer-of'
import { toast } from '@/components/ui/toast'
import type { ActionResult } from '@/lib/schema/action-result'

/** Runs a change and says what became of it. `done` gives the words for what was answered, and may do more with it. */
export function useRunChange(): {
  isPending: boolean
  run: <T>(work: () => Promise<ActionResult<T>>, done: (value: T) => string) => void
} {
  const unreached = useTranslations('settings.unreached')
  const [isPending, start] = useTransition()
  const run = <T>(work: () => Promise<ActionResult<T>>, done: (value: T) => string) =>
    start(async () => {
      const answer = await answerOf(work(), unreached('page'))
      if (answer.ok) toast.success(done(answer.value))
      else toast.error(answer.message)
    })
  return { isPending, run }
}
