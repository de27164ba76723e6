import type { Metadata } from 'next'
import Link from 'next/link'
import { connection } from 'next/server'
import { Pager } from '@/components/source/pager'
import { SourcesTabs } from '@/components/source/sources-tabs'
import { filterHref } from '@/components/table/filter-href'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { channelName } from '@/components/thread/message-address'
import { ThreadTable } from '@/components/thread/thread-table'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/class-names'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { ZoneToggle } from '@/components/ui/zone-choice'
import { requireViewer } from '@/lib/auth/viewer'
import { listChannels, listThreads } from '@/lib/query/threads'
import { ThreadFilterSchema } from '@/lib/schema/thread'

export const metadata: Metadata = { title: 'Threads' }

export default async function ThreadsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const viewer = await requireViewer()
  const filter = readFilter(ThreadFilterSchema, await searchParams)
  const [threads, channels] = await Promise.all([listThreads(viewer, filter), listChannels(viewer)])
  return (
    <>
      <PageHeader
        title="Threads"
        description="Conversations as they were held, message by message, beside the postmortems and skills that were made of them."
        actions={
          <>
            <ZoneToggle />
            <Button asChild>
              <Link href="/import">Import</Link>
            </Button>
          </>
        }
      />
      <SourcesTabs active="threads" />
      {channels.length > 0 && <Channels channels={channels} current={filter.channel} />}
      {threads.items.length > 0 ? (
        <>
          <ThreadTable rows={threads.items} />
          <Pager path="/threads" query={filter.channel ? { channel: filter.channel } : {}} {...threads} />
        </>
      ) : threads.total > 0 || filter.channel ? (
        <EmptyState title="No thread here">
          There is none {filter.channel ? `of ${channelName(filter.channel)} ` : ''}on this page.{' '}
          <Link href="/threads" className="text-accent-ink underline">
            All threads
          </Link>
        </EmptyState>
      ) : (
        <EmptyState title="No thread has been imported">
          Select the messages of an incident in Slack, copy them, and paste them on the{' '}
          <Link href="/import" className="text-accent-ink underline">
            import page
          </Link>
          : no account is needed. A Slack export (ZIP) brings whole channels in; drop it on the same page.
        </EmptyState>
      )}
    </>
  )
}

function Channels({ channels, current }: { channels: { name: string; threads: number }[]; current?: string }) {
  const all = { name: undefined, threads: channels.reduce((sum, { threads }) => sum + threads, 0) }
  return (
    <nav aria-label="Channel" className="mb-3 flex flex-wrap gap-1.5">
      {[all, ...channels].map(({ name, threads }) => (
        <Link
          key={name ?? ''}
          href={filterHref('/threads', {}, {}, { channel: name })}
          aria-current={name === current ? 'true' : undefined}
          className={cn(
            'inline-flex min-h-7 items-center gap-1.5 rounded-md border px-2 text-xs',
            name === current
              ? 'border-accent bg-accent-tint font-medium text-accent-ink'
              : 'border-line-strong bg-surface text-muted hover:text-ink',
          )}
        >
          {name === undefined ? 'All channels' : channelName(name)} <span className="tabular-nums">{threads}</span>
        </Link>
      ))}
    </nav>
  )
}
