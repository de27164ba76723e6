'use client'
import { useTranslations } from 'next-intl'
import { Plus, X } from 'lucide-react'
import type { SkillDraft, SkillStep } from '@/lib/schema/draft'
import { BLANK_STEP } from '../import/blank-rows'
import { Button, IconButton } from '../ui/button'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Textarea } from '../ui/textarea'
import { SkillRows } from './skill-editor-rows'

const GROWING = 'field-sizing-content max-h-96 resize-none'

type StepsProps = {
  name: 'diagnosis' | 'resolution'
  skill: SkillDraft
  set: (part: Partial<SkillDraft>, name: string | null) => void
}

/** The steps of a section with their commands, and the minutes that they may take. */
export function SkillEditorSteps({ name, skill, set }: StepsProps) {
  const t = useTranslations('skill.skillEditorSteps')
  const { budgets } = skill
  return (
    <div className="space-y-3">
      <Field label={t('budget')} className="w-40">
        {(control) => (
          <Input
            {...control}
            type="number"
            min={0}
            step="any"
            value={budgets[name] ?? ''}
            onChange={(event) => {
              const minutes = event.target.value === '' ? null : event.target.valueAsNumber
              set({ budgets: { ...budgets, [name]: minutes } }, `budgets.${name}`)
            }}
          />
        )}
      </Field>
      <SkillRows
        kind={`${name}Step`}
        rows={skill[name]}
        blank={BLANK_STEP}
        onChange={(rows, what) => set({ [name]: rows }, what)}
      >
        {(step, change, label) => <StepFields step={step} change={change} label={label} />}
      </SkillRows>
    </div>
  )
}

function StepFields({ step, change, label }: { step: SkillStep; change: (step: SkillStep) => void; label: string }) {
  const t = useTranslations('skill.skillEditorSteps')
  const { code } = step
  const put = (next: SkillStep['code']) => change({ ...step, code: next })
  return (
    <div className="space-y-2">
      <Field label={label.replace(/^./, (first) => first.toUpperCase())} hideLabel>
        {(control) => (
          <Textarea
            {...control}
            rows={1}
            className={GROWING}
            placeholder={t('whatToDo')}
            value={step.text}
            onChange={(event) => change({ ...step, text: event.target.value })}
          />
        )}
      </Field>
      {code.map((block, place) => (
        <div key={place} className="rounded-md border border-line bg-subtle p-2">
          <div className="mb-1 flex items-end gap-2">
            <Field label={t('language', { number: place + 1, row: label })} hideLabel className="w-28">
              {(control) => (
                <Input
                  {...control}
                  placeholder="bash"
                  value={block.lang ?? ''}
                  onChange={(event) => put(code.with(place, { ...block, lang: event.target.value || null }))}
                />
              )}
            </Field>
            <IconButton
              label={t('removeCommand', { number: place + 1, row: label })}
              className="ml-auto"
              onClick={() => put(code.toSpliced(place, 1))}
            >
              <X aria-hidden />
            </IconButton>
          </div>
          <Field label={t('command', { number: place + 1, row: label })} hideLabel>
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                spellCheck={false}
                className={`${GROWING} font-mono text-xs`}
                value={block.text}
                onChange={(event) => put(code.with(place, { ...block, text: event.target.value }))}
              />
            )}
          </Field>
        </div>
      ))}
      <Button variant="ghost" size="sm" onClick={() => put([...code, { lang: 'bash', text: '' }])}>
        <Plus aria-hidden />{' '}
        {t.rich('addCommand', { row: label, hidden: (chunks) => <span className="sr-only">{chunks}</span> })}
      </Button>
    </div>
  )
}
