import { INCIDENT_STATUSES } from '@/lib/render/labels'
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
  const { typed, errors } = props
  const set = (change: Partial<Typed>) => props.onType({ ...typed, ...change })
  return (
    <>
      <Field label="Title" error={errors['title']}>
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
        <Field label="Severity" hint="As your team says it (SEV2, major). Empty is unknown." error={errors['severity']}>
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
        <Field label="Status">
          {(control) => (
            <Select
              {...control}
              name="status"
              value={typed.status}
              onChange={(event) => set({ status: event.target.value })}
            >
              {Object.entries(INCIDENT_STATUSES).map(([value, { label }]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <Field label="Tags" hint="Separated by commas" error={errors['tags']}>
        {(control) => (
          <Input {...control} name="tags" value={typed.tags} onChange={(event) => set({ tags: event.target.value })} />
        )}
      </Field>
    </>
  )
}
