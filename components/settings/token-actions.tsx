'use client'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { ConfirmButtons } from '@/components/ui/confirm-buttons'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import type { ActionResult } from '@/lib/schema/action-result'
import type { TokenRow } from '@/lib/schema/token'

export type Revoke = (id: string) => Promise<ActionResult<null>>
export type Rotate = (
  id: string,
  overlapHours: number,
) => Promise<ActionResult<{ secret: string; olderEndsAt: string }>>
/** A successor that has just been made. */
export type Successor = { name: string; secret: string; olderEndsAt: string }

const OVERLAP_HOURS = [0, 1, 24, 168] as const

/** Makes a token that takes the place of this one; both work for as long as is chosen. */
export function RotateButton(props: { token: TokenRow; rotate: Rotate; onRotated: (made: Successor) => void }) {
  const { token, rotate, onRotated } = props
  const t = useTranslations('settings.tokenActions')
  const [hours, setHours] = useState(24)
  const [pending, start] = useTransition()
  const make = () =>
    start(async () => {
      const answer = await answerOf(rotate(token.id, hours), t('unreached'))
      if (answer.ok) onRotated({ name: token.name, ...answer.value })
      else toast.error(answer.message)
    })
  return (
    <Dialog
      title={t('rotate.title', { name: token.name })}
      description={t('rotate.description')}
      trigger={
        <Button size="sm" variant="ghost" disabled={pending} aria-label={t('rotate.buttonNamed', { name: token.name })}>
          {pending ? t('rotate.rotating') : t('rotate.act')}
        </Button>
      }
    >
      <Field label={t('rotate.overlap')} hint={t('rotate.overlapHint')}>
        {(control) => (
          <Select {...control} value={hours} onChange={(event) => setHours(Number(event.target.value))}>
            {OVERLAP_HOURS.map((overlap) => (
              <option key={overlap} value={overlap}>
                {t(`overlap.${overlap}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="mt-4 flex justify-end gap-2">
        <DialogClose asChild>
          <Button>{t('rotate.cancel')}</Button>
        </DialogClose>
        <DialogClose asChild>
          <Button variant="primary" onClick={make}>
            {t('rotate.act')}
          </Button>
        </DialogClose>
      </div>
    </Dialog>
  )
}

export function RevokeButton({ token, revoke }: { token: TokenRow; revoke: Revoke }) {
  const t = useTranslations('settings.tokenActions')
  const [pending, start] = useTransition()
  const end = () =>
    start(async () => {
      const answer = await answerOf(revoke(token.id), t('revoke.unreached'))
      if (answer.ok) toast.success(t('revoke.isDone', { name: token.name }))
      else toast.error(answer.message)
    })
  return (
    <Dialog
      title={t('revoke.title', { name: token.name })}
      description={t('revoke.description')}
      trigger={
        <Button size="sm" variant="ghost" disabled={pending} aria-label={t('revoke.buttonNamed', { name: token.name })}>
          {t('revoke.act')}
        </Button>
      }
    >
      <ConfirmButtons act={t('revoke.act')} onConfirm={end} />
    </Dialog>
  )
}
