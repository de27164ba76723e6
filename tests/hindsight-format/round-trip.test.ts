import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseHindsightDocument } from '@/lib/parse/hindsight-document'
import { ActionItemKindSchema, ActionItemPrioritySchema, ActionItemStatusSchema } from '@/lib/schema/action-item'
import {
  CauseRoleSchema,
  DocumentDraftSchema,
  IncidentStatusSchema,
  LaneSchema,
  MatchRoleSchema,
  PhaseSchema,
  PrecisionSchema,
  UpdateStateSchema,
  type DocumentDraft,
} from '@/lib/schema/draft'
import { MessageKindSchema, NoiseSchema, ParticipantRoleSchema } from '@/lib/schema/thread'
import { writeDocument } from '@/lib/export/write-document'
import { anySkillFacts } from '@/tests/factories/skill-arbitrary'
import { withoutSpans } from './without-spans'

const AWKWARD = [
  '---',
  '\n---\n',
  '---\nhindsight: person\n---',
  '- dash',
  '-',
  ': ',
  'a: b',
  '#x',
  ' # y',
  '"',
  "'",
  '«ёж»',
  '“q”',
  '🔥',
  '👩‍🚀',
  '|',
  '>',
  '> x',
  '&a',
  '*a',
  '!t',
  '%',
  '@maya',
  '`code`',
  '{}',
  '[x]',
  '~',
  'null',
  'true',
  'no',
  '1.10',
  '0x1f',
  '1e3',
  '12:30',
  '2026-01-08',
  '',
  ' ',
  '\t',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  '\u0000',
  '\u0085',
  '\u2028',
  '\uFEFF',
  '  indented\nless',
  'end ',
  'end\n',
  '\\n',
  '...',
  'Ключ подписи: ротация',
  'Schlüssel\n  – Rotation',
  '__proto__',
  'constructor',
  '<<',
  '\ud800',
]
const words = fc.oneof(
  fc.constantFrom(...AWKWARD),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.constantFrom(...AWKWARD), { maxLength: 6 }).map((parts) => parts.join('')),
)
const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 3 })
const maybe = <T>(item: fc.Arbitrary<T>) => fc.option(item, { nil: null })
const moment = fc.date({
  min: new Date('1990-01-01T00:00:00Z'),
  max: new Date('2090-01-01T00:00:00Z'),
  noInvalidDate: true,
})
const instant = moment.chain((date) => fc.constantFrom(date.toISOString(), date.toISOString().replace(/\.\d+Z$/, 'Z')))
const day = moment.map((date) => date.toISOString().slice(0, 10))
const partialDay = fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([date, length]) => date.slice(0, length))
const amount = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0)
const lang = fc.constantFrom('en', 'de', 'ru', 'und')
const slug = fc.stringMatching(/^[a-z0-9]+(-[a-z0-9]+){0,3}$/)

const itemFacts = {
  title: words,
  status: maybe(fc.constantFrom(...ActionItemStatusSchema.options)),
  owner: maybe(words),
  due: maybe(day),
  kind: maybe(fc.constantFrom(...ActionItemKindSchema.options)),
  condition: maybe(words),
  since: maybe(partialDay),
  closedBy: maybe(words),
  ticket: maybe(words),
}
const itemDetails = {
  description: words,
  priority: fc.constantFrom(...ActionItemPrioritySchema.options),
  scope: words,
  dependency: words,
}
const actionItem = fc
  .tuple(fc.record(itemFacts), fc.record(itemDetails, { requiredKeys: [] }))
  .map(([facts, details]) => ({ ...facts, ...details }))
const incident = fc.record({
  on: maybe(day),
  reportedOn: maybe(day),
  zone: maybe(fc.constantFrom('-08:00', '+05:30', '+00:00')),
  zoneText: maybe(words),
  statedDuration: maybe(
    fc.record({ minutes: fc.double({ min: 0.5, max: 1e6, noNaN: true }), approximate: fc.boolean() }),
  ),
  severity: maybe(words),
  status: fc.constantFrom(...IncidentStatusSchema.options),
  windows: list(
    fc.record({
      label: maybe(words),
      startedAt: maybe(instant),
      detectedAt: maybe(instant),
      declaredAt: maybe(instant),
      mitigatedAt: maybe(instant),
      resolvedAt: maybe(instant),
      affected: list(words),
      unaffected: list(words),
    }),
  ),
  timeline: list(
    fc.record({
      at: maybe(instant),
      precision: fc.constantFrom(...PrecisionSchema.options),
      timeText: maybe(words),
      phase: fc.constantFrom(...PhaseSchema.options),
      lane: fc.constantFrom(...LaneSchema.options),
      text: words,
    }),
  ),
  statusUpdates: list(
    fc.record({
      at: maybe(instant),
      state: fc.constantFrom(...UpdateStateSchema.options),
      text: words,
      timeText: maybe(words),
    }),
  ),
  causes: list(fc.record({ role: fc.constantFrom(...CauseRoleSchema.options), text: words })),
  impact: fc.record({
    summary: maybe(words),
    affected: list(words),
    unaffected: list(words),
    negativeFindings: list(words),
    residual: list(words),
  }),
  actionItems: list(actionItem),
  customerActions: list(words),
  lessons: list(words),
})
const weight = fc.double({ min: -1, max: 1, noNaN: true }).map((value) => value + 0)
const skillFacts = anySkillFacts({ words, amount, share, day, partialDay, instant, actionItem })
const reasons = fc.array(fc.record({ text: words, weight }), { minLength: 1, maxLength: 3 })
const skill = fc
  .tuple(skillFacts, maybe(reasons))
  .map(([facts, confidenceReasons]) => (confidenceReasons ? { ...facts, confidenceReasons } : facts))
const whenText = maybe(words)
const message = fc.record({
  id: words,
  at: maybe(instant),
  timeText: whenText,
  author: maybe(words),
  authorId: maybe(words),
  bot: fc.boolean(),
  kind: fc.constantFrom(...MessageKindSchema.options),
  replyTo: maybe(words),
  text: words,
  editedAt: maybe(instant),
  files: list(fc.record({ name: words, type: maybe(words), size: maybe(fc.nat()), url: maybe(words) })),
  reactions: list(fc.record({ emoji: words, count: fc.integer({ min: 1 }), by: list(words) })),
  permalink: maybe(words),
  noise: maybe(fc.constantFrom(...NoiseSchema.options)),
  span: fc.constant<[number, number]>([0, 0]),
})
const role = fc.record({ role: fc.constantFrom(...ParticipantRoleSchema.options), messages: list(words) })
const thread = fc.record({
  workspace: maybe(words),
  channel: fc.record({ id: maybe(words), name: maybe(words) }),
  participants: list(
    fc.record({
      id: maybe(words),
      name: words,
      handle: maybe(words),
      zone: maybe(words),
      bot: fc.boolean(),
      messages: fc.nat(),
      roles: list(role),
    }),
  ),
  messages: list(message),
  nextCursor: maybe(words),
})
const pattern = fc.record({
  family: fc.stringMatching(/^[a-z][a-z -]{0,20}$/),
  mechanism: words,
  cues: fc.dictionary(lang, list(words)),
  questions: list(words),
  controls: list(words),
})
const common = fc.record({
  lang,
  title: words,
  slug,
  tags: list(words),
  authors: list(words),
  body: words,
  dropped: fc.constant<DocumentDraft['dropped']>([]),
  spans: fc.constant<DocumentDraft['spans']>({}),
  references: list(
    fc.oneof(
      fc.record({
        target: fc.oneof(words, fc.webUrl()),
        kind: fc.constantFrom('wikilink', 'mention'),
        note: maybe(words),
      }),
      fc.record({ target: fc.webUrl(), kind: fc.constant('url'), note: maybe(words) }),
    ),
  ),
  patterns: list(
    fc.record({
      slug: words,
      score: share,
      role: fc.constantFrom(...MatchRoleSchema.options),
      evidence: list(fc.record({ text: words, lang }, { requiredKeys: ['text'] })),
    }),
  ),
})
const details = fc.oneof(
  fc.record({ kind: fc.constant('incident' as const), incident, incidentSlug: maybe(slug) }),
  fc.record({ kind: fc.constant('skill' as const), skill }),
  fc.record({ kind: fc.constant('thread' as const), thread, externalId: maybe(words) }),
  fc.record({ kind: fc.constant('pattern' as const), pattern }),
  fc.record({ kind: fc.constant('person' as const), person: fc.record({ handle: maybe(words), role: maybe(words) }) }),
  fc.record({ kind: fc.constant('company' as const), company: fc.record({ url: maybe(words) }) }),
)
const anyDocument: fc.Arbitrary<DocumentDraft> = fc
  .tuple(common, details)
  .map(([left, right]) => ({ ...left, ...right }))

test('any document comes back from its file as it was', () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      const draft = parseHindsightDocument(writeDocument(document))
      expect(draft.problems).toEqual([])
      expect(draft.documents.map(withoutSpans)).toEqual([withoutSpans(document)])
      expect(DocumentDraftSchema.safeParse(draft.documents[0]).success).toBe(true)
    }),
    { numRuns: 400 },
  )
})

test('every span of a field encloses what the file says of it', () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      const text = writeDocument(document)
      const [read] = parseHindsightDocument(text).documents
      for (const [start, end] of Object.values(read?.spans ?? {})) {
        expect(start).toBeLessThanOrEqual(end)
        expect(end).toBeLessThanOrEqual(text.length)
      }
      const body = read?.spans['body']
      expect(body && text.slice(...body)).toBe(document.body)
    }),
    { numRuns: 100 },
  )
})
