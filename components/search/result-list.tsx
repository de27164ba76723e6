import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { LangBadge } from '@/components/ui/lang-badge'
import { sentencesIn } from '@/lib/intl/sentences'
import { hrefOf } from '@/lib/render/links'
import type { SearchResult } from '@/lib/schema/search'
import { Highlight } from './highlight'
import { ResultKeys } from './result-keys'

/** What was typed like an operator and is none. */
function Problems({ problems }: { problems: readonly string[] }) {
  const say = sentencesIn(useLocale())
  if (problems.length === 0) return null
  return (
    <ul role="alert" className="mb-3 rounded-md border border-amber-line bg-amber-tint px-3 py-2 text-amber-ink">
      {problems.map((problem) => (
        <li key={problem}>{say(problem)}</li>
      ))}
    </ul>
  )
}

function Confidence({ trust: { computed, stated } }: { trust: NonNullable<SearchResult['items'][number]['trust']> }) {
  const t = useTranslations('search.resultList')
  const percent = Math.round(computed * 100)
  if (stated === null) return t('computed', { computed: percent })
  return t('computedAndStated', { computed: percent, stated: Math.round(stated * 100) })
}

function Count({ result: { items, total, capped, tookMs } }: { result: SearchResult }) {
  const t = useTranslations('search.resultList')
  const hits = t(capped ? 'moreHits' : 'hits', { count: total })
  const ms = Math.round(tookMs)
  return total > items.length ? t('foundBest', { hits, ms, shown: items.length }) : t('found', { hits, ms })
}

/** What a search found, best first. */
export function ResultList({ result, query }: { result: SearchResult; query: string }) {
  const t = useTranslations('search.resultList')
  const kinds = useTranslations('labels.kind')
  const say = sentencesIn(useLocale())
  if (result.items.length === 0) {
    return (
      <>
        <Problems problems={result.problems ?? []} />
        <EmptyState title={t('nothing', { query })}>{t('nothingHint')}</EmptyState>
      </>
    )
  }
  return (
    <ResultKeys>
      <Problems problems={result.problems ?? []} />
      <p role="status" className="mb-2 text-xs text-faint tabular-nums">
        <Count result={result} />
      </p>
      {result.fuzzy && (
        <p className="mb-3 rounded-md border border-blue-line bg-blue-tint px-3 py-2 text-blue-ink">{t('fuzzy')}</p>
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
              <Badge>{kinds(item.kind)}</Badge>
              {item.lang !== 'und' && <LangBadge lang={item.lang} />}
              {item.trust && (
                <span className="text-xs text-muted tabular-nums">
                  <Confidence trust={item.trust} />
                </span>
              )}
              {item.reason !== undefined && <span className="text-xs text-muted">{say(item.reason)}</span>}
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
