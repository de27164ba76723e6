'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { ACTION_ITEM_STATUS_CHOICES } from '@/lib/schema/choices'
import type { StateOfStatus, TrackerProjectView } from '@/lib/schema/tracker'

type TrackerStatesProps = {
  project: TrackerProjectView
  isPending: boolean
  save: (of: StateOfStatus) => void
}

/** Which state of a project stands for which status. */
export function TrackerStates({ project: { key, kind, states }, isPending, save }: TrackerStatesProps) {
  const t = useTranslations('settings.trackerStates')
  const statusLabels = useTranslations('labels.actionItemStatus')
  const [chosen, setChosen] = useState(states.of)
  return (
    <Dialog
      title={t('title', { key })}
      description={kind === 'github' ? t('descriptionGithub') : t('description')}
      trigger={
        <Button size="sm" disabled={isPending}>
          {t('button')}
        </Button>
      }
    >
      <div className="space-y-3">
        {ACTION_ITEM_STATUS_CHOICES.map((status) => (
          <Field key={status} label={statusLabels(status)}>
            {(control) => (
              <Select
                {...control}
                value={chosen[status] ?? ''}
                onChange={(event) => setChosen({ ...chosen, [status]: event.target.value || null })}
              >
                <option value="">{t('notTold')}</option>
                {states.known.map((state) => (
                  <option key={state.id} value={state.id}>
                    {state.id.startsWith('label:') ? t('labelled', { label: state.name }) : state.name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        ))}
        <div className="flex justify-end">
          <DialogClose asChild>
            <Button variant="primary" onClick={() => save(chosen)}>
              {t('save')}
            </Button>
          </DialogClose>
        </div>
      </div>
    </Dialog>
  )
}
