'use client'
import { useTranslations } from 'next-intl'
import type { VersionOffer, VersionStep } from '@/lib/schema/skill-edit'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Input } from '../ui/input'

type SaveProps = {
  offer: VersionOffer
  asksVersion: boolean
  isNew: boolean
  failure: string | null
  pending: boolean
}

/** What is asked when a skill is saved: by how much its version goes up, and what changed. */
export function SkillEditorSave({ offer, asksVersion, isNew, failure, pending }: SaveProps) {
  const t = useTranslations('skill.skillEditorSave')
  return (
    <section aria-label={t('label')} className="space-y-3 rounded-lg border border-line bg-surface px-4 py-3">
      {asksVersion ? <VersionChoice key={offer.suggested} offer={offer} /> : null}
      {isNew ? null : (
        <Field label={t('whatChanged')} hint={t('whatChangedHint')}>
          {(control) => <Input {...control} name="note" maxLength={2000} autoComplete="off" />}
        </Field>
      )}
      {failure ? (
        <p role="alert" className="text-red-ink">
          {failure}
        </p>
      ) : null}
      <Button type="submit" variant="primary" disabled={pending}>
        {pending ? t('saving') : isNew ? t('saveDraft') : t('save')}
      </Button>
    </section>
  )
}

function VersionChoice({ offer }: { offer: VersionOffer }) {
  const t = useTranslations('skill.skillEditorSave')
  const { now, suggested, reason, next, isFirst } = offer
  const choice = (step: VersionStep, label: string) => (
    <label key={step} className="flex min-h-8 items-center gap-2">
      <input
        type="radio"
        name="step"
        value={step}
        defaultChecked={step === suggested}
        className="size-4 accent-accent"
      />
      <span className="font-mono text-xs">{label}</span>
      <span className="text-muted">{t(`steps.${step}`)}</span>
    </label>
  )
  const story = () => {
    if (isFirst) return now === null ? t('noVersion') : t('otherVersion', { version: now })
    return suggested === 'keep' ? reason : t('suggested', { step: suggested, reason })
  }
  return (
    <fieldset>
      <legend className="text-xs font-medium text-muted">{t('version')}</legend>
      <p className="mt-1 text-xs text-faint">{story()}</p>
      <div className="mt-1 grid gap-x-6 sm:grid-cols-2">
        {(['patch', 'minor', 'major'] as const)
          .filter((step, index, all) => all.findIndex((other) => next[other] === next[step]) === index)
          .map((step) => choice(step, next[step]))}
        {choice('keep', now ?? t('none'))}
      </div>
    </fieldset>
  )
}
