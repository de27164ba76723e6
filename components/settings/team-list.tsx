'use client'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { ConfirmButtons } from '@/components/ui/confirm-buttons'
import { Dialog } from '@/components/ui/dialog'
import type { ActionResult } from '@/lib/schema/action-result'
import type { ReaderChoice } from '@/lib/schema/sharing'
import type { TeamChange, TeamView } from '@/lib/schema/team'
import { TeamEdit } from './team-edit'

export type TeamActions = {
  change: (slug: string, change: TeamChange) => Promise<ActionResult<null>>
  remove: (slug: string) => Promise<ActionResult<null>>
}

/** Teams with who is in them. */
export function TeamList({
  teams,
  people,
  actions,
}: {
  teams: TeamView[]
  people: ReaderChoice[]
  actions: TeamActions
}) {
  const t = useTranslations('settings.teamList')
  return (
    <ul>
      {teams.map((team) => (
        <li
          key={team.slug}
          className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-3 last:border-b-0"
        >
          <div className="min-w-0 flex-1 basis-64">
            <h3 className="font-medium [overflow-wrap:anywhere]">{team.name}</h3>
            <p className="text-muted [overflow-wrap:anywhere]">
              {team.members.length === 0 ? t('nobody') : team.members.map(({ name }) => name).join(', ')}
            </p>
            {team.incidents > 0 ? (
              <p className="text-xs text-faint">{t('namedBy', { count: team.incidents })}</p>
            ) : null}
          </div>
          <div className="flex gap-1.5">
            <TeamEdit team={team} people={people} change={actions.change} />
            <DeleteTeam team={team} remove={actions.remove} />
          </div>
        </li>
      ))}
    </ul>
  )
}

function DeleteTeam({ team, remove }: { team: TeamView; remove: TeamActions['remove'] }) {
  const t = useTranslations('settings.teamList')
  const { name, incidents } = team
  const [pending, start] = useTransition()
  const end = () =>
    start(async () => {
      const answer = await answerOf(remove(team.slug), t('unreached'))
      if (answer.ok) toast.success(t('isDeleted', { name }))
      else toast.error(answer.message)
    })
  return (
    <Dialog
      title={t('title', { name })}
      description={incidents > 0 ? t('namedDescription', { count: incidents }) : t('unnamedDescription')}
      trigger={
        <Button size="sm" variant="ghost" disabled={pending} aria-label={t('deleteNamed', { name })}>
          {t('delete')}
        </Button>
      }
    >
      <ConfirmButtons act={t('delete')} onConfirm={end} />
    </Dialog>
  )
}
