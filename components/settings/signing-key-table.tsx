'use client'
import { useTranslations } from 'next-intl'
import { useTransition, type ReactNode } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ConfirmButtons } from '@/components/ui/confirm-buttons'
import { Dialog } from '@/components/ui/dialog'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import type { ActionResult } from '@/lib/schema/action-result'
import type { SigningKeyRow } from '@/lib/schema/token'

type SetDropped = (keyId: string, dropped: boolean) => Promise<ActionResult<null>>

/** Keys that the identity provider signs access tokens with, each with a button that stops believing it. */
export function SigningKeyTable({ keys, setDropped }: { keys: SigningKeyRow[]; setDropped: SetDropped }) {
  const t = useTranslations('settings.signingKeyTable')
  return (
    <Table caption={t('caption')}>
      <TableHead>
        <TableRow className="last:border-b">
          <TableHeader>{t('key')}</TableHeader>
          <TableHeader>{t('provider')}</TableHeader>
          <TableHeader>{t('here')}</TableHeader>
          <TableHeader>
            <span className="sr-only">{t('drop')}</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {keys.map((key) => (
          <TableRow key={key.keyId}>
            <TableCell className="font-mono text-xs [overflow-wrap:anywhere]">{key.keyId}</TableCell>
            <TableCell>
              {key.published ? t('publishes') : <span className="text-faint">{t('publishesNot')}</span>}
            </TableCell>
            <TableCell>
              {key.dropped ? <Dropped {...key.dropped} /> : <Badge tone="green">{t('accepted')}</Badge>}
            </TableCell>
            <TableCell className="text-right">
              <KeyButton signingKey={key} setDropped={setDropped} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function Dropped({ at, by, reason }: NonNullable<SigningKeyRow['dropped']>) {
  const t = useTranslations('settings.signingKeyTable')
  const said = {
    name: by,
    badge: (chunks: ReactNode) => <Badge tone="red">{chunks}</Badge>,
    time: () => <TimeText at={at} />,
  }
  return reason ? t.rich('droppedBecause', { ...said, reason }) : t.rich('dropped', said)
}

function KeyButton({
  signingKey: { keyId, dropped },
  setDropped,
}: {
  signingKey: SigningKeyRow
  setDropped: SetDropped
}) {
  const t = useTranslations('settings.signingKeyTable')
  const [pending, start] = useTransition()
  const change = (drop: boolean) =>
    start(async () => {
      const answer = await answerOf(setDropped(keyId, drop), t('unreached'))
      if (answer.ok) toast.success(drop ? t('isDropped') : t('isAccepted'))
      else toast.error(answer.message)
    })
  if (dropped) {
    return (
      <Button
        size="sm"
        variant="ghost"
        disabled={pending}
        onClick={() => change(false)}
        aria-label={t('acceptNamed', { key: keyId })}
      >
        {t('accept')}
      </Button>
    )
  }
  return (
    <Dialog
      title={t('title')}
      description={t('description')}
      trigger={
        <Button size="sm" variant="ghost" disabled={pending} aria-label={t('dropNamed', { key: keyId })}>
          {t('drop')}
        </Button>
      }
    >
      <ConfirmButtons act={t('drop')} onConfirm={() => change(true)} />
    </Dialog>
  )
}
