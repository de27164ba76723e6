import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { PeopleInvite } from '@/components/settings/people-invite'
import { PeopleTable } from '@/components/settings/people-table'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { listAccounts } from '@/lib/query/people-accounts'
import { canMailLinks } from '@/app/sign-in/mail-sign-in-link'
import { changeAccountAction, inviteAction, inviteAgainAction, signOutAction } from './actions'

export const metadata: Metadata = { title: 'Accounts' }

export default async function PeoplePage() {
  await connection()
  const viewer = await requireViewer()
  if (!can(viewer, 'admin')) notFound()
  const accounts = await listAccounts(viewer)
  return (
    <>
      <Panel title="Invite somebody" id="invite">
        <p className="mb-3 max-w-prose text-muted">
          Makes their account and a link by which they sign in first. It works once, within seven days.{' '}
          {canMailLinks()
            ? 'It is mailed to them, and shown to you.'
            : 'Hand it over as you would a password: no mail server is set up.'}
        </p>
        <PeopleInvite invite={inviteAction} />
      </Panel>
      <Panel title="Accounts" id="accounts" count={accounts.length} flush>
        <PeopleTable
          accounts={accounts}
          actions={{ change: changeAccountAction, inviteAgain: inviteAgainAction, signOut: signOutAction }}
        />
      </Panel>
    </>
  )
}
