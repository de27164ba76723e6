'use client'
import { useTranslations } from 'next-intl'
import type { SkillDraft } from '@/lib/schema/draft'
import { BLANK_SOURCE } from '../import/blank-rows'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Panel } from '../ui/panel'
import { Textarea } from '../ui/textarea'
import { SkillRows } from './skill-editor-rows'

const NO_RECURRENCE = { occurrence: null, firstOn: null, why: null }

/** Why it keeps happening, and the conversations that a skill was learned from. */
export function SkillEditorOrigin({
  skill,
  set,
}: {
  skill: SkillDraft
  set: (part: Partial<SkillDraft>, name: string | null) => void
}) {
  const t = useTranslations('skill.skillEditorOrigin')
  const known = skill.recurrence ?? NO_RECURRENCE
  const put = (part: Partial<typeof known>, name: string) => {
    const next = { ...known, ...part }
    const isEmpty = next.occurrence === null && next.firstOn === null && next.why === null
    set({ recurrence: isEmpty ? null : next }, `recurrence.${name}`)
  }
  return (
    <>
      <Panel title={t('recurrence')} id="edit-recurrence">
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('occurrence')}>
            {(control) => (
              <Input
                {...control}
                type="number"
                min={1}
                step={1}
                value={known.occurrence ?? ''}
                onChange={(event) =>
                  put(
                    { occurrence: event.target.value === '' ? null : Math.round(event.target.valueAsNumber) },
                    'occurrence',
                  )
                }
              />
            )}
          </Field>
          <Field label={t('firstOn')} hint={t('firstOnHint')}>
            {(control) => (
              <Input
                {...control}
                value={known.firstOn ?? ''}
                onChange={(event) => put({ firstOn: event.target.value || null }, 'firstOn')}
              />
            )}
          </Field>
          <Field label={t('why')} className="col-span-2">
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                value={known.why ?? ''}
                onChange={(event) => put({ why: event.target.value || null }, 'why')}
              />
            )}
          </Field>
        </div>
      </Panel>
      <Panel title={t('sources')} id="edit-sources" count={skill.sources.length}>
        <SkillRows
          kind="source"
          rows={skill.sources}
          blank={BLANK_SOURCE}
          onChange={(sources, name) => set({ sources }, name)}
        >
          {(row, change, label) => (
            <div className="grid grid-cols-2 gap-2">
              <Field label={t('channel')}>
                {(control) => (
                  <Input
                    {...control}
                    aria-label={t('channelOf', { row: label })}
                    value={row.channel ?? ''}
                    onChange={(event) => change({ ...row, channel: event.target.value || null })}
                  />
                )}
              </Field>
              <Field label={t('date')}>
                {(control) => (
                  <Input
                    {...control}
                    type="date"
                    aria-label={t('dateOf', { row: label })}
                    value={row.on ?? ''}
                    onChange={(event) => change({ ...row, on: event.target.value || null })}
                  />
                )}
              </Field>
              <Field label={t('people')} className="col-span-2">
                {(control) => (
                  <Input
                    {...control}
                    aria-label={t('peopleOf', { row: label })}
                    value={row.participants.join(', ')}
                    onChange={(event) =>
                      change({
                        ...row,
                        participants: event.target.value === '' ? [] : event.target.value.split(/,\s*/),
                      })
                    }
                  />
                )}
              </Field>
            </div>
          )}
        </SkillRows>
      </Panel>
    </>
  )
}
