'use client'
import { Ellipsis } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Badge } from '@/components/ui/badge'
import { IconButton } from '@/components/ui/button'
import { DropdownMenu, MenuItem } from '@/components/ui/dropdown-menu'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import type { AccountChange, AccountView, ShownInvitation } from '@/lib/schema/account'
import type { ActionResult } from '@/lib/schema/action-result'
import { PeopleDialog, type Asked } from './people-dialog'

export type AccountActions = {
  change: (id: string, change: AccountChange) => Promise<ActionResult<null>>
  inviteAgain: (id: string) => Promise<ActionResult<ShownInvitation>>
  signOut: (id: string) => Promise<ActionResult<{ ended: number }>>
}

/** Everybody with an account: their role, teams and state, and what an administrator can do about it. */
export function PeopleTable({ accounts, actions }: { accounts: AccountView[]; actions: AccountActions }) {
  const t = useTranslations('settings.peopleTable')
  const roleLabels = useTranslations('labels.role')
  const { asked, setAsked, pending, change, inviteAgain, signOut } = useAccountActions(actions)
  return (
    <>
      <Table caption={t('caption')}>
        <TableHead>
          <TableRow className="last:border-b">
            <TableHeader>{t('who')}</TableHeader>
            <TableHeader>{t('role')}</TableHeader>
            <TableHeader className="hidden sm:table-cell">{t('teams')}</TableHeader>
            <TableHeader className="hidden md:table-cell">{t('lastSeen')}</TableHeader>
            <TableHeader>
              <span className="sr-only">{t('more')}</span>
            </TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {accounts.map((account) => (
            <TableRow key={account.id}>
              <TableCell className="min-w-40">
                <Who account={account} />
              </TableCell>
              <TableCell className="whitespace-nowrap">{roleLabels(account.role)}</TableCell>
              <TableCell className="hidden sm:table-cell">
                {account.teams.map(({ name }) => name).join(', ') || <span className="text-faint">{t('noTeams')}</span>}
              </TableCell>
              <TableCell className="hidden whitespace-nowrap md:table-cell">
                {account.lastSeenAt ? (
                  <TimeText at={account.lastSeenAt} show="full" />
                ) : (
                  <span className="text-faint">{t('never')}</span>
                )}
              </TableCell>
              <TableCell className="text-right">
                <DropdownMenu
                  align="end"
                  trigger={
                    <IconButton label={t('moreAbout', { name: account.name })} disabled={pending}>
                      <Ellipsis aria-hidden />
                    </IconButton>
                  }
                >
                  <MenuItem onSelect={() => setAsked({ account, about: 'role' })}>{t('changeRole')}</MenuItem>
                  {account.state === 'invited' ? (
                    <MenuItem onSelect={() => inviteAgain(account)}>{t('inviteAgain')}</MenuItem>
                  ) : null}
                  {account.sessions > 0 ? <MenuItem onSelect={() => signOut(account)}>{t('signOut')}</MenuItem> : null}
                  {account.linked.length > 0 ? (
                    <MenuItem onSelect={() => setAsked({ account, about: 'unlink' })}>{t('unlink')}</MenuItem>
                  ) : null}
                  {account.state === 'disabled' ? (
                    <MenuItem
                      onSelect={() => change(account, { disabled: false }, t('isEnabled', { name: account.name }))}
                    >
                      {t('enable')}
                    </MenuItem>
                  ) : (
                    <MenuItem onSelect={() => setAsked({ account, about: 'disable' })}>{t('disable')}</MenuItem>
                  )}
                </DropdownMenu>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {asked ? <PeopleDialog asked={asked} onClose={() => setAsked(null)} change={change} /> : null}
    </>
  )
}

function useAccountActions(actions: AccountActions) {
  const t = useTranslations('settings.peopleTable')
  const unreached = useTranslations('settings.unreached')
  const [asked, setAsked] = useState<Asked | null>(null)
  const [pending, start] = useTransition()
  const run = <T,>(call: () => Promise<ActionResult<T>>, done: (value: T) => void) =>
    start(async () => {
      const answer = await answerOf(call(), unreached('list'))
      if (answer.ok) done(answer.value)
      else toast.error(answer.message)
    })
  return {
    asked,
    setAsked,
    pending,
    change: (account: AccountView, wanted: AccountChange, said: string) =>
      run(
        () => actions.change(account.id, wanted),
        () => toast.success(said),
      ),
    inviteAgain: (account: AccountView) =>
      run(
        () => actions.inviteAgain(account.id),
        (made) => setAsked({ account, about: 'link', ...made }),
      ),
    signOut: (account: AccountView) =>
      run(
        () => actions.signOut(account.id),
        ({ ended }) => toast.success(t('sessionsEnded', { count: ended })),
      ),
  }
}

function Who({ account }: { account: AccountView }) {
  const t = useTranslations('settings.peopleTable')
  return (
    <>
      <span className="flex flex-wrap items-center gap-1.5">
        <span className="font-medium">{account.name}</span>
        {account.isYou ? <Badge tone="accent">{t('you')}</Badge> : null}
        {account.state === 'active' ? null : (
          <Badge tone={account.state === 'disabled' ? 'red' : 'amber'}>{t(`state.${account.state}`)}</Badge>
        )}
      </span>
      {account.email && account.email !== account.name ? (
        <span className="block text-xs [overflow-wrap:anywhere] text-muted">{account.email}</span>
      ) : null}
    </>
  )
}
