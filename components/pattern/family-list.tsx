import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Section } from '@/components/ui/panel'
import { Unknown } from '@/components/ui/unknown'
import { useTimes } from '@/components/ui/use-times'
import { hrefOf } from '@/lib/render/links'
import type { PatternRow } from '@/lib/schema/pattern'

/** Patterns by family; families with the most incidents first. */
export function FamilyList({ patterns }: { patterns: PatternRow[] }) {
  return (
    <div className="space-y-8">
      {groupByFamily(patterns).map(([family, rows]) => (
        <Section
          key={family}
          id={`family-${family.replaceAll(' ', '-')}`}
          title={capitalise(family)}
          count={rows.length}
        >
          <ul className="grid gap-3 md:grid-cols-2 xl:grid-cols-3">
            {rows.map((pattern) => (
              <PatternCard key={pattern.slug} pattern={pattern} />
            ))}
          </ul>
        </Section>
      ))}
    </div>
  )
}

function PatternCard({ pattern }: { pattern: PatternRow }) {
  const t = useTranslations('pattern.familyList')
  const times = useTimes()
  const seen = pattern.incidents > 0 || pattern.skills > 0
  return (
    <li className="relative flex flex-col rounded-lg border border-line bg-surface px-4 py-3 hover:border-line-strong">
      <h3 className="font-medium">
        <Link
          href={hrefOf('pattern', pattern.slug)}
          className="text-ink after:absolute after:inset-0 after:rounded-lg hover:text-accent-ink"
        >
          {pattern.title}
        </Link>
      </h3>
      <p className="mt-1 line-clamp-3 text-xs text-muted">{pattern.mechanism}</p>
      <p className="mt-auto flex flex-wrap gap-x-3 pt-2 text-xs text-faint tabular-nums">
        {seen ? (
          <>
            {pattern.incidents > 0 && (
              <span className="font-medium text-ink">{t('incidents', { count: pattern.incidents })}</span>
            )}
            {pattern.skills > 0 && <span>{t('skills', { count: pattern.skills })}</span>}
            {pattern.openActionItems > 0 && (
              <span className="text-amber-ink">{t('openActionItems', { count: pattern.openActionItems })}</span>
            )}
            {pattern.incidents > 0 && (
              <span>
                {t.rich('last', {
                  day: () => (pattern.lastOn ? times.day(pattern.lastOn) : <Unknown what={t('dateOfLast')} />),
                })}
              </span>
            )}
          </>
        ) : (
          <span>{t('notSeen')}</span>
        )}
      </p>
    </li>
  )
}

function groupByFamily(patterns: PatternRow[]): [string, PatternRow[]][] {
  const families = new Map<string, PatternRow[]>()
  for (const pattern of patterns) families.set(pattern.family, [...(families.get(pattern.family) ?? []), pattern])
  const weight = (rows: PatternRow[]) => rows.reduce((sum, row) => sum + row.incidents + row.skills, 0)
  return [...families].sort(([a, x], [b, y]) => weight(y) - weight(x) || a.localeCompare(b))
}

const capitalise = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
