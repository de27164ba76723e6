import type { Metadata } from 'next'
import { connection } from 'next/server'
import { NewToken } from '@/components/settings/new-token'
import { TokenTable } from '@/components/settings/token-table'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { listTokens } from '@/lib/query/tokens'
import { ScopeSchema } from '@/lib/schema/viewer'
import { createTokenAction, revokeTokenAction } from './actions'

export const metadata: Metadata = { title: 'API tokens' }

export default async function TokensPage() {
  await connection()
  const viewer = await requireViewer()
  const tokens = await listTokens(viewer)
  return (
    <>
      <Panel title="New API token" id="new-token">
        <p className="mb-3 max-w-prose text-muted">
          For scripts and agents: send it as <code className="font-mono text-xs">Authorization: Bearer …</code>. A token
          can never do more than you can.
        </p>
        <NewToken scopes={ScopeSchema.options.filter((scope) => can(viewer, scope))} create={createTokenAction} />
      </Panel>
      <Panel
        title={can(viewer, 'admin') ? 'All API tokens' : 'Your API tokens'}
        id="tokens"
        count={tokens.length}
        flush={tokens.length > 0}
      >
        {tokens.length === 0 ? (
          <p className="text-muted">There is none yet.</p>
        ) : (
          <TokenTable tokens={tokens} revoke={revokeTokenAction} />
        )}
      </Panel>
    </>
  )
}
