'use client'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import type { Tone } from '@/lib/render/tone'
import type { ActionResult } from '@/lib/schema/action-result'
import type { ReminderView } from '@/lib/schema/reminder'

type SendAgain = (id: string) => Promise<ActionResult<null>>

const TONES: Record<ReminderView['state'], Tone> = {
  due: 'blue',
  sending: 'blue',
  sent: 'green',
  failed: 'red',
  unsure: 'amber',
}

/** What was told unasked by one way; what was not sent can be sent again. */
export function ReminderTable(props: { caption: string; reminders: ReminderView[]; sendAgain: SendAgain }) {
  const { caption, reminders, sendAgain } = props
  const t = useTranslations('settings.reminderTable')
  return (
    <Table caption={caption}>
      <TableHead>
        <TableRow className="last:border-b">
          <TableHeader>{t('what')}</TableHeader>
          <TableHeader>{t('state')}</TableHeader>
          <TableHeader>{t('when')}</TableHeader>
          <TableHeader>
            <span className="sr-only">{t('again')}</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {reminders.map((reminder) => (
          <TableRow key={reminder.id}>
            <TableCell className="min-w-36">
              <p>{t(`kinds.${reminder.kind}`)}</p>
              <p className="text-xs [overflow-wrap:anywhere] text-faint">{t('to', { name: reminder.toName })}</p>
            </TableCell>
            <TableCell className="min-w-44">
              <Badge tone={TONES[reminder.state]}>{t(`states.${reminder.state}`)}</Badge>
              {reminder.error && <p className="mt-1 text-xs text-muted">{reminder.error}</p>}
            </TableCell>
            <TableCell>
              <TimeText at={reminder.sentAt ?? reminder.dueAt} show="full" />
            </TableCell>
            <TableCell className="text-right">
              {(reminder.state === 'failed' || reminder.state === 'unsure') && (
                <AgainButton reminder={reminder} sendAgain={sendAgain} />
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function AgainButton({ reminder, sendAgain }: { reminder: ReminderView; sendAgain: SendAgain }) {
  const t = useTranslations('settings.reminderTable')
  const unreached = useTranslations('settings.unreached')
  const name = reminder.toName
  const [pending, start] = useTransition()
  const send = () =>
    start(async () => {
      const answer = await answerOf(sendAgain(reminder.id), unreached('list'))
      if (answer.ok) toast.success(t('isOnItsWay', { name }))
      else toast.error(answer.message)
    })
  return (
    <Button
      size="sm"
      variant="ghost"
      disabled={pending}
      aria-label={t('againTo', { kind: t(`kinds.${reminder.kind}`), name })}
      onClick={send}
    >
      {t('again')}
    </Button>
  )
}
