'use client'

import { UserRoundCog } from 'lucide-react'
import { useTranslations } from 'next-intl'
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

/** Says who may read an incident. Making it public is asked about. */
export function ShareDialog({ slug, actions }: { slug: string; actions: ShareActions }) {
  const t = useTranslations('incident.shareDialog')
  const failures = useTranslations('incident.failures')
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
      const answer = await answerOf(actions.read(slug), failures('unchanged'))
      if (answer.ok) setKnown(answer.value)
      else setFailure(answer.message)
    })
  }
  return (
    <Dialog
      title={t('title')}
      description={t('covers')}
      open={open}
      onOpenChange={toggle}
      trigger={
        <Button>
          <UserRoundCog aria-hidden /> {t('share')}
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
          {t('loading')}
        </p>
      )}
    </Dialog>
  )
}
