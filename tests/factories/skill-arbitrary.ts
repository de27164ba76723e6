import fc from 'fast-check'
import { TriggerSchema, type Contradiction } from '@/lib/schema/draft'

/** What any skill is made of: awkward texts, numbers, days and instants, and the action items that belong to it. */
export type SkillPieces<Item> = {
  words: fc.Arbitrary<string>
  amount: fc.Arbitrary<number>
  share: fc.Arbitrary<number>
  day: fc.Arbitrary<string>
  partialDay: fc.Arbitrary<string>
  instant: fc.Arbitrary<string>
  actionItem: fc.Arbitrary<Item>
}

const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 3 })
const maybe = <T>(item: fc.Arbitrary<T>) => fc.option(item, { nil: null })

/** Any facts of a skill, without its stage and the reasons of its confidence. */
export function anySkillFacts<Item>({ words, amount, share, day, partialDay, instant, actionItem }: SkillPieces<Item>) {
  const steps = list(fc.record({ text: words, code: list(fc.record({ lang: maybe(words), text: words })) }))
  const op = fc.constantFrom(...TriggerSchema.shape.op.options)
  return fc.record({
    description: maybe(words),
    category: maybe(words),
    version: maybe(words),
    confidence: maybe(share),
    lastVerified: maybe(day),
    owners: list(words),
    path: maybe(words),
    triggers: list(fc.record({ metric: words, op, value: amount, unit: maybe(words) })),
    symptoms: list(words),
    diagnosis: steps,
    resolution: steps,
    budgets: fc.record({ diagnosis: maybe(amount), resolution: maybe(amount) }),
    escalation: list(words),
    recurrence: maybe(fc.record({ occurrence: maybe(fc.integer()), firstOn: maybe(partialDay), why: maybe(words) })),
    actionItems: list(actionItem),
    sources: list(
      fc.record({
        channel: maybe(words),
        on: maybe(day),
        from: maybe(instant),
        to: maybe(instant),
        participants: list(words),
        messages: maybe(fc.integer()),
        inCorpus: fc.boolean(),
        annotatedBy: maybe(words),
      }),
    ),
    contradictions: list(
      fc.record({ fields: list(words), text: words, spans: fc.constant<Contradiction['spans']>([]) }),
    ),
  })
}
