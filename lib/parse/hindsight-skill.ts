import { z } from 'zod'
import {
  ConfidenceReasonSchema,
  SkillStageSchema,
  TriggerSchema,
  type ConfidenceReason,
  type Contradiction,
  type SkillDraft,
  type SkillSourceDraft,
  type SkillStep,
  type Trigger,
} from '@/lib/schema/draft'
import { sentence } from '@/lib/schema/sentence'
import {
  choice,
  date,
  flag,
  instant,
  lack,
  list,
  number,
  orText,
  partialDate,
  record,
  spanOf,
  text,
  warn,
  type Values,
} from './hindsight-fields'
import { actionItem } from './hindsight-incident'

const TRIGGER_KEYS = {
  metric: text,
  op: choice(TriggerSchema.shape.op),
  value: number(TriggerSchema.shape.value, sentence`a number`),
  unit: text,
}

const trigger = record(TRIGGER_KEYS, (values, node, path, context): Trigger | null => {
  const { metric, op, value, unit } = values
  if (metric !== null && op !== null && value !== null) return { metric, op, value, unit }
  return warn(context, node, sentence`“${path}” needs “metric”, “op” and “value”; it was left out.`)
})

const code = record({ lang: text, text }, (values, node, path, context): SkillStep['code'][number] | null => {
  if (values.text === null) return lack(context, node, path, 'text')
  return { lang: values.lang, text: values.text }
})

/** A step of a runbook; a bare text is a step without code. */
const step = orText(
  record({ text, code: list(code) }, (values, node, path, context): SkillStep | null => {
    if (values.text === null) return lack(context, node, path, 'text')
    return { text: values.text, code: values.code ?? [] }
  }),
  (words): SkillStep => ({ text: words, code: [] }),
)

const minutes = number(z.number(), sentence`a number of minutes`)
const budgets = record({ diagnosis: minutes, resolution: minutes }, (values): SkillDraft['budgets'] => values)

const RECURRENCE_KEYS = { occurrence: number(z.int(), sentence`a whole number`), firstOn: partialDate, why: text }
const recurrence = record(RECURRENCE_KEYS, (values, node, _path, context): NonNullable<SkillDraft['recurrence']> => {
  return { ...values, span: spanOf(node, context) }
})

const SOURCE_KEYS = {
  channel: text,
  on: date,
  from: instant,
  to: instant,
  participants: list(text),
  messages: number(z.int(), sentence`a whole number`),
  inCorpus: flag,
  annotatedBy: text,
}

const source = record(SOURCE_KEYS, (values, node, _path, context): SkillSourceDraft => {
  return {
    ...values,
    participants: values.participants ?? [],
    inCorpus: values.inCorpus ?? true,
    span: spanOf(node, context),
  }
})

const contradiction = record({ fields: list(text), text }, (values, node, path, context): Contradiction | null => {
  if (values.text === null) return lack(context, node, path, 'text')
  const span = spanOf(node, context)
  return { fields: values.fields ?? [], text: values.text, spans: span ? [span] : [] }
})

const REASON_KEYS = { text, weight: number(ConfidenceReasonSchema.shape.weight, sentence`a number from -1 to 1`) }
const reason = record(REASON_KEYS, ({ text: words, weight }, node, path, context): ConfidenceReason | null => {
  if (words !== null && weight !== null) return { text: words, weight }
  return warn(context, node, sentence`“${path}” needs “text” and “weight”; it was left out.`)
})

/** Keys of a skill's front matter beside those that every document has. `name` is what agents call a skill: its slug. */
export const SKILL_KEYS = {
  name: text,
  description: text,
  stage: choice(SkillStageSchema),
  category: text,
  version: text,
  confidence: number(z.number().min(0).max(1), sentence`a number from 0 to 1`),
  confidenceReasons: list(reason),
  lastVerified: date,
  owners: list(text),
  path: text,
  triggers: list(trigger),
  symptoms: list(text),
  budgets,
  diagnosis: list(step),
  resolution: list(step),
  escalation: list(text),
  recurrence,
  actionItems: list(actionItem),
  sources: list(source),
  contradictions: list(contradiction),
}

/** What front matter says of a skill; what it does not say is null or empty. */
export function buildSkill(values: Values<typeof SKILL_KEYS>): SkillDraft {
  return {
    ...(values.stage ? { stage: values.stage } : {}),
    description: values.description,
    category: values.category,
    version: values.version,
    confidence: values.confidence,
    ...(values.confidenceReasons ? { confidenceReasons: values.confidenceReasons } : {}),
    lastVerified: values.lastVerified,
    owners: values.owners ?? [],
    path: values.path,
    triggers: values.triggers ?? [],
    symptoms: values.symptoms ?? [],
    diagnosis: values.diagnosis ?? [],
    resolution: values.resolution ?? [],
    budgets: values.budgets ?? { diagnosis: null, resolution: null },
    escalation: values.escalation ?? [],
    recurrence: values.recurrence,
    actionItems: values.actionItems ?? [],
    sources: values.sources ?? [],
    contradictions: values.contradictions ?? [],
  }
}
