'use client'
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
const KINDS: Record<ReminderView['kind'], string> = {
  'incident-reply': 'Reply to an incident',
  digest: 'Weekly digest',
  overdue: 'Overdue action items',
  due: 'What is due',
  week: 'Your week',
  now: 'Asked for',
}

/** What was told unasked by one way; what was not sent can be sent again. */
export function ReminderTable(props: { caption: string; reminders: ReminderView[]; sendAgain: SendAgain }) {
  const { caption, reminders, sendAgain } = props
  return (
    <Table caption={caption}>
      <TableHead>
        <TableRow className="last:border-b">
          <TableHeader>What</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader>When</TableHeader>
          <TableHeader>
            <span className="sr-only">Send again</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {reminders.map((reminder) => (
          <TableRow key={reminder.id}>
            <TableCell className="min-w-36">
              <p>{KINDS[reminder.kind]}</p>
              <p className="text-xs [overflow-wrap:anywhere] text-faint">to {reminder.toName}</p>
            </TableCell>
            <TableCell className="min-w-44">
              <Badge tone={TONES[reminder.state]}>{reminder.state}</Badge>
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
  const [pending, start] = useTransition()
  const send = () =>
    start(async () => {
      const answer = await answerOf(
        sendAgain(reminder.id),
        'The server did not answer; look at the list before you try again.',
      )
      if (answer.ok) toast.success(`It is on its way to ${reminder.toName}`)
      else toast.error(answer.message)
    })
  return (
    <Button
      size="sm"
      variant="ghost"
      disabled={pending}
      aria-label={`Send again: ${KINDS[reminder.kind]} to ${reminder.toName}`}
      onClick={send}
    >
      Send again
    </Button>
  )
}
