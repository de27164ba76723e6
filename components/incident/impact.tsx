import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { LangChoice } from '@/lib/render/localised'
import type { ImpactView, IncidentView } from '@/lib/schema/incident'
import type { LocalisedList } from '@/lib/schema/text'
import { Localised, LocalisedItems } from './localised'

const isEmpty = (list: LocalisedList) => Object.values(list).every((items) => items.length === 0)

/** Whether the source says anything about the impact. */
export function hasImpact({ summary, affected, unaffected, negativeFindings, residual }: ImpactView): boolean {
  return Object.keys(summary).length > 0 || ![affected, unaffected, negativeFindings, residual].every(isEmpty)
}

function Part({
  name,
  hint,
  list,
  choice,
}: {
  name: string
  hint: string
  list: LocalisedList
  choice: LangChoice
}): ReactNode {
  if (isEmpty(list)) return null
  return (
    <div className="min-w-0">
      <h3 className="mb-1 text-xs font-medium text-faint" title={hint}>
        {name}
      </h3>
      <LocalisedItems list={list} choice={choice} />
    </div>
  )
}

/** What was hit, what was not, what was looked for and not found, and what went on after the end. */
export function Impact({ incident, choice }: { incident: IncidentView; choice: LangChoice }) {
  const t = useTranslations('incident.impact')
  const { impact } = incident
  return (
    <div className="flex flex-col gap-4">
      {Object.keys(impact.summary).length > 0 ? (
        <Localised text={impact.summary} choice={choice} className="max-w-prose" />
      ) : null}
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        <Part name={t('affected')} hint={t('affectedHint')} list={impact.affected} choice={choice} />
        <Part name={t('unaffected')} hint={t('unaffectedHint')} list={impact.unaffected} choice={choice} />
        <Part
          name={t('negativeFindings')}
          hint={t('negativeFindingsHint')}
          list={impact.negativeFindings}
          choice={choice}
        />
        <Part name={t('residual')} hint={t('residualHint')} list={impact.residual} choice={choice} />
      </div>
    </div>
  )
}
