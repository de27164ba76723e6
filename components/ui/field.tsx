import { useId, type ComponentProps, type ReactNode } from 'react'
import { cn } from './class-names'

export function Label({ className, ...rest }: ComponentProps<'label'>) {
  return <label className={cn('text-xs font-medium text-muted', className)} {...rest} />
}

type FieldControl = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }

/** Label, control, hint and error of one form field. The control is a function of the attributes that tie them together. */
export function Field(props: {
  label: string
  hint?: ReactNode
  error?: string | null
  hideLabel?: boolean
  className?: string
  children: (control: FieldControl) => ReactNode
}) {
  const id = useId()
  const note = props.error ?? props.hint
  const control: FieldControl = {
    id,
    'aria-describedby': note ? `${id}-note` : undefined,
    'aria-invalid': props.error ? true : undefined,
  }
  return (
    <div className={cn('field', props.className)}>
      <Label htmlFor={id} className={props.hideLabel ? 'sr-only' : undefined}>
        {props.label}
      </Label>
      {props.children(control)}
      {note ? (
        <p
          id={`${id}-note`}
          className={cn('text-xs', props.error ? 'text-red-ink' : 'text-faint')}
          role={props.error ? 'alert' : undefined}
        >
          {note}
        </p>
      ) : null}
    </div>
  )
}
