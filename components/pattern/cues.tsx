import { useLocale, useTranslations } from 'next-intl'
import { languageLabel } from '@/lib/render/language'

/** The words by which the pattern is recognised, by language; folded away, as few people need them. */
export function Cues({ cues }: { cues: Record<string, string[]> }) {
  const t = useTranslations('pattern.cues')
  const locale = useLocale()
  const known = Object.entries(cues).filter(([, list]) => list.length > 0)
  if (known.length === 0) return null
  return (
    <details className="rounded-lg border border-line bg-surface">
      <summary className="min-h-10 cursor-pointer px-4 py-2.5 font-semibold">{t('title')}</summary>
      <dl className="space-y-3 border-t border-line px-4 py-3">
        {known.map(([lang, list]) => (
          <div key={lang}>
            <dt className="mb-1 text-xs text-faint">{languageLabel(lang, locale)}</dt>
            <dd className="flex flex-wrap gap-1" lang={lang}>
              {list.map((cue) => (
                <span key={cue} className="rounded bg-subtle px-1.5 py-0.5 text-xs text-muted">
                  {cue}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
