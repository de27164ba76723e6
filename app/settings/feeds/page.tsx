import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { connection } from 'next/server'
import { FeedAddresses } from '@/components/settings/feed-addresses'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { env } from '@/lib/env'
import { findFeedToken } from '@/lib/query/feeds'
import { listPatterns } from '@/lib/query/patterns'
import { makeFeedTokenAction, revokeFeedTokenAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.settings.tabs'))('settingsFeeds') }
}

export default async function FeedsPage() {
  await connection()
  const t = await getTranslations('pages.settings.feeds')
  const viewer = await requireViewer()
  const [token, patterns] = await Promise.all([findFeedToken(viewer), listPatterns(viewer)])
  return (
    <Panel title={t('panel')} id="feeds">
      <p className="mb-3 max-w-prose text-muted">{t('about')}</p>
      <FeedAddresses
        base={env().baseUrl}
        token={token}
        patterns={patterns.map(({ slug, title }) => ({ slug, title }))}
        make={makeFeedTokenAction}
        revoke={revokeFeedTokenAction}
      />
    </Panel>
  )
}
