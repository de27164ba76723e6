import { useTranslations } from 'next-intl'
import { SEARCH_OPERATORS, type SearchOperatorName } from '@/lib/domain/search-operators'

const EXAMPLES: Record<SearchOperatorName, string> = {
  kind: 'incident',
  lang: 'de',
  pattern: 'cache-vs-rotation',
  owner: 'maya',
  service: 'checkout',
  status: 'blocked',
  before: '2026-03',
  after: '2025',
}
const NEGATED = '-lang:en'

/** How a search is narrowed by what is typed. */
export function OperatorHelp() {
  const t = useTranslations('search.operatorHelp')
  return (
    <section aria-labelledby="operators" className="px-4 pb-6 text-muted">
      <h2 id="operators" className="mb-2 text-sm font-semibold text-ink">
        {t('title')}
      </h2>
      <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[max-content_minmax(0,1fr)]">
        {SEARCH_OPERATORS.map((name) => (
          <div key={name} className="contents">
            <dt className="font-mono text-xs leading-5 text-ink">{`${name}:${EXAMPLES[name]}`}</dt>
            <dd className="mb-1 sm:mb-0">{t(`operator.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2">
        {t.rich('more', { example: () => <span className="font-mono text-xs text-ink">{NEGATED}</span> })}
      </p>
    </section>
  )
}
