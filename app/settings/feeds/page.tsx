import type { Metadata } from 'next'
import { connection } from 'next/server'
import { FeedAddresses } from '@/components/settings/feed-addresses'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { env } from '@/lib/env'
import { findFeedToken } from '@/lib/query/feeds'
import { listPatterns } from '@/lib/query/patterns'
import { makeFeedTokenAction, revokeFeedTokenAction } from './actions'

export const metadata: Metadata = { title: 'Feeds' }

export default async function FeedsPage() {
  await connection()
  const viewer = await requireViewer()
  const [token, patterns] = await Promise.all([findFeedToken(viewer), listPatterns(viewer)])
  return (
    <Panel title="Your feeds" id="feeds">
      <p className="mb-3 max-w-prose text-muted">
        Feed readers cannot sign in, so the address of a feed holds a secret of yours. It shows what you may read and
        opens nothing else: new incidents, unfinished action items, or the incidents of one pattern, as Atom; and due
        dates as a calendar (iCal) to subscribe to.
      </p>
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
