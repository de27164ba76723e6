'use client'
import { useTransition } from 'react'
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
  return (
    <Table caption="Signing keys">
      <TableHead>
        <TableRow className="last:border-b">
          <TableHeader>Key</TableHeader>
          <TableHeader>Its provider</TableHeader>
          <TableHeader>Here</TableHeader>
          <TableHeader>
            <span className="sr-only">Drop</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {keys.map((key) => (
          <TableRow key={key.keyId}>
            <TableCell className="font-mono text-xs [overflow-wrap:anywhere]">{key.keyId}</TableCell>
            <TableCell>
              {key.published ? 'publishes it' : <span className="text-faint">does not publish it</span>}
            </TableCell>
            <TableCell>
              {key.dropped ? (
                <>
                  <Badge tone="red">dropped</Badge> <TimeText at={key.dropped.at} /> by {key.dropped.by}
                  {key.dropped.reason && `: ${key.dropped.reason}`}
                </>
              ) : (
                <Badge tone="green">accepted</Badge>
              )}
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

function KeyButton({
  signingKey: { keyId, dropped },
  setDropped,
}: {
  signingKey: SigningKeyRow
  setDropped: SetDropped
}) {
  const [pending, start] = useTransition()
  const change = (drop: boolean) =>
    start(async () => {
      const answer = await answerOf(setDropped(keyId, drop), 'The server did not answer; nothing may have changed.')
      if (answer.ok) toast.success(drop ? 'Key dropped everywhere' : 'Key accepted again')
      else toast.error(answer.message)
    })
  if (dropped) {
    return (
      <Button
        size="sm"
        variant="ghost"
        disabled={pending}
        onClick={() => change(false)}
        aria-label={`Accept ${keyId} again`}
      >
        Accept again
      </Button>
    )
  }
  return (
    <Dialog
      title="Drop this key?"
      description="What it has signed is refused by every process at its next request. People get new access tokens from their provider, signed with another key."
      trigger={
        <Button size="sm" variant="ghost" disabled={pending} aria-label={`Drop ${keyId}`}>
          Drop
        </Button>
      }
    >
      <ConfirmButtons act="Drop" onConfirm={() => change(true)} />
    </Dialog>
  )
}
