'use client'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { ActionResult } from '@/lib/schema/action-result'
import type { SavedView } from '@/lib/schema/saved-view'
import type { ViewChanges } from './changes'

/** What is kept under a name: a view of a list, or a search. */
type Kept = 'view' | 'search'

/** Asks for the name of what is to be kept. */
export function NewView(props: { current: string; add: ViewChanges['add']; onDone: () => void; noun?: Kept }) {
  const { current, add, onDone, noun = 'view' } = props
  const t = useTranslations('saved-view.viewForms')
  const [name, setName] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [pending, start] = useTransition()
  const save = () =>
    start(async () => {
      const answer = await add({ name, query: current })
      if (!answer.ok) {
        setError(answer.message)
        return
      }
      toast.success(t(`saved.${noun}`, { name }))
      onDone()
    })
  return (
    <form
      method="post"
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Field label={t('name')} error={error}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            required
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <div className="flex justify-end">
        <Button variant="primary" type="submit" disabled={pending}>
          {t(`save.${noun}`)}
        </Button>
      </div>
    </form>
  )
}

/** The person's own views, to be renamed, moved and deleted. */
export function KeptViewList(props: { views: SavedView[]; changes: ViewChanges; noun?: Kept }) {
  const { views, changes, noun = 'view' } = props
  const t = useTranslations('saved-view.viewForms')
  const [, start] = useTransition()
  const told = (work: () => Promise<ActionResult<unknown>>, done?: () => void) =>
    start(async () => {
      const answer = await work()
      if (answer.ok) done?.()
      else toast.error(answer.message)
    })
  const remove = ({ id, name, query }: SavedView, position: number) =>
    told(
      () => changes.remove(id),
      () =>
        toast.success(t(`deleted.${noun}`, { name }), {
          action: { label: t('undo'), onClick: () => told(() => changes.add({ name, query, position })) },
        }),
    )
  return (
    <ol className="space-y-2">
      {views.map((view, index) => (
        <li key={view.id} className="flex flex-wrap items-center gap-1.5">
          <Input
            aria-label={t('nameOf', { name: view.name })}
            defaultValue={view.name}
            maxLength={80}
            className="min-w-36 flex-1"
            onBlur={({ target: { value } }) => value.trim() !== view.name && told(() => changes.rename(view.id, value))}
          />
          <Button
            disabled={index === 0}
            aria-label={t('moveUp', { name: view.name })}
            onClick={() => told(() => changes.move(view.id, -1))}
          >
            {t('up')}
          </Button>
          <Button
            disabled={index === views.length - 1}
            aria-label={t('moveDown', { name: view.name })}
            onClick={() => told(() => changes.move(view.id, 1))}
          >
            {t('down')}
          </Button>
          <Button aria-label={t('deleteNamed', { name: view.name })} onClick={() => remove(view, index)}>
            {t('delete')}
          </Button>
        </li>
      ))}
    </ol>
  )
}
