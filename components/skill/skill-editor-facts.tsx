'use client'
import { useTranslations } from 'next-intl'
import type { SkillDraft } from '@/lib/schema/draft'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Panel } from '../ui/panel'
import { Textarea } from '../ui/textarea'
import type { SkillFieldsProps } from './skill-editor-fields'
import { SkillRows } from './skill-editor-rows'

const splitTags = (text: string) => text.split(/,\s*/)

/** What a skill is called, what it is for, and who owns it. */
export function SkillEditorFacts({ document, skill, people, change }: SkillFieldsProps) {
  const t = useTranslations('skill.skillEditorFacts')
  const set = (part: Partial<SkillDraft>, name: string | null) =>
    change({ ...document, skill: { ...skill, ...part } }, name)
  return (
    <Panel title={t('section')} id="edit-facts">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t('title')} className="sm:col-span-2">
          {(control) => (
            <Input
              {...control}
              required
              value={document.title}
              onChange={(event) => change({ ...document, title: event.target.value }, 'title')}
            />
          )}
        </Field>
        <Field label={t('description')} className="sm:col-span-2">
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              value={skill.description ?? ''}
              onChange={(event) => set({ description: event.target.value || null }, 'description')}
            />
          )}
        </Field>
        <Field label={t('category')}>
          {(control) => (
            <Input
              {...control}
              value={skill.category ?? ''}
              onChange={(event) => set({ category: event.target.value || null }, 'category')}
            />
          )}
        </Field>
        <Field label={t('tags')} hint={t('tagsHint')}>
          {(control) => (
            <Input
              {...control}
              value={document.tags.join(', ')}
              onChange={(event) => {
                const tags = event.target.value === '' ? [] : splitTags(event.target.value)
                change({ ...document, tags }, 'tags')
              }}
            />
          )}
        </Field>
        <div role="group" aria-label={t('owners')} className="sm:col-span-2">
          <p className="mb-1 text-xs font-medium text-muted">{t('owners')}</p>
          <SkillRows kind="owner" rows={skill.owners} blank="" onChange={(owners, name) => set({ owners }, name)}>
            {(owner, put, label) => (
              <Field label={label} hideLabel>
                {(control) => (
                  <Input
                    {...control}
                    list="skill-owners"
                    placeholder={t('ownerExample')}
                    value={owner}
                    onChange={(event) => put(event.target.value)}
                  />
                )}
              </Field>
            )}
          </SkillRows>
          <datalist id="skill-owners">
            {people.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </datalist>
        </div>
      </div>
    </Panel>
  )
}
