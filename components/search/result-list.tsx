import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { LangBadge } from '@/components/ui/lang-badge'
import { hrefOf, KIND_LABEL } from '@/lib/render/links'
import type { SearchResult } from '@/lib/schema/search'
import { Highlight } from './highlight'
import { ResultKeys } from './result-keys'

/** What was typed like an operator and is none. */
function Problems({ problems }: { problems: readonly string[] }) {
  if (problems.length === 0) return null
  return (
    <ul role="alert" className="mb-3 rounded-md border border-amber-line bg-amber-tint px-3 py-2 text-amber-ink">
      {problems.map((problem) => (
        <li key={problem}>{problem}</li>
      ))}
    </ul>
  )
}

/** What a search found, best first. */
export function ResultList({ result, query }: { result: SearchResult; query: string }) {
  if (result.items.length === 0) {
    return (
      <>
        <Problems problems={result.problems ?? []} />
        <EmptyState title={`Nothing found for “${query}”`}>
          Try fewer or other words, or take the kind and language filters out. Whole words count more than parts; quotes
          keep words together, a minus leaves a word out.
        </EmptyState>
      </>
    )
  }
  return (
    <ResultKeys>
      <Problems problems={result.problems ?? []} />
      <p role="status" className="mb-2 text-xs text-faint tabular-nums">
        {result.capped ? `more than ${result.total}` : result.total}{' '}
        {result.total === 1 && !result.capped ? 'hit' : 'hits'} in {Math.round(result.tookMs)} ms
        {result.total > result.items.length && `, the best ${result.items.length} shown`}
      </p>
      {result.fuzzy && (
        <p className="mb-3 rounded-md border border-blue-line bg-blue-tint px-3 py-2 text-blue-ink">
          Nothing has these words. These are written in a similar way.
        </p>
      )}
      <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
        {result.items.map((item) => (
          <li
            key={`${item.kind}:${item.slug}:${item.lang}`}
            className="relative px-4 py-3 hover:bg-subtle has-[a:focus-visible]:bg-accent-tint"
          >
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <Link
                data-result
                href={hrefOf(item.kind, item.slug)}
                lang={item.lang === 'und' ? undefined : item.lang}
                className="font-medium [overflow-wrap:anywhere] text-ink after:absolute after:inset-0"
              >
                {item.title}
              </Link>
              <Badge>{KIND_LABEL[item.kind]}</Badge>
              {item.lang !== 'und' && <LangBadge lang={item.lang} />}
              {item.trust && (
                <span className="text-xs text-muted tabular-nums">
                  confidence {Math.round(item.trust.computed * 100)} % computed
                  {item.trust.stated !== null && `, ${Math.round(item.trust.stated * 100)} % stated`}
                </span>
              )}
              {item.reason !== undefined && <span className="text-xs text-muted">{item.reason}</span>}
            </div>
            {item.snippet && (
              <p
                lang={item.lang === 'und' ? undefined : item.lang}
                className="mt-1 line-clamp-3 max-w-prose [overflow-wrap:anywhere] text-muted"
              >
                <Highlight snippet={item.snippet} />
              </p>
            )}
          </li>
        ))}
      </ol>
    </ResultKeys>
  )
}
