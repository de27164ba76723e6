import { useTranslations } from 'next-intl'

const RULES = ['written', 'runs', 'offers', 'age', 'contradictions'] as const

/** The formula of `lib/domain/skill-trust.ts`, in words; docs/skill-trust.md has it with its figures. */
export function TrustFormula() {
  const t = useTranslations('skill.trustFormula')
  return (
    <details className="mt-2 text-xs text-muted">
      <summary className="min-h-6 cursor-pointer text-accent-ink">{t('title')}</summary>
      <ol className="mt-1 list-decimal space-y-1 pl-4">
        {RULES.map((rule) => (
          <li key={rule}>{t(rule)}</li>
        ))}
      </ol>
      <p className="mt-1">{t('people')}</p>
    </details>
  )
}
