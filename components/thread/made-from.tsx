import { MessagesSquare } from 'lucide-react'
import Link from 'next/link'
import { TimeText } from '@/components/ui/time-text'
import { hrefOf } from '@/lib/render/links'
import type { ThreadSources } from '@/lib/schema/thread'
import { channelName } from './message-address'

/** Says which conversations something was made of, with links to them. Nothing when it was made of none. */
export function MadeFrom({ threads }: Pick<ThreadSources, 'threads'>) {
  if (threads.length === 0) return null
  return (
    <ul className="mb-5 space-y-1">
      {threads.map(({ slug, title, channel, startedAt }) => (
        <li key={slug} className="flex flex-wrap items-center gap-x-2 text-muted">
          <MessagesSquare aria-hidden className="size-4 text-faint" />
          Made from
          <Link
            href={hrefOf('thread', slug)}
            title={title}
            className="inline-flex min-h-6 items-center [overflow-wrap:anywhere] text-accent-ink underline"
          >
            {channel ? `thread in ${channelName(channel)}` : `the thread “${title}”`}
          </Link>
          {startedAt && <TimeText at={startedAt} />}
        </li>
      ))}
    </ul>
  )
}
