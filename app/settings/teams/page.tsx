import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { TeamList } from '@/components/settings/team-list'
import { TeamNew } from '@/components/settings/team-new'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { sayReader } from '@/app/say-reader'
import { sentencesIn } from '@/lib/intl/sentences'
import { listReaderChoices, listTeams } from '@/lib/query/teams'
import { changeTeamAction, createTeamAction, deleteTeamAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.settings.tabs'))('settingsTeams') }
}

export default async function TeamsPage() {
  await connection()
  const viewer = await requireViewer()
  if (!can(viewer, 'admin')) notFound()
  const t = await getTranslations('pages.settings.teams')
  const say = sentencesIn(await getLocale())
  const [teams, choices] = await Promise.all([listTeams(viewer), listReaderChoices(viewer)])
  return (
    <>
      <Panel title={t('new')} id="new-team">
        <p className="mb-3 max-w-prose text-muted">{t('about')}</p>
        <TeamNew create={createTeamAction} />
      </Panel>
      <Panel title={t('teams')} id="teams" count={teams.length} flush>
        {teams.length === 0 ? (
          <EmptyState title={t('none.title')}>{t('none.text')}</EmptyState>
        ) : (
          <TeamList
            teams={teams}
            people={choices.filter(({ kind }) => kind === 'user').map(sayReader(say))}
            actions={{ change: changeTeamAction, remove: deleteTeamAction }}
          />
        )}
      </Panel>
    </>
  )
}
