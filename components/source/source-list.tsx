import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { TimeText } from '@/components/ui/time-text'
import type { SourceRow } from '@/lib/schema/source'
import { hrefOfSource } from './source-href'

/** The verbatim originals that something was read from. */
export function SourceList({ sources }: { sources: SourceRow[] }) {
  const t = useTranslations('source.sourceList')
  return (
    <ul className="space-y-2">
      {sources.map((source) => (
        <li key={source.id}>
          <Link
            href={hrefOfSource(source.id)}
            className="inline-flex min-h-6 items-center [overflow-wrap:anywhere] text-accent-ink hover:underline"
          >
            {source.origin ?? t('pasted')}
          </Link>
          <p className="text-xs text-muted">
            {t.rich('imported', { time: () => <TimeText at={source.importedAt} show="full" />, by: source.importedBy })}
          </p>
        </li>
      ))}
    </ul>
  )
}
