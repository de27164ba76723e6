import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { hrefOf } from '@/lib/render/links'
import type { ThreadRow } from '@/lib/schema/thread'

/** What was made of a conversation. */
export function ThreadDocuments({ documents }: { documents: ThreadRow['documents'] }) {
  const t = useTranslations('thread.threadDocuments')
  if (documents.length === 0) return <span className="text-faint italic">{t('nothing')}</span>
  return (
    <ul className="space-y-0.5">
      {documents.map(({ kind, slug, title }) => (
        <li key={`${kind}:${slug}`} className="flex flex-wrap items-baseline gap-x-2">
          <Link
            href={hrefOf(kind, slug)}
            className="inline-block min-h-6 [overflow-wrap:anywhere] text-accent-ink hover:underline"
          >
            {title}
          </Link>
          <span className="text-xs text-faint">{t(`kind.${kind}`)}</span>
        </li>
      ))}
    </ul>
  )
}
