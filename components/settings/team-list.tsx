'use client'
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

const named = (count: number) => (count === 1 ? '1 restricted incident' : `${count} restricted incidents`)

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
              {team.members.length === 0 ? 'Nobody is in it yet.' : team.members.map(({ name }) => name).join(', ')}
            </p>
            {team.incidents > 0 ? <p className="text-xs text-faint">Named by {named(team.incidents)}</p> : null}
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
  const [pending, start] = useTransition()
  const end = () =>
    start(async () => {
      const answer = await answerOf(remove(team.slug), 'The server did not answer; the team may still be there.')
      if (answer.ok) toast.success(`Team “${team.name}” deleted`)
      else toast.error(answer.message)
    })
  return (
    <Dialog
      title={`Delete “${team.name}”?`}
      description={
        team.incidents > 0
          ? `${team.incidents === 1 ? '1 restricted incident names' : `${team.incidents} restricted incidents name`} it. They stay restricted, to the rest of those whom they name: the members read them no more.`
          : 'No restricted incident names it. The accounts of its members stay.'
      }
      trigger={
        <Button size="sm" variant="ghost" disabled={pending} aria-label={`Delete ${team.name}`}>
          Delete
        </Button>
      }
    >
      <ConfirmButtons act="Delete" onConfirm={end} />
    </Dialog>
  )
}
