'use client'
import { useTranslations } from 'next-intl'
import { TriangleAlert } from 'lucide-react'
import type { SkillText } from '@/lib/schema/skill-text'
import { Field } from '../ui/field'
import { Textarea } from '../ui/textarea'

/** The text of a skill, with the parts of it that no field could be read from. */
export function SkillEditorText({ sides, type }: { sides: SkillText; type: (text: string) => void }) {
  const t = useTranslations('skill.skillEditorText')
  const quoted = useTranslations('skill.quoted')
  const { text, problems, keptAsText } = sides
  return (
    <div className="space-y-3 xl:sticky xl:top-16">
      <Field label={t('label')} hint={t('hint')}>
        {(control) => (
          <Textarea
            {...control}
            rows={32}
            spellCheck={false}
            className="min-h-96 font-mono text-xs xl:h-[calc(100dvh-18rem)]"
            value={text}
            onChange={(event) => type(event.target.value)}
          />
        )}
      </Field>
      <div aria-live="polite">
        {problems.length > 0 ? (
          <section
            aria-label={t('notPlaced')}
            className="rounded-md border border-amber-line bg-amber-tint px-3 py-2 text-amber-ink"
          >
            <p className="flex items-center gap-2 font-medium">
              <TriangleAlert aria-hidden className="size-4 shrink-0" />
              {t('noField')}
            </p>
            <ul className="mt-1 list-disc pl-5">
              {problems.map(({ line, message }, index) => (
                <li key={index}>{line === undefined ? message : t('line', { line, problem: message })}</li>
              ))}
            </ul>
          </section>
        ) : null}
      </div>
      {keptAsText.length > 0 ? (
        <p className="text-xs text-muted">
          {t('keptAsText', { headings: keptAsText.map((words) => quoted('words', { words })).join(', ') })}
        </p>
      ) : null}
    </div>
  )
}
