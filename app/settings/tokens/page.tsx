import type { Metadata } from 'next'
import { connection } from 'next/server'
import { NewToken } from '@/components/settings/new-token'
import { ServiceForm } from '@/components/settings/service-form'
import { ServiceTable } from '@/components/settings/service-table'
import { SigningKeyTable } from '@/components/settings/signing-key-table'
import { TokenTable } from '@/components/settings/token-table'
import { Panel } from '@/components/ui/panel'
import { accessTokenVerifier } from '@/lib/auth/access-token'
import { listSigningKeys } from '@/lib/auth/signing-keys'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { scopesOfRole } from '@/lib/domain/token-life'
import { listServices, listTokens } from '@/lib/query/tokens'
import type { ServiceRow, TokenRow } from '@/lib/schema/token'
import type { Viewer } from '@/lib/schema/viewer'
import {
  createServiceAction,
  createTokenAction,
  disableServiceAction,
  dropKeyAction,
  revokeTokenAction,
  rotateTokenAction,
} from './actions'

export const metadata: Metadata = { title: 'API tokens' }

export default async function TokensPage() {
  await connection()
  const viewer = await requireViewer()
  const administers = can(viewer, 'admin')
  const [tokens, services] = await Promise.all([listTokens(viewer), administers ? listServices(viewer) : []])
  return (
    <>
      <EndingNote tokens={tokens} />
      <NewTokenPanel viewer={viewer} services={services} />
      <Panel
        title={administers ? 'All API tokens' : 'Your API tokens'}
        id="tokens"
        count={tokens.length}
        flush={tokens.length > 0}
      >
        {tokens.length === 0 ? (
          <p className="text-muted">There is none yet. Make one above.</p>
        ) : (
          <TokenTable tokens={tokens} revoke={revokeTokenAction} rotate={rotateTokenAction} />
        )}
      </Panel>
      {administers && <ServicesPanel services={services} />}
      {administers && accessTokenVerifier() && <KeysPanel viewer={viewer} />}
    </>
  )
}

/** Tokens that end soon and that nothing has taken the place of. */
function EndingNote({ tokens }: { tokens: TokenRow[] }) {
  const ending = tokens.filter((token) => token.ending && token.replacedBy === null)
  if (ending.length === 0) return null
  const names = ending.slice(0, 5).map(({ name }) => `“${name}”`)
  return (
    <p role="note" className="rounded-lg border border-amber-line bg-amber-tint px-4 py-2.5 text-amber-ink">
      {ending.length === 1 ? 'A token ends soon' : `${ending.length} tokens end soon`}: {names.join(', ')}
      {ending.length > names.length && ' and others'}. Rotate {ending.length === 1 ? 'it' : 'them'} below, so that what
      uses {ending.length === 1 ? 'it' : 'them'} goes on working.
    </p>
  )
}

function NewTokenPanel({ viewer, services }: { viewer: Viewer; services: ServiceRow[] }) {
  const bounded = viewer.session?.bounded
  return (
    <Panel title="New API token" id="new-token">
      <p className="mb-3 max-w-prose text-muted">
        For scripts and agents: send it as <code className="font-mono text-xs">Authorization: Bearer …</code>. A token
        can never do more than its owner.
        {bounded && ' What is made in this break-glass session ends with it.'}
      </p>
      <NewToken
        scopes={scopesOfRole(viewer.role)}
        services={services
          .filter(({ disabled }) => !disabled)
          .map(({ id, name, role }) => ({ id, name, scopes: scopesOfRole(role) }))}
        mayNeverEnd={can(viewer, 'admin')}
        endsAtLatest={bounded ? bounded.until.toISOString() : null}
        create={createTokenAction}
      />
    </Panel>
  )
}

function ServicesPanel({ services }: { services: ServiceRow[] }) {
  return (
    <Panel title="Services" id="services" count={services.length} flush>
      <div className="px-4 py-3">
        <p className="mb-3 max-w-prose text-muted">
          A service has tokens and cannot sign in. Its tokens go on working when the person who made them leaves.
        </p>
        <ServiceForm create={createServiceAction} />
      </div>
      {services.length > 0 && (
        <div className="border-t border-line">
          <ServiceTable services={services} setDisabled={disableServiceAction} />
        </div>
      )}
    </Panel>
  )
}

async function KeysPanel({ viewer }: { viewer: Viewer }) {
  const keys = await listSigningKeys(viewer)
  return (
    <Panel title="Signing keys of the identity provider" id="keys" count={keys.length} flush={keys.length > 0}>
      {keys.length === 0 ? (
        <p className="text-muted">
          The provider cannot be reached at the moment. Dropped keys would be listed here too.
        </p>
      ) : (
        <SigningKeyTable keys={keys} setDropped={dropKeyAction} />
      )}
    </Panel>
  )
}
