import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { connection } from 'next/server'
import { signOut } from '@/app/sign-in/actions'
import { OwnName } from '@/components/settings/own-name'
import { SessionEndings } from '@/components/settings/session-endings'
import { SessionTable } from '@/components/settings/session-table'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { listProviders } from '@/lib/auth/providers'
import { requireViewer } from '@/lib/auth/viewer'
import { listSessions } from '@/lib/query/sessions'
import { endAllSessionsAction, endOtherSessionsAction, endSessionAction, renameSelfAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.settings'))('title') }
}

export default async function SettingsPage() {
  await connection()
  const t = await getTranslations('pages.settings.you')
  const viewer = await requireViewer()
  const sessions = await listSessions(viewer)
  return (
    <>
      <Panel title={t('panel')} id="you">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p>
            {t.rich('signedIn', {
              role: viewer.role,
              name: () => <span className="font-medium">{viewer.name}</span>,
            })}
          </p>
          <form action={signOut}>
            <Button type="submit">{t('signOut')}</Button>
          </form>
        </div>
        {viewer.session?.bounded ? null : <OwnName name={viewer.name} rename={renameSelfAction} />}
      </Panel>
      <Panel
        title={t('sessions')}
        id="sessions"
        count={sessions.length}
        flush
        actions={
          <SessionEndings
            others={sessions.filter((session) => !session.isCurrent).length}
            endOthers={endOtherSessionsAction}
            endAll={endAllSessionsAction}
          />
        }
      >
        <SessionTable
          sessions={sessions}
          providers={Object.fromEntries(listProviders().map(({ id, name }) => [id, name]))}
          endSession={endSessionAction}
        />
      </Panel>
    </>
  )
}
