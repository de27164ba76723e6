import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { TeamList } from '@/components/settings/team-list'
import { TeamNew } from '@/components/settings/team-new'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { listReaderChoices, listTeams } from '@/lib/query/teams'
import { changeTeamAction, createTeamAction, deleteTeamAction } from './actions'

export const metadata: Metadata = { title: 'Teams' }

export default async function TeamsPage() {
  await connection()
  const viewer = await requireViewer()
  if (!can(viewer, 'admin')) notFound()
  const [teams, choices] = await Promise.all([listTeams(viewer), listReaderChoices(viewer)])
  return (
    <>
      <Panel title="New team" id="new-team">
        <p className="mb-3 max-w-prose text-muted">
          A restricted incident can name teams: whoever is in one may read it, from the moment they join until they
          leave.
        </p>
        <TeamNew create={createTeamAction} />
      </Panel>
      <Panel title="Teams" id="teams" count={teams.length} flush>
        {teams.length === 0 ? (
          <EmptyState title="No teams yet">Make one above, then choose who is in it.</EmptyState>
        ) : (
          <TeamList
            teams={teams}
            people={choices.filter(({ kind }) => kind === 'user')}
            actions={{ change: changeTeamAction, remove: deleteTeamAction }}
          />
        )}
      </Panel>
    </>
  )
}
