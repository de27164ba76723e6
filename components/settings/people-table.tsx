'use client'
import { Ellipsis } from 'lucide-react'
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
import { ROLE_WORDS } from './people-words'

export type AccountActions = {
  change: (id: string, change: AccountChange) => Promise<ActionResult<null>>
  inviteAgain: (id: string) => Promise<ActionResult<ShownInvitation>>
  signOut: (id: string) => Promise<ActionResult<{ ended: number }>>
}

/** Everybody with an account: their role, teams and state, and what an administrator can do about it. */
export function PeopleTable({ accounts, actions }: { accounts: AccountView[]; actions: AccountActions }) {
  const { asked, setAsked, pending, change, inviteAgain, signOut } = useAccountActions(actions)
  return (
    <>
      <Table caption="Accounts">
        <TableHead>
          <TableRow className="last:border-b">
            <TableHeader>Who</TableHeader>
            <TableHeader>Role</TableHeader>
            <TableHeader className="hidden sm:table-cell">Teams</TableHeader>
            <TableHeader className="hidden md:table-cell">Last seen</TableHeader>
            <TableHeader>
              <span className="sr-only">More</span>
            </TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {accounts.map((account) => (
            <TableRow key={account.id}>
              <TableCell className="min-w-40">
                <Who account={account} />
              </TableCell>
              <TableCell className="whitespace-nowrap">{ROLE_WORDS[account.role]}</TableCell>
              <TableCell className="hidden sm:table-cell">
                {account.teams.map(({ name }) => name).join(', ') || <span className="text-faint">none</span>}
              </TableCell>
              <TableCell className="hidden whitespace-nowrap md:table-cell">
                {account.lastSeenAt ? (
                  <TimeText at={account.lastSeenAt} show="full" />
                ) : (
                  <span className="text-faint">never</span>
                )}
              </TableCell>
              <TableCell className="text-right">
                <DropdownMenu
                  align="end"
                  trigger={
                    <IconButton label={`More about ${account.name}`} disabled={pending}>
                      <Ellipsis aria-hidden />
                    </IconButton>
                  }
                >
                  <MenuItem onSelect={() => setAsked({ account, about: 'role' })}>Change name or role…</MenuItem>
                  {account.state === 'invited' ? (
                    <MenuItem onSelect={() => inviteAgain(account)}>New invitation link</MenuItem>
                  ) : null}
                  {account.sessions > 0 ? (
                    <MenuItem onSelect={() => signOut(account)}>Sign out everywhere</MenuItem>
                  ) : null}
                  {account.linked.length > 0 ? (
                    <MenuItem onSelect={() => setAsked({ account, about: 'unlink' })}>
                      Forget how they sign in…
                    </MenuItem>
                  ) : null}
                  {account.state === 'disabled' ? (
                    <MenuItem onSelect={() => change(account, { disabled: false }, 'may sign in again')}>
                      Enable
                    </MenuItem>
                  ) : (
                    <MenuItem onSelect={() => setAsked({ account, about: 'disable' })}>Disable…</MenuItem>
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
  const [asked, setAsked] = useState<Asked | null>(null)
  const [pending, start] = useTransition()
  const run = <T,>(call: () => Promise<ActionResult<T>>, done: (value: T) => void) =>
    start(async () => {
      const answer = await answerOf(call(), 'The server did not answer; look at the list before you try again.')
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
        () => toast.success(`${account.name} ${said}`),
      ),
    inviteAgain: (account: AccountView) =>
      run(
        () => actions.inviteAgain(account.id),
        (made) => setAsked({ account, about: 'link', ...made }),
      ),
    signOut: (account: AccountView) =>
      run(
        () => actions.signOut(account.id),
        ({ ended }) => toast.success(ended === 1 ? 'One session ended' : `${ended} sessions ended`),
      ),
  }
}

function Who({ account }: { account: AccountView }) {
  return (
    <>
      <span className="flex flex-wrap items-center gap-1.5">
        <span className="font-medium">{account.name}</span>
        {account.isYou ? <Badge tone="accent">you</Badge> : null}
        {account.state === 'active' ? null : (
          <Badge tone={account.state === 'disabled' ? 'red' : 'amber'}>{account.state}</Badge>
        )}
      </span>
      {account.email && account.email !== account.name ? (
        <span className="block text-xs [overflow-wrap:anywhere] text-muted">{account.email}</span>
      ) : null}
    </>
  )
}
