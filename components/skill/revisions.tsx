import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Panel } from '@/components/ui/panel'
import { TimeText } from '@/components/ui/time-text'
import { Unknown } from '@/components/ui/unknown'
import { hrefOf } from '@/lib/render/links'
import type { SkillView } from '@/lib/schema/skill'

/** Every saved state of a skill, newest first. */
export function Revisions({ slug, revisions }: Pick<SkillView, 'slug' | 'revisions'>) {
  const t = useTranslations('skill.revisions')
  const unknown = useTranslations('skill.unknown')
  return (
    <Panel title={t('title')} id="revisions" count={revisions.length}>
      <ol className="space-y-2">
        {revisions.map((revision) => (
          <li key={revision.id}>
            <span className="font-medium tabular-nums">#{revision.number}</span>{' '}
            {revision.version ? (
              <span className="font-mono text-xs">{revision.version}</span>
            ) : (
              <Unknown what={unknown('version')} />
            )}
            <p className="text-xs text-muted">
              {t.rich('saved', { at: () => <TimeText at={revision.at} show="full" />, name: revision.by })}
            </p>
          </li>
        ))}
      </ol>
      <Link
        href={`${hrefOf('skill', slug)}/history`}
        className="mt-2 inline-flex min-h-6 items-center text-xs text-accent-ink hover:underline"
      >
        {t('whatChanged')}
      </Link>
    </Panel>
  )
}
