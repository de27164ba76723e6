import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { hrefOf } from '@/lib/render/links'
import type { SkillRow } from '@/lib/schema/skill'
import { useTimes } from '../ui/use-times'

/** Runbooks that nobody has verified for long: found wrong at 3 a.m. is too late. */
export function StaleSkills({ skills }: { skills: SkillRow[] }) {
  const t = useTranslations('home.staleSkills')
  const times = useTimes()
  return (
    <ul className="divide-y divide-line">
      {skills.map((skill) => (
        <li key={skill.slug} className="grid gap-x-4 px-4 py-2 sm:grid-cols-[minmax(0,1fr)_auto]">
          <div className="min-w-0">
            <Link
              href={hrefOf('skill', skill.slug)}
              lang={skill.lang}
              className="inline-block min-h-6 [overflow-wrap:anywhere] hover:text-accent-ink hover:underline"
            >
              {skill.title}
            </Link>
            <p className="text-xs text-faint">{skill.owners.length > 0 ? skill.owners.join(', ') : t('noOwner')}</p>
          </div>
          <p className="text-xs whitespace-nowrap text-amber-ink tabular-nums">
            {skill.lastVerified ? t('verified', { day: times.day(skill.lastVerified) }) : t('neverVerified')}
          </p>
        </li>
      ))}
    </ul>
  )
}
