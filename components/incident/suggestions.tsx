'use client'

import Link from 'next/link'
import { unstable_rethrow } from 'next/navigation'
import { useTransition } from 'react'
import { toast } from 'sonner'
import type { ActionResult } from '@/lib/schema/action-result'
import type { EditionSuggestionView } from '@/lib/schema/incident'
import { Button } from '../ui/button'

export type SuggestionActions = {
  /** Makes this incident and the other one; answers the slug that remains. */
  merge: (slug: string, into: string) => Promise<ActionResult<null>>
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
  const [pending, start] = useTransition()
  function run(work: () => Promise<ActionResult<null>>) {
    start(async () => {
      try {
        const answer = await work()
        if (!answer.ok) toast.error(answer.message)
      } catch (error) {
        unstable_rethrow(error)
        toast.error('The server did not answer; nothing was changed.')
      }
    })
  }
  return (
    <li
      className="flex flex-wrap items-start justify-between gap-3 rounded-lg border border-blue-line bg-blue-tint px-4 py-3"
      aria-busy={pending}
    >
      <div className="min-w-0 flex-1 basis-80">
        <p>
          This may be the same incident as{' '}
          <Link
            href={`/incidents/${encodeURIComponent(suggestion.slug)}`}
            className="font-medium text-blue-ink underline"
          >
            {suggestion.title}
          </Link>{' '}
          ({Math.round(suggestion.score * 100)} % alike).
        </p>
        <ul className="mt-1 text-xs text-muted">
          {suggestion.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </div>
      {actions ? (
        <div className="flex gap-2 print:hidden">
          <Button
            size="sm"
            variant="primary"
            disabled={pending}
            onClick={() => run(() => actions.merge(slug, suggestion.slug))}
          >
            Merge the two
          </Button>
          <Button size="sm" disabled={pending} onClick={() => run(() => actions.dismiss(suggestion.id))}>
            Not the same
          </Button>
        </div>
      ) : null}
    </li>
  )
}

/** Other incidents that may be this one, told in another edition: a person decides. */
export function Suggestions(props: {
  slug: string
  suggestions: EditionSuggestionView[]
  actions: SuggestionActions | null
}) {
  if (props.suggestions.length === 0) return null
  return (
    <ul aria-label="Possible editions" className="mb-5 flex flex-col gap-2">
      {props.suggestions.map((suggestion) => (
        <Suggestion key={suggestion.id} slug={props.slug} suggestion={suggestion} actions={props.actions} />
      ))}
    </ul>
  )
}
