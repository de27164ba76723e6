import { useTranslations } from 'next-intl'
import { Markdown } from '@/components/markdown/markdown'
import { Section } from '@/components/ui/panel'
import { Unknown } from '@/components/ui/unknown'
import type { SkillView } from '@/lib/schema/skill'
import { MessageLinks } from '@/components/thread/message-links'
import type { ThreadSources } from '@/lib/schema/thread'
import { TriggerTrial, type TryTriggers } from './trigger-trial'

const CONDITIONS = { '>': 'above', '>=': 'atLeast', '<': 'below', '<=': 'atMost', '=': 'exactly' } as const

type WhenItAppliesProps = { skill: SkillView; cited: ThreadSources['cited']; tryTriggers: TryTriggers }

/** Triggers and symptoms: how one knows that this is the right runbook. */
export function WhenItApplies({ skill, cited, tryTriggers }: WhenItAppliesProps) {
  const t = useTranslations('skill.whenItApplies')
  const unknown = useTranslations('skill.unknown')
  return (
    <Section title={t('title')} id="applies">
      {skill.triggers.length > 0 && (
        <p className="mb-2 flex flex-wrap gap-x-4 gap-y-1">
          <span className="text-faint">{t('trigger')}</span>
          {skill.triggers.map(({ metric, op, value, unit }, index) => (
            <span key={index} className="font-medium">
              {t(`condition.${CONDITIONS[op]}`, { metric, value: unit ? `${value} ${unit}` : String(value) })}
            </span>
          ))}
        </p>
      )}
      {skill.symptoms.length === 0 ? (
        <p>{t.rich('symptoms', { unknown: () => <Unknown what={unknown('symptoms')} /> })}</p>
      ) : (
        <ul className="list-disc space-y-1 pl-5 marker:text-faint">
          {skill.symptoms.map((symptom, index) => (
            <li key={index}>
              <Markdown text={symptom} lang={skill.lang} idPrefix={`symptom-${index}-`} />
              <MessageLinks cited={cited} words={[symptom]} />
            </li>
          ))}
        </ul>
      )}
      <TriggerTrial triggers={skill.triggers} tryTriggers={tryTriggers} />
    </Section>
  )
}
