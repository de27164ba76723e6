'use client'

import { Split } from 'lucide-react'
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
const UNREACHED = 'The server did not answer; nothing was changed.'

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
  const [pending, start] = useTransition()
  const router = useRouter()

  async function mergeAgain(from: string, into: string) {
    const answer = await answerOf(actions.merge(from, into), UNREACHED)
    if (!answer.ok) {
      toast.error(answer.message)
      return
    }
    toast.success('The two are one incident again')
    router.push(pathOf(answer.value.slug))
  }

  function split() {
    start(async () => {
      const answer = await answerOf(actions.split(slug, edition.slug), UNREACHED)
      if (!answer.ok) {
        toast.error(answer.message)
        return
      }
      const { slug: own, rest } = answer.value
      router.push(pathOf(rest))
      toast.success('An incident of its own now', {
        description: (
          <Link href={pathOf(own)} className="underline">
            {edition.title}
          </Link>
        ),
        duration: 12_000,
        action: { label: 'Undo', onClick: () => void mergeAgain(own, rest) },
      })
    })
  }

  return (
    <Button
      size="sm"
      variant="ghost"
      disabled={pending}
      onClick={split}
      title={`The ${edition.name} account becomes an incident of its own`}
      className="print:hidden"
    >
      <Split aria-hidden />
      {pending ? 'Splitting…' : 'This is another incident'}
    </Button>
  )
}
