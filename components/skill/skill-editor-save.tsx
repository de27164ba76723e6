'use client'
import type { VersionOffer, VersionStep } from '@/lib/schema/skill-edit'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Input } from '../ui/input'

const WORDS = {
  patch: 'wording',
  minor: 'steps or commands',
  major: 'when it applies, or what it means',
} as const satisfies Record<Exclude<VersionStep, 'keep'>, string>

type SaveProps = {
  offer: VersionOffer
  asksVersion: boolean
  isNew: boolean
  failure: string | null
  pending: boolean
}

/** What is asked when a skill is saved: by how much its version goes up, and what changed. */
export function SkillEditorSave({ offer, asksVersion, isNew, failure, pending }: SaveProps) {
  return (
    <section aria-label="Save" className="space-y-3 rounded-lg border border-line bg-surface px-4 py-3">
      {asksVersion ? <VersionChoice key={offer.suggested} offer={offer} /> : null}
      {isNew ? null : (
        <Field label="What changed, and why" hint="It stands beside the version in the history.">
          {(control) => <Input {...control} name="note" maxLength={2000} autoComplete="off" />}
        </Field>
      )}
      {failure ? (
        <p role="alert" className="text-red-ink">
          {failure}
        </p>
      ) : null}
      <Button type="submit" variant="primary" disabled={pending}>
        {pending ? 'Saving…' : isNew ? 'Save as draft' : 'Save skill'}
      </Button>
    </section>
  )
}

function VersionChoice({ offer }: { offer: VersionOffer }) {
  const { now, suggested, reason, next, isFirst } = offer
  const choice = (step: VersionStep, label: string, words: string) => (
    <label key={step} className="flex min-h-8 items-center gap-2">
      <input
        type="radio"
        name="step"
        value={step}
        defaultChecked={step === suggested}
        className="size-4 accent-accent"
      />
      <span className="font-mono text-xs">{label}</span>
      <span className="text-muted">{words}</span>
    </label>
  )
  return (
    <fieldset>
      <legend className="text-xs font-medium text-muted">Version</legend>
      <p className="mt-1 text-xs text-faint">
        {isFirst
          ? `${now === null ? 'It has no version yet' : `“${now}” is no version of three numbers`}: you may give it its first, or leave it.`
          : `${suggested === 'keep' ? '' : `Suggested: ${suggested}. `}${reason}`}
      </p>
      <div className="mt-1 grid gap-x-6 sm:grid-cols-2">
        {(['patch', 'minor', 'major'] as const)
          .filter((step, index, all) => all.findIndex((other) => next[other] === next[step]) === index)
          .map((step) => choice(step, next[step], `${step}: ${WORDS[step]}`))}
        {choice('keep', now ?? 'none', 'leave it as it is')}
      </div>
    </fieldset>
  )
}
