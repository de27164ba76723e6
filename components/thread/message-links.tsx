import { MessageSquareQuote } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ThreadSources } from '@/lib/schema/thread'
import { hrefOfMessage } from './message-address'

/** Messages that are linked one by one; of a line that sums up a whole conversation the first ones. */
const LINKED = 3

/** Links to the messages that a line was taken from, found by its words in any language. */
export function MessageLinks({ cited, words }: { cited: ThreadSources['cited']; words: string[] }) {
  const t = useTranslations('thread.messageLinks')
  const found = words.flatMap((text) => (Object.hasOwn(cited, text) ? (cited[text] ?? []) : []))
  return (
    <span className="inline-flex shrink-0 flex-wrap gap-x-2 empty:hidden print:hidden">
      {found.slice(0, LINKED).map(({ thread, message }, index) => (
        <Link
          key={`${thread} ${message}`}
          href={hrefOfMessage(thread, message)}
          title={t('show')}
          className="-my-0.5 inline-flex min-h-6 items-center gap-1 text-xs text-faint hover:text-accent-ink hover:underline"
        >
          <MessageSquareQuote aria-hidden className="size-3" />
          {found.length > 1 ? t('numbered', { number: index + 1 }) : t('message')}
        </Link>
      ))}
    </span>
  )
}
