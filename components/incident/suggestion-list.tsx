'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import type { ActionResult } from '@/lib/schema/action-result'
import type { EditionSuggestionView } from '@/lib/schema/incident'
import { answerOf } from '../ui/answer-of'
import { Button } from '../ui/button'

export type SuggestionActions = {
  /** Makes this incident and the other one; answers the slug that remains, and what takes the merge back. */
  merge: (slug: string, into: string) => Promise<ActionResult<{ slug: string; merge: string }>>
  /** Takes a merge back; answers the slug of the incident that was merged, and what is to be known of who may read the two. */
  undoMerge: (merge: string) => Promise<ActionResult<{ slug: string; hint: string | null }>>
  dismiss: (id: string) => Promise<ActionResult<null>>
}

function Suggestion({
  slug,
  suggestion,
  actions,
}: {
  slug: string
  suggestion: EditionSuggestionView
  actions: SuggestionActions | null
}) {
  const t = useTranslations('incident.suggestionList')
  const failures = useTranslations('incident.failures')
  const [pending, start] = useTransition()
  const router = useRouter()
  const open = (other: string) => router.push(`/incidents/${encodeURIComponent(other)}`)
  async function takeBack(merge: string) {
    if (!actions) return
    const answer = await answerOf(actions.undoMerge(merge), failures('unchanged'))
    if (!answer.ok) {
      toast.error(answer.message)
      return
    }
    const { hint } = answer.value
    toast.success(t('apart'), hint === null ? undefined : { description: hint, duration: 30_000 })
    open(answer.value.slug)
  }
  async function merge({ merge: send }: SuggestionActions): Promise<ActionResult<unknown>> {
    const answer = await send(slug, suggestion.slug)
    if (!answer.ok) return answer
    open(answer.value.slug)
    toast.success(t('merged'), {
      duration: 12_000,
      action: { label: t('undo'), onClick: () => void takeBack(answer.value.merge) },
    })
    return answer
  }
  function run(work: () => Promise<ActionResult<unknown>>) {
    start(async () => {
      const answer = await answerOf(work(), failures('unchanged'))
      if (!answer.ok) toast.error(answer.message)
    })
  }
  return (
    <li
      className="flex flex-wrap items-start justify-between gap-3 rounded-lg border border-blue-line bg-blue-tint px-4 py-3"
      aria-busy={pending}
    >
      <div className="min-w-0 flex-1 basis-80">
        <p>
          {t.rich('story', {
            title: suggestion.title,
            percent: Math.round(suggestion.score * 100),
            other: (chunks) => (
              <Link
                href={`/incidents/${encodeURIComponent(suggestion.slug)}`}
                className="font-medium text-blue-ink underline"
              >
                {chunks}
              </Link>
            ),
          })}
        </p>
        <ul className="mt-1 text-xs text-muted">
          {suggestion.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </div>
      {actions ? (
        <div className="flex gap-2 print:hidden">
          <Button size="sm" variant="primary" disabled={pending} onClick={() => run(() => merge(actions))}>
            {t('merge')}
          </Button>
          <Button size="sm" disabled={pending} onClick={() => run(() => actions.dismiss(suggestion.id))}>
            {t('dismiss')}
          </Button>
        </div>
      ) : null}
    </li>
  )
}

/** Other incidents that may be this one, told in another edition: a person decides. */
export function SuggestionList(props: {
  slug: string
  suggestions: EditionSuggestionView[]
  actions: SuggestionActions | null
}) {
  const t = useTranslations('incident.suggestionList')
  return (
    <ul aria-label={t('list')} className="mb-5 flex flex-col gap-2">
      {props.suggestions.map((suggestion) => (
        <Suggestion key={suggestion.id} slug={props.slug} suggestion={suggestion} actions={props.actions} />
      ))}
    </ul>
  )
}
