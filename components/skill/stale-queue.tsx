import { TriangleAlert } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/class-names'
import { EmptyState } from '@/components/ui/empty-state'
import { Meter } from '@/components/ui/meter'
import { useTimes } from '@/components/ui/use-times'
import { sentencesIn } from '@/lib/intl/sentences'
import { hrefOf } from '@/lib/render/links'
import type { StaleSkill } from '@/lib/schema/skill-run'

type StaleQueueProps = { skills: StaleSkill[]; owners: string[]; owner: string | null; total: number }

/** Skills that somebody should look at, with why and whose they are. */
export function StaleQueue({ skills, owners, owner, total }: StaleQueueProps) {
  const t = useTranslations('skill.staleQueue')
  if (total === 0) {
    return <EmptyState title={t('freshTitle')}>{t('fresh')}</EmptyState>
  }
  return (
    <div className="space-y-4">
      {owners.length > 0 && <OwnerLinks owners={owners} owner={owner} />}
      {skills.length === 0 ? (
        <EmptyState title={t('noneOfTheirsTitle')}>{t('noneOfTheirs')}</EmptyState>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface" aria-label={t('label')}>
          {skills.map((skill) => (
            <StaleItem key={skill.id} skill={skill} />
          ))}
        </ul>
      )}
    </div>
  )
}

function OwnerLinks({ owners, owner }: { owners: string[]; owner: string | null }) {
  const t = useTranslations('skill.staleQueue')
  const choices = [
    { label: t('everybody'), value: null },
    ...owners.map((name) => ({ label: name, value: name })),
    { label: t('nobody'), value: '' },
  ]
  return (
    <nav aria-label={t('owner')} className="flex flex-wrap gap-1.5">
      {choices.map(({ label, value }) => (
        <Link
          key={value}
          href={value === null ? '/stale-skills' : `/stale-skills?owner=${encodeURIComponent(value)}`}
          aria-current={owner === value ? 'true' : undefined}
          className={cn(
            'inline-flex h-7 items-center rounded-md border px-2 text-xs',
            owner === value ? 'border-accent-line bg-accent-tint text-accent-ink' : 'border-line-strong hover:bg-hover',
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}

function StaleItem({ skill }: { skill: StaleSkill }) {
  const t = useTranslations('skill.staleQueue')
  const times = useTimes()
  const say = sentencesIn(useLocale())
  const { trust } = skill
  return (
    <li className="grid gap-x-6 gap-y-2 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0 space-y-1">
        <p className="flex flex-wrap items-center gap-2">
          <Link
            href={`${hrefOf('skill', skill.slug)}#trust`}
            lang={skill.lang === 'und' ? undefined : skill.lang}
            className="inline-block min-h-6 font-medium [overflow-wrap:anywhere] hover:text-accent-ink hover:underline"
          >
            {skill.title}
          </Link>
          <Badge tone={skill.isStale ? 'amber' : 'neutral'}>
            {skill.isStale && <TriangleAlert aria-hidden />}
            {skill.isStale ? t('stale') : t('goingStale')}
          </Badge>
        </p>
        <ul className="text-sm text-muted">
          {trust.stale.map(({ kind, text }) => (
            <li key={kind} className="[overflow-wrap:anywhere]">
              {say(text)}
            </li>
          ))}
        </ul>
        <p className="text-xs text-faint">{skill.owners.length > 0 ? skill.owners.join(', ') : t('noOwner')}</p>
      </div>
      <div className="space-y-1 sm:text-right">
        <Meter label={t('computedOf', { skill: skill.title })} value={trust.computed} />
        <p className="text-xs text-faint">
          {trust.stated === null ? '' : `${t('stated', { percent: Math.round(trust.stated * 100) })}, `}
          {trust.lastVerified ? t('verified', { day: times.day(trust.lastVerified) }) : t('neverVerified')}
        </p>
      </div>
    </li>
  )
}
