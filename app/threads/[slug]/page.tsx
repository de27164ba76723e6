import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { cache } from 'react'
import { hrefOfSource } from '@/components/source/source-href'
import { channelName, webHref } from '@/components/thread/message-address'
import { Participants } from '@/components/thread/participants'
import { ThreadDocuments } from '@/components/thread/thread-documents'
import { TimeSpan } from '@/components/thread/time-span'
import { ThreadMessages } from '@/components/thread/thread-messages'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Unknown } from '@/components/ui/unknown'
import { ZoneToggle } from '@/components/ui/zone-choice'
import { requireViewer } from '@/lib/auth/viewer'
import { findThread } from '@/lib/query/threads'
import { renderMessages } from '@/lib/render/messages'
import type { ThreadView } from '@/lib/schema/thread'

type PageProps = { params: Promise<{ slug: string }> }

const readThread = cache(async (slug: string) => findThread(await requireViewer(), slug))

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  await connection()
  const thread = await readThread(decodeURIComponent((await params).slug))
  return { title: thread?.title ?? (await getTranslations('pages.threads.thread'))('unknown') }
}

export default async function ThreadPage({ params }: PageProps) {
  await connection()
  const thread = await readThread(decodeURIComponent((await params).slug))
  if (!thread) notFound()
  const t = await getTranslations('pages.threads.thread')
  const threads = await getTranslations('pages.threads')
  const { slug, title, lang, messages, documents, participants } = thread
  const html = await renderMessages(messages)
  const permalink = webHref(messages[0]?.permalink ?? null)
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: threads('title'), href: '/threads' }]}
        title={title}
        lang={lang === 'und' ? undefined : lang}
        description={<Facts thread={thread} />}
        actions={
          <>
            <ZoneToggle />
            {permalink && (
              <Button asChild>
                <a href={permalink} rel="noopener noreferrer nofollow">
                  {t('openInSlack')}
                </a>
              </Button>
            )}
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <section aria-label={t('messages')} className="max-w-3xl min-w-0">
          <ThreadMessages thread={{ slug, lang, messages }} html={html} />
          {thread.nextCursor !== null && (
            <p className="mt-4 rounded-lg border border-amber-line bg-amber-tint px-4 py-3 text-amber-ink">
              {t('goesOn')}
            </p>
          )}
        </section>
        <aside aria-label={t('about')} className="min-w-0 space-y-4">
          <Panel title={t('made')} id="documents" count={documents.length}>
            <ThreadDocuments documents={documents} />
          </Panel>
          <Participants thread={slug} participants={participants} />
          <p className="hidden items-center gap-1 px-1 text-xs text-faint lg:flex">
            <Kbd>j</Kbd>
            <Kbd>k</Kbd> {t('nextAndPrevious')}
          </p>
        </aside>
      </div>
    </>
  )
}

function Facts({ thread: { workspace, channel, startedAt, endedAt, messages, sourceId } }: { thread: ThreadView }) {
  const t = useTranslations('pages.threads.thread')
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {channel && (
        <Link href={`/threads?${new URLSearchParams({ channel })}`} className="inline-flex min-h-6 items-center">
          <Badge tone="accent">{channelName(channel)}</Badge>
        </Link>
      )}
      {workspace && <span>{workspace}</span>}
      <span>{startedAt ? <TimeSpan from={startedAt} to={endedAt} /> : <Unknown what={t('whenHeld')} />}</span>
      <span className="tabular-nums">{t('messageCount', { count: messages.length })}</span>
      <Link href={hrefOfSource(sourceId)} className="inline-flex min-h-6 items-center text-accent-ink underline">
        {t('source')}
      </Link>
    </div>
  )
}
