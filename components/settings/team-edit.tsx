'use client'
import { useTranslations } from 'next-intl'
import { useState, useTransition, type FormEvent } from 'react'
import { answerOf } from '@/components/ui/answer-of'
import { ReaderPicker } from '@/components/incident/share-readers'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { ReaderChoice } from '@/lib/schema/sharing'
import type { TeamView } from '@/lib/schema/team'
import type { TeamActions } from './team-list'

type TeamEditProps = { team: TeamView; people: ReaderChoice[]; change: TeamActions['change'] }

/** Renames a team and chooses who is in it. */
export function TeamEdit({ team, people, change }: TeamEditProps) {
  const t = useTranslations('settings.teamEdit')
  const [open, setOpen] = useState(false)
  return (
    <Dialog
      title={t('title', { name: team.name })}
      description={t('description')}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" aria-label={t('changeNamed', { name: team.name })}>
          {t('change')}
        </Button>
      }
    >
      <TeamForm team={team} people={people} change={change} onDone={() => setOpen(false)} />
    </Dialog>
  )
}

function TeamForm({ team, people, change, onDone }: TeamEditProps & { onDone: () => void }) {
  const t = useTranslations('settings.teamEdit')
  const [name, setName] = useState(team.name)
  const [members, setMembers] = useState(() =>
    team.members.map((member): ReaderChoice => ({
      kind: 'user',
      id: member.id,
      name: member.name,
      detail: member.email ?? t('service'),
    })),
  )
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, start] = useTransition()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const before = new Set(team.members.map(({ id }) => id))
    const after = new Set(members.map(({ id }) => id))
    start(async () => {
      setFailure(null)
      const answer = await answerOf(
        change(team.slug, {
          name,
          add: [...after].filter((id) => !before.has(id)),
          remove: [...before].filter((id) => !after.has(id)),
        }),
        t('unreached'),
      )
      if (answer.ok) onDone()
      else setFailure(answer.message)
    })
  }
  return (
    <form method="post" onSubmit={submit} className="space-y-3">
      <Field label={t('name')} error={failure}>
        {(control) => (
          <Input {...control} value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <ReaderPicker choices={people} chosen={members} onChange={setMembers} what="people" nobody={t('nobody')} />
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button>{t('cancel')}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" disabled={pending || name.trim() === ''}>
          {pending ? t('saving') : t('save')}
        </Button>
      </div>
    </form>
  )
}
