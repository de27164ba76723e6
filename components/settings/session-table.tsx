'use client'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import type { Say } from '@/lib/intl/say'
import { describeUserAgent } from '@/lib/render/user-agent'
import type { ActionResult } from '@/lib/schema/action-result'
import type { SessionRow } from '@/lib/schema/session'

type EndSession = (id: string) => Promise<ActionResult<null>>

/** Names of providers, by id, stand in `providers`. */
function describeMethod(t: Say<'settings.sessionTable'>, method: string, providers: Record<string, string>): string {
  if (method === 'link') return t('methods.link')
  if (method === 'mail') return t('methods.mail')
  return providers[method] ?? method
}

/** Where somebody is signed in, each with a button that ends it. */
export function SessionTable(props: {
  sessions: SessionRow[]
  providers: Record<string, string>
  endSession: EndSession
}) {
  const t = useTranslations('settings.sessionTable')
  return (
    <Table caption={t('caption')}>
      <TableHead>
        <TableRow className="last:border-b">
          <TableHeader>{t('browser')}</TableHeader>
          <TableHeader>{t('signedIn')}</TableHeader>
          <TableHeader>{t('by')}</TableHeader>
          <TableHeader>{t('lastSeen')}</TableHeader>
          <TableHeader>{t('ends')}</TableHeader>
          <TableHeader>
            <span className="sr-only">{t('signOut')}</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {props.sessions.map((session) => (
          <TableRow key={session.id}>
            <TableCell className="whitespace-nowrap">
              <span className="font-medium" title={session.userAgent ?? undefined}>
                {describeUserAgent(session.userAgent) ?? <span className="text-faint">{t('unknownBrowser')}</span>}
              </span>{' '}
              {session.isCurrent ? <Badge tone="green">{t('current')}</Badge> : null}
            </TableCell>
            <TableCell>
              <TimeText at={session.createdAt} show="full" />
            </TableCell>
            <TableCell>
              {session.method === 'break-glass' ? (
                <>
                  <Badge tone="red">{t('methods.breakGlass')}</Badge>{' '}
                  <span className="text-muted">{session.reason}</span>
                </>
              ) : (
                <span className="whitespace-nowrap">{describeMethod(t, session.method, props.providers)}</span>
              )}
            </TableCell>
            <TableCell>
              {session.lastSeenAt ? (
                <TimeText at={session.lastSeenAt} show="full" />
              ) : (
                <span className="text-faint">{t('notYet')}</span>
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
  const t = useTranslations('settings.sessionTable')
  const [isPending, start] = useTransition()
  const browser = describeUserAgent(session.userAgent)
  const end = () =>
    start(async () => {
      const answer = await answerOf(endSession(session.id), t('unreached'))
      if (answer.ok) toast.success(browser === null ? t('signedOutOfUnknown') : t('signedOutOf', { browser }))
      else toast.error(answer.message)
    })
  return (
    <Button
      size="sm"
      variant="ghost"
      disabled={isPending}
      onClick={end}
      aria-label={browser === null ? t('signOutOfUnknown') : t('signOutOf', { browser })}
    >
      {t('signOut')}
    </Button>
  )
}
