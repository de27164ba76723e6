import { MessageSquareQuote } from 'lucide-react'
import Link from 'next/link'
import type { ThreadSources } from '@/lib/schema/thread'
import { hrefOfMessage } from './message-address'

/** Messages that are linked one by one; of a line that sums up a whole conversation the first ones. */
const LINKED = 3

/** Links to the messages that a line was taken from, found by its words in any language. */
export function MessageLinks({ cited, words }: { cited: ThreadSources['cited']; words: string[] }) {
  const found = words.flatMap((text) => (Object.hasOwn(cited, text) ? (cited[text] ?? []) : []))
  return (
    <span className="inline-flex shrink-0 flex-wrap gap-x-2 empty:hidden print:hidden">
      {found.slice(0, LINKED).map(({ thread, message }, index) => (
        <Link
          key={`${thread} ${message}`}
          href={hrefOfMessage(thread, message)}
          title="Show the message that this is taken from"
          className="-my-0.5 inline-flex min-h-6 items-center gap-1 text-xs text-faint hover:text-accent-ink hover:underline"
        >
          <MessageSquareQuote aria-hidden className="size-3" />
          message{found.length > 1 ? ` ${index + 1}` : ''}
        </Link>
      ))}
    </span>
  )
}
