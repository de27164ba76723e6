import type { Metadata } from 'next'
import { connection } from 'next/server'
import { signOut } from '@/app/sign-in/actions'
import { OwnName } from '@/components/settings/own-name'
import { SessionEndings } from '@/components/settings/session-endings'
import { SessionTable } from '@/components/settings/session-table'
import { ROLE_WORDS } from '@/components/settings/people-words'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { listProviders } from '@/lib/auth/providers'
import { requireViewer } from '@/lib/auth/viewer'
import { listSessions } from '@/lib/query/sessions'
import { endAllSessionsAction, endOtherSessionsAction, endSessionAction, renameSelfAction } from './actions'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage() {
  await connection()
  const viewer = await requireViewer()
  const sessions = await listSessions(viewer)
  return (
    <>
      <Panel title="You" id="you">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p>
            Signed in as <span className="font-medium">{viewer.name}</span>, {ROLE_WORDS[viewer.role].toLowerCase()}.
          </p>
          <form action={signOut}>
            <Button type="submit">Sign out</Button>
          </form>
        </div>
        {viewer.session?.bounded ? null : <OwnName name={viewer.name} rename={renameSelfAction} />}
      </Panel>
      <Panel
        title="Where you are signed in"
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
