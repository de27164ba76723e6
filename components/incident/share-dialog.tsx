'use client'

import { UserRoundCog } from 'lucide-react'
import { useState, useTransition } from 'react'
import type { ActionResult } from '@/lib/schema/action-result'
import type { ReaderChoice, SharingView, Visibility } from '@/lib/schema/sharing'
import { answerOf } from '../ui/answer-of'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { onDemand } from '../ui/on-demand'

export type NewSharing = { visibility: Visibility; readers?: { users: string[]; teams: string[] } }
export type ShareActions = {
  /** Who may read the incident now, and whom one can name. */
  read: (slug: string) => Promise<ActionResult<{ sharing: SharingView; choices: ReaderChoice[] }>>
  share: (slug: string, sharing: NewSharing, version: number) => Promise<ActionResult<null>>
}

const shareForm = onDemand(() => import('./share-form'))

const COVERS =
  'This also holds for the conversation, the sources, the skill and the action items that belong to the incident.'
const UNREACHED = 'The server did not answer; nothing was changed.'

/** Says who may read an incident. Making it public is asked about. */
export function ShareDialog({ slug, actions }: { slug: string; actions: ShareActions }) {
  const [open, setOpen] = useState(false)
  const [known, setKnown] = useState<{ sharing: SharingView; choices: ReaderChoice[] } | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [, start] = useTransition()
  const parts = shareForm.usePart()

  const toggle = (next: boolean) => {
    setOpen(next)
    setKnown(null)
    setFailure(null)
    if (!next) return
    start(async () => {
      const answer = await answerOf(actions.read(slug), UNREACHED)
      if (answer.ok) setKnown(answer.value)
      else setFailure(answer.message)
    })
  }
  return (
    <Dialog
      title="Who may read this incident"
      description={COVERS}
      open={open}
      onOpenChange={toggle}
      trigger={
        <Button>
          <UserRoundCog aria-hidden /> Share
        </Button>
      }
    >
      {failure ? (
        <p role="alert" className="text-red-ink">
          {failure}
        </p>
      ) : null}
      {known && parts ? (
        <parts.ShareForm slug={slug} {...known} share={actions.share} onDone={() => toggle(false)} />
      ) : failure ? null : (
        <p role="status" className="text-muted">
          Loading…
        </p>
      )}
    </Dialog>
  )
}
