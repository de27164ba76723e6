import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
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

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.settings.tabs'))('settingsPeople') }
}

export default async function PeoplePage() {
  await connection()
  const viewer = await requireViewer()
  if (!can(viewer, 'admin')) notFound()
  const t = await getTranslations('pages.settings.people')
  const accounts = await listAccounts(viewer)
  return (
    <>
      <Panel title={t('invite')} id="invite">
        <p className="mb-3 max-w-prose text-muted">
          {t('about')} {canMailLinks() ? t('mailed') : t('handOver')}
        </p>
        <PeopleInvite invite={inviteAction} />
      </Panel>
      <Panel title={t('accounts')} id="accounts" count={accounts.length} flush>
        <PeopleTable
          accounts={accounts}
          actions={{ change: changeAccountAction, inviteAgain: inviteAgainAction, signOut: signOutAction }}
        />
      </Panel>
    </>
  )
}
