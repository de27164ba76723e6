'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { isSecretName } from '@/lib/domain/run-parameters'

type RunValuesProps = {
  /** Names that the commands of this step ask for. */
  names: string[]
  values: ReadonlyMap<string, string | null>
  onFill: (name: string, value: string) => void
  disabled: boolean
}

/** What the commands are filled in with: asked once, and kept with the run. */
export function RunValues({ names, values, onFill, disabled }: RunValuesProps) {
  const t = useTranslations('skill.runValues')
  if (names.length === 0) return null
  return (
    <div
      className="grid gap-3 rounded-lg border border-line bg-subtle p-3 sm:grid-cols-2"
      role="group"
      aria-label={t('label')}
    >
      {names.map((name) => (
        <ValueField key={name} name={name} known={values.get(name) ?? null} onFill={onFill} disabled={disabled} />
      ))}
    </div>
  )
}

function ValueField({
  name,
  known,
  onFill,
  disabled,
}: {
  name: string
  known: string | null
  onFill: RunValuesProps['onFill']
  disabled: boolean
}) {
  const t = useTranslations('skill.runValues')
  const [typed, setTyped] = useState<string | null>(null)
  const isSecret = isSecretName(name)
  const save = () => {
    if (typed !== null && typed !== (known ?? '')) onFill(name, typed)
    setTyped(null)
  }
  return (
    <Field label={name} hint={isSecret ? t('secret') : undefined}>
      {(control) => (
        <Input
          {...control}
          data-run-value={name}
          type={isSecret ? 'password' : 'text'}
          autoComplete="off"
          spellCheck={false}
          className="h-10 font-mono sm:h-8"
          maxLength={500}
          disabled={disabled}
          value={typed ?? known ?? ''}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={save}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur()
          }}
        />
      )}
    </Field>
  )
}
