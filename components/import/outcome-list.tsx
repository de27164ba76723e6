import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { Say } from '@/lib/intl/say'
import { hrefOf } from '@/lib/render/links'
import type { ImportLine } from '@/lib/schema/import'
import { OutcomeBadge } from './outcome-badge'
import { ProblemList } from './problem-list'

/** What became of a document, with its title where that is known. */
export type OutcomeLine = Omit<ImportLine, 'draft'> & { title?: string }

/** One line for each document of an import: what became of it, where it is, and what to look at. */
export function OutcomeList({ lines }: { lines: OutcomeLine[] }) {
  const t = useTranslations('import.outcomeList')
  const kinds = useTranslations('import.kinds')
  return (
    <ul className="divide-y divide-line">
      {lines.map((line, index) => (
        <li key={index} className="space-y-1 px-4 py-2.5">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <OutcomeBadge outcome={line.outcome} />
            {line.kind && line.slug ? (
              <Link
                href={hrefOf(line.kind, line.slug)}
                className="min-w-0 font-medium [overflow-wrap:anywhere] text-accent-ink hover:underline"
              >
                {line.title ?? line.slug}
              </Link>
            ) : (
              <span className="text-muted">{t('nothingStored')}</span>
            )}
            {line.kind && <span className="text-xs text-faint">{kinds(line.kind)}</span>}
            {line.path && (
              <span className="ml-auto font-mono text-xs [overflow-wrap:anywhere] text-faint">{line.path}</span>
            )}
          </div>
          {line.reasons && line.reasons.length > 0 && (
            <p className="text-muted">{reasonsSentence(t, line.outcome, line.reasons)}</p>
          )}
          <ProblemList problems={line.problems} />
        </li>
      ))}
    </ul>
  )
}

/** Reasons explain a merge; of a document that stands alone they say what it may belong to. */
export function reasonsSentence(
  say: Say<'import.outcomeList'>,
  outcome: ImportLine['outcome'],
  reasons: string[],
): string {
  const words = reasons.join('; ')
  return outcome === 'merged'
    ? say('because', { reasons: words })
    : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}
