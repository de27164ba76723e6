import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
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

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.settings.tabs'))('settingsTokens') }
}

export default async function TokensPage() {
  await connection()
  const t = await getTranslations('pages.settings.tokens')
  const viewer = await requireViewer()
  const administers = can(viewer, 'admin')
  const [tokens, services] = await Promise.all([listTokens(viewer), administers ? listServices(viewer) : []])
  return (
    <>
      <EndingNote tokens={tokens} />
      <NewTokenPanel viewer={viewer} services={services} />
      <Panel title={administers ? t('all') : t('own')} id="tokens" count={tokens.length} flush={tokens.length > 0}>
        {tokens.length === 0 ? (
          <p className="text-muted">{t('none')}</p>
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
  const t = useTranslations('pages.settings.tokens')
  const ending = tokens.filter((token) => token.ending && token.replacedBy === null)
  if (ending.length === 0) return null
  const names = ending.slice(0, 5).map(({ name }) => t('quoted', { name }))
  return (
    <p role="note" className="rounded-lg border border-amber-line bg-amber-tint px-4 py-2.5 text-amber-ink">
      {t('ending', {
        count: ending.length,
        names: names.join(', '),
        more: ending.length > names.length ? 'yes' : 'no',
      })}
    </p>
  )
}

function NewTokenPanel({ viewer, services }: { viewer: Viewer; services: ServiceRow[] }) {
  const t = useTranslations('pages.settings.tokens.new')
  const bounded = viewer.session?.bounded
  return (
    <Panel title={t('panel')} id="new-token">
      <p className="mb-3 max-w-prose text-muted">
        {t.rich('about', { code: (chunks) => <code className="font-mono text-xs">{chunks}</code> })}
        {bounded && ` ${t('bounded')}`}
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
  const t = useTranslations('pages.settings.tokens.services')
  return (
    <Panel title={t('panel')} id="services" count={services.length} flush>
      <div className="px-4 py-3">
        <p className="mb-3 max-w-prose text-muted">{t('about')}</p>
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
  const t = await getTranslations('pages.settings.tokens.keys')
  const keys = await listSigningKeys(viewer)
  return (
    <Panel title={t('panel')} id="keys" count={keys.length} flush={keys.length > 0}>
      {keys.length === 0 ? (
        <p className="text-muted">{t('away')}</p>
      ) : (
        <SigningKeyTable keys={keys} setDropped={dropKeyAction} />
      )}
    </Panel>
  )
}
