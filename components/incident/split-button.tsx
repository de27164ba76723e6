'use client'

import { Split } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import type { ActionResult } from '@/lib/schema/action-result'
import { answerOf } from '../ui/answer-of'
import { Button } from '../ui/button'

export type SplitActions = {
  /** Makes an incident of its own of an edition. Answers its slug, and that of the rest. */
  split: (slug: string, edition: string) => Promise<ActionResult<{ slug: string; rest: string }>>
  /** Makes two incidents one again. */
  merge: (slug: string, into: string) => Promise<ActionResult<{ slug: string }>>
}

const pathOf = (slug: string) => `/incidents/${encodeURIComponent(slug)}`

/** Takes an edition out of its incident with one click; the toast that says so has the way back. */
export function SplitButton({
  slug,
  edition,
  actions,
}: {
  slug: string
  edition: { slug: string; title: string; name: string }
  actions: SplitActions
}) {
  const t = useTranslations('incident.splitButton')
  const failures = useTranslations('incident.failures')
  const [pending, start] = useTransition()
  const router = useRouter()

  async function mergeAgain(from: string, into: string) {
    const answer = await answerOf(actions.merge(from, into), failures('unchanged'))
    if (!answer.ok) {
      toast.error(answer.message)
      return
    }
    toast.success(t('merged'))
    router.push(pathOf(answer.value.slug))
  }

  function split() {
    start(async () => {
      const answer = await answerOf(actions.split(slug, edition.slug), failures('unchanged'))
      if (!answer.ok) {
        toast.error(answer.message)
        return
      }
      const { slug: own, rest } = answer.value
      router.push(pathOf(rest))
      toast.success(t('done'), {
        description: (
          <Link href={pathOf(own)} className="underline">
            {edition.title}
          </Link>
        ),
        duration: 12_000,
        action: { label: t('undo'), onClick: () => void mergeAgain(own, rest) },
      })
    })
  }

  return (
    <Button
      size="sm"
      variant="ghost"
      disabled={pending}
      onClick={split}
      title={t('means', { language: edition.name })}
      className="print:hidden"
    >
      <Split aria-hidden />
      {pending ? t('splitting') : t('split')}
    </Button>
  )
}
