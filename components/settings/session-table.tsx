'use client'
import { useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import { describeUserAgent } from '@/lib/render/user-agent'
import type { ActionResult } from '@/lib/schema/action-result'
import type { SessionRow } from '@/lib/schema/session'

type EndSession = (id: string) => Promise<ActionResult<null>>

/** Names of providers, by id, stand in `providers`. */
function describeMethod(method: string, providers: Record<string, string>): string {
  if (method === 'link') return 'one-time link'
  if (method === 'mail') return 'mailed link'
  if (method === 'break-glass') return 'break-glass'
  return providers[method] ?? method
}

/** Where somebody is signed in, each with a button that ends it. */
export function SessionTable(props: {
  sessions: SessionRow[]
  providers: Record<string, string>
  endSession: EndSession
}) {
  return (
    <Table caption="Your sessions">
      <TableHead>
        <TableRow className="last:border-b">
          <TableHeader>Browser</TableHeader>
          <TableHeader>Signed in</TableHeader>
          <TableHeader>By</TableHeader>
          <TableHeader>Last seen</TableHeader>
          <TableHeader>Ends</TableHeader>
          <TableHeader>
            <span className="sr-only">Sign out</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {props.sessions.map((session) => (
          <TableRow key={session.id}>
            <TableCell className="whitespace-nowrap">
              <span className="font-medium" title={session.userAgent ?? undefined}>
                {describeUserAgent(session.userAgent) ?? <span className="text-faint">unknown browser</span>}
              </span>{' '}
              {session.isCurrent ? <Badge tone="green">this one</Badge> : null}
            </TableCell>
            <TableCell>
              <TimeText at={session.createdAt} show="full" />
            </TableCell>
            <TableCell>
              {session.method === 'break-glass' ? (
                <>
                  <Badge tone="red">break-glass</Badge> <span className="text-muted">{session.reason}</span>
                </>
              ) : (
                <span className="whitespace-nowrap">{describeMethod(session.method, props.providers)}</span>
              )}
            </TableCell>
            <TableCell>
              {session.lastSeenAt ? (
                <TimeText at={session.lastSeenAt} show="full" />
              ) : (
                <span className="text-faint">not yet</span>
              )}
            </TableCell>
            <TableCell>
              <TimeText at={session.expiresAt} show="full" />
            </TableCell>
            <TableCell className="text-right">
              {session.isCurrent ? null : <EndButton session={session} endSession={props.endSession} />}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

/** Not asked twice: whoever is signed out by mistake signs in again. */
function EndButton({ session, endSession }: { session: SessionRow; endSession: EndSession }) {
  const [isPending, start] = useTransition()
  const name = describeUserAgent(session.userAgent) ?? 'the unknown browser'
  const end = () =>
    start(async () => {
      const answer = await answerOf(
        endSession(session.id),
        'The server did not answer; the session may still be there.',
      )
      if (answer.ok) toast.success(`Signed out of ${name}`)
      else toast.error(answer.message)
    })
  return (
    <Button size="sm" variant="ghost" disabled={isPending} onClick={end} aria-label={`Sign out of ${name}`}>
      Sign out
    </Button>
  )
}
