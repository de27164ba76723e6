import type { Metadata } from 'next'
import { connection } from 'next/server'
import { signOut } from '@/app/sign-in/actions'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage() {
  await connection()
  const viewer = await requireViewer()
  return (
    <Panel title="You" id="you">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p>
          Signed in as <span className="font-medium">{viewer.name}</span>, {viewer.role}.
        </p>
        <form action={signOut}>
          <Button type="submit">Sign out</Button>
        </form>
      </div>
    </Panel>
  )
}
