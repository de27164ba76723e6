import { useTranslations } from 'next-intl'
import { INCIDENT_STATUS_CHOICES } from '@/lib/schema/choices'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import type { Typed } from './incident-edit'

/** Title, severity, status and tags. */
export function IncidentEditFields(props: {
  typed: Typed
  onType: (typed: Typed) => void
  errors: Record<string, string>
}) {
  const t = useTranslations('incident.incidentEditFields')
  const statuses = useTranslations('labels.incidentStatus')
  const { typed, errors } = props
  const set = (change: Partial<Typed>) => props.onType({ ...typed, ...change })
  return (
    <>
      <Field label={t('title')} error={errors['title']}>
        {(control) => (
          <Input
            {...control}
            name="title"
            required
            maxLength={300}
            value={typed.title}
            onChange={(event) => set({ title: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t('severity')} hint={t('severityHint')} error={errors['severity']}>
          {(control) => (
            <Input
              {...control}
              name="severity"
              maxLength={40}
              value={typed.severity}
              onChange={(event) => set({ severity: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('status')}>
          {(control) => (
            <Select
              {...control}
              name="status"
              value={typed.status}
              onChange={(event) => set({ status: event.target.value })}
            >
              {INCIDENT_STATUS_CHOICES.map((value) => (
                <option key={value} value={value}>
                  {statuses(value)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <Field label={t('tags')} hint={t('tagsHint')} error={errors['tags']}>
        {(control) => (
          <Input {...control} name="tags" value={typed.tags} onChange={(event) => set({ tags: event.target.value })} />
        )}
      </Field>
    </>
  )
}
