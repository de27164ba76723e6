'use client'
import { useTranslations } from 'next-intl'
import { TriggerSchema, type SkillSourceDraft, type SkillStep, type Trigger } from '@/lib/schema/draft'
import { AreaField, CheckField, ChoiceField, InstantField, LinesField, NumberField, TextField } from './draft-field'
import type { RowFieldsProps } from './row-list'

export function TriggerFields({ row, field, change }: RowFieldsProps<Trigger>) {
  const t = useTranslations('import.skillRowFields')
  return (
    <div className="grid grid-cols-2 gap-2 sm:grid-cols-[minmax(0,2fr)_5rem_6rem_minmax(0,1fr)]">
      <TextField
        required
        field={`${field}.metric`}
        label={t('metric')}
        value={row.metric}
        onChange={(metric) => change({ metric: metric ?? '' })}
      />
      <ChoiceField
        field={`${field}.op`}
        label={t('comparison')}
        value={row.op}
        options={TriggerSchema.shape.op.options}
        onChange={(op) => change({ op: op ?? '>' })}
      />
      <NumberField
        field={`${field}.value`}
        label={t('value')}
        value={row.value}
        onChange={(value) => change({ value: value ?? 0 })}
      />
      <TextField field={`${field}.unit`} label={t('unit')} value={row.unit} onChange={(unit) => change({ unit })} />
    </div>
  )
}

export function StepFields({ row, field, change }: RowFieldsProps<SkillStep>) {
  const t = useTranslations('import.skillRowFields')
  return (
    <div className="space-y-2">
      <AreaField
        field={`${field}.text`}
        label={t('step')}
        hideLabel
        value={row.text}
        onChange={(text) => change({ text })}
      />
      {row.code.map((block, index) => (
        <AreaField
          key={index}
          mono
          field={`${field}.code.${index}`}
          label={block.lang ? t('codeIn', { lang: block.lang }) : t('code')}
          value={block.text}
          onChange={(text) =>
            change({ code: row.code.map((other, at) => (at === index ? { ...other, text } : other)) })
          }
        />
      ))}
    </div>
  )
}

export function SourceFields({ row, field, change }: RowFieldsProps<SkillSourceDraft>) {
  const t = useTranslations('import.skillRowFields')
  return (
    <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
      <TextField
        field={`${field}.channel`}
        label={t('channel')}
        value={row.channel}
        onChange={(channel) => change({ channel })}
      />
      <TextField field={`${field}.on`} label={t('date')} type="date" value={row.on} onChange={(on) => change({ on })} />
      <InstantField
        field={`${field}.from`}
        label={t('from')}
        value={row.from}
        zone={null}
        onChange={(from) => change({ from })}
      />
      <InstantField
        field={`${field}.to`}
        label={t('to')}
        value={row.to}
        zone={null}
        onChange={(to) => change({ to })}
      />
      <LinesField
        className="col-span-2"
        field={`${field}.participants`}
        label={t('participants')}
        value={row.participants}
        onChange={(participants) => change({ participants })}
      />
      <NumberField
        field={`${field}.messages`}
        label={t('messages')}
        min={0}
        step={1}
        value={row.messages}
        onChange={(messages) => change({ messages })}
      />
      <CheckField
        className="self-end pb-1"
        field={`${field}.inCorpus`}
        label={t('inCorpus')}
        value={row.inCorpus}
        onChange={(inCorpus) => change({ inCorpus })}
      />
    </div>
  )
}
