import { MessagesSquare } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { TimeText } from '@/components/ui/time-text'
import { hrefOf } from '@/lib/render/links'
import type { ThreadSources } from '@/lib/schema/thread'
import { channelName } from './message-address'

/** Says which conversations something was made of, with links to them. Nothing when it was made of none. */
export function MadeFrom({ threads }: Pick<ThreadSources, 'threads'>) {
  const t = useTranslations('thread.madeFrom')
  if (threads.length === 0) return null
  return (
    <ul className="mb-5 space-y-1">
      {threads.map(({ slug, title, channel, startedAt }) => {
        const link = (chunks: ReactNode) => (
          <Link
            href={hrefOf('thread', slug)}
            title={title}
            className="inline-flex min-h-6 items-center [overflow-wrap:anywhere] text-accent-ink underline"
          >
            {chunks}
          </Link>
        )
        return (
          <li key={slug} className="flex flex-wrap items-center gap-x-2 text-muted">
            <MessagesSquare aria-hidden className="size-4 text-faint" />
            {channel
              ? t.rich('fromChannel', { channel: channelName(channel), link })
              : t.rich('fromTitle', { title, link })}
            {startedAt && <TimeText at={startedAt} />}
          </li>
        )
      })}
    </ul>
  )
}
