'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmButtons } from '@/components/ui/confirm-buttons'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { TimeText } from '@/components/ui/time-text'
import type { ActionResult } from '@/lib/schema/action-result'
import type { FeedTokenView } from '@/lib/schema/feed'
import { ShownOnce } from './shown-once'
import { useRunChange } from './use-run-change'

type FeedAddressesProps = {
  /** Address of this site, without a slash at the end. */
  base: string
  token: FeedTokenView | null
  patterns: { slug: string; title: string }[]
  make: () => Promise<ActionResult<{ secret: string }>>
  revoke: () => Promise<ActionResult<null>>
}

/** Makes the addresses of one's feeds and shows them, this once. */
export function FeedAddresses({ base, token, patterns, make, revoke }: FeedAddressesProps) {
  const t = useTranslations('settings.feedAddresses')
  const { isPending, run } = useRunChange()
  const [secret, setSecret] = useState<string | null>(null)
  const made = (answer: { secret: string }) => {
    setSecret(answer.secret)
    return t('isMade')
  }
  const revoked = () => {
    setSecret(null)
    return t('isClosed')
  }
  return (
    <div className="space-y-3">
      {token && (
        <p className="text-muted">
          <Since token={token} />
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {token === null ? (
          <Button variant="primary" disabled={isPending} onClick={() => run(make, made)}>
            {t('make')}
          </Button>
        ) : (
          <>
            <Replacing isPending={isPending} replace={() => run(make, made)} />
            <Closing isPending={isPending} close={() => run(revoke, revoked)} />
          </>
        )}
      </div>
      {secret && <Addresses base={base} secret={secret} patterns={patterns} />}
    </div>
  )
}

function Since({ token: { createdAt, lastUsedAt } }: { token: FeedTokenView }) {
  const t = useTranslations('settings.feedAddresses')
  const made = () => <TimeText at={createdAt} />
  if (lastUsedAt === null) return t.rich('sinceUnread', { made })
  return t.rich('sinceRead', { made, read: () => <TimeText at={lastUsedAt} /> })
}

function Addresses({ base, secret, patterns }: Pick<FeedAddressesProps, 'base' | 'patterns'> & { secret: string }) {
  const t = useTranslations('settings.feedAddresses')
  const [slug, setSlug] = useState(patterns[0]?.slug ?? null)
  const addressOf = (file: string) => `${base}/feeds/${file}.atom?token=${secret}`
  const secrets = [
    { copyLabel: t('copy.incidents'), text: addressOf('incidents') },
    { copyLabel: t('copy.actionItems'), text: addressOf('action-items') },
    { copyLabel: t('copy.yourDueDates'), text: `${base}/feeds/action-items.ics?owner=me&token=${secret}` },
    { copyLabel: t('copy.allDueDates'), text: `${base}/feeds/action-items.ics?token=${secret}` },
    ...(slug === null ? [] : [{ copyLabel: t('copy.pattern'), text: addressOf(`patterns/${slug}`) }]),
  ]
  return (
    <>
      <ShownOnce note={t('note')} secrets={secrets} />
      {slug !== null && (
        <Field label={t('pattern')} className="max-w-80">
          {(control) => (
            <Select {...control} value={slug} onChange={(event) => setSlug(event.target.value)}>
              {patterns.map((pattern) => (
                <option key={pattern.slug} value={pattern.slug}>
                  {pattern.title}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
    </>
  )
}

function Replacing({ isPending, replace }: { isPending: boolean; replace: () => void }) {
  const t = useTranslations('settings.feedAddresses')
  return (
    <Dialog
      title={t('replace.title')}
      description={t('replace.description')}
      trigger={<Button disabled={isPending}>{t('replace.button')}</Button>}
    >
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button>{t('keep')}</Button>
        </DialogClose>
        <DialogClose asChild>
          <Button variant="primary" onClick={replace}>
            {t('replace.act')}
          </Button>
        </DialogClose>
      </div>
    </Dialog>
  )
}

function Closing({ isPending, close }: { isPending: boolean; close: () => void }) {
  const t = useTranslations('settings.feedAddresses')
  return (
    <Dialog
      title={t('close.title')}
      description={t('close.description')}
      trigger={
        <Button variant="danger" disabled={isPending}>
          {t('close.act')}
        </Button>
      }
    >
      <ConfirmButtons keep={t('keep')} act={t('close.act')} onConfirm={close} />
    </Dialog>
  )
}
