import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
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
import { useNumber } from '@/components/ui/use-number'
import { ZoneToggle } from '@/components/ui/zone-choice'
import { requireViewer } from '@/lib/auth/viewer'
import { listChannels, listThreads } from '@/lib/query/threads'
import { ThreadFilterSchema } from '@/lib/schema/thread'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.threads'))('title') }
}

export default async function ThreadsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const t = await getTranslations('pages.threads')
  const viewer = await requireViewer()
  const filter = readFilter(ThreadFilterSchema, await searchParams)
  const [threads, channels] = await Promise.all([listThreads(viewer, filter), listChannels(viewer)])
  const all = (chunks: ReactNode) => (
    <Link href="/threads" className="text-accent-ink underline">
      {chunks}
    </Link>
  )
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <>
            <ZoneToggle />
            <Button asChild>
              <Link href="/import">{t('import')}</Link>
            </Button>
          </>
        }
      />
      <SourcesTabs at="/threads" />
      {channels.length > 0 && <Channels channels={channels} current={filter.channel} />}
      {threads.items.length > 0 ? (
        <>
          <ThreadTable rows={threads.items} />
          <Pager path="/threads" query={filter.channel ? { channel: filter.channel } : {}} {...threads} />
        </>
      ) : threads.total > 0 || filter.channel ? (
        <EmptyState title={t('noneHere')}>
          {filter.channel
            ? t.rich('noneOfChannel', { channel: channelName(filter.channel), all })
            : t.rich('noneOnPage', { all })}
        </EmptyState>
      ) : (
        <EmptyState title={t('noneImported')}>
          {t.rich('howToImport', {
            import: (chunks) => (
              <Link href="/import" className="text-accent-ink underline">
                {chunks}
              </Link>
            ),
          })}
        </EmptyState>
      )}
    </>
  )
}

function Channels({ channels, current }: { channels: { name: string; threads: number }[]; current?: string }) {
  const t = useTranslations('pages.threads')
  const number = useNumber()
  const all = { name: undefined, threads: channels.reduce((sum, { threads }) => sum + threads, 0) }
  return (
    <nav aria-label={t('channel')} className="mb-3 flex flex-wrap gap-1.5">
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
          {name === undefined ? t('allChannels') : channelName(name)}{' '}
          <span className="tabular-nums">{number(threads)}</span>
        </Link>
      ))}
    </nav>
  )
}
