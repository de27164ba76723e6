import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { RevisionRow } from '@/lib/schema/revision'
import { Badge } from '../ui/badge'
import { cn } from '../ui/class-names'
import { TimeText } from '../ui/time-text'
import { revisionWords } from './revision-words'

/** Every version of a thing, newest first; `selected` is the number of the one that is shown. */
export function RevisionRows(props: { href: string; revisions: readonly RevisionRow[]; selected: number }) {
  const t = useTranslations('revision.revisionList')
  const revisions = useTranslations('revision.revisionWords')
  return (
    <ol className="divide-y divide-line">
      {props.revisions.map((revision) => (
        <li key={revision.number}>
          <Link
            href={`${props.href}?revision=${revision.number}`}
            aria-current={revision.number === props.selected ? 'true' : undefined}
            className={cn('block px-4 py-2 hover:bg-hover', revision.number === props.selected && 'bg-subtle')}
          >
            <span className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-medium tabular-nums">{t('version', { number: revision.number })}</span>
              {revision.version ? <span className="font-mono text-xs text-muted">{revision.version}</span> : null}
              {revision.current ? <Badge tone="green">{t('now')}</Badge> : null}
            </span>
            <span className="block text-xs text-muted">{revisionWords(revisions, revision)}</span>
            {revision.note ? <span className="block text-xs [overflow-wrap:anywhere]">{revision.note}</span> : null}
            {revision.at ? (
              <span className="block text-xs text-faint">
                <TimeText at={revision.at} show="full" />
              </span>
            ) : null}
          </Link>
        </li>
      ))}
    </ol>
  )
}
