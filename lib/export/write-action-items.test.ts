import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { ActionItemViewSchema } from '@/lib/schema/action-item'
import { actionItemHeading, writeActionItems } from './write-action-items'

const item = ActionItemViewSchema.parse({
  id: '0b0f7f0e-0000-4000-8000-000000000001',
  title: { de: 'Auf Deutsch', en: '=HYPERLINK("http://x.example"), "quoted"\nand a line' },
  status: 'open',
  owner: '@maya',
  due: '2026-12-01',
  kind: null,
  condition: null,
  since: '2026-03',
  closedBy: null,
  ticket: null,
  description: null,
  priority: 'high',
  scope: { de: 'nur Osten' },
  dependency: null,
  dependsOn: null,
  dependents: [],
  waits: false,
  reason: null,
  evidence: null,
  closedAt: null,
  overdue: false,
  ageDays: 12,
  from: { kind: 'incident', slug: 'queue-stall', title: 'Queue stall' },
  debt: null,
  origins: [],
  version: 1,
})

test('items are lines under their heading, unknown values empty, and nothing is a formula', () => {
  const text = actionItemHeading() + writeActionItems([item])
  expect(text.startsWith('\uFEFFid,title,status')).toBe(true)
  const [row] = parse(text, { bom: true, columns: true })
  expect(row).toMatchObject({
    id: item.id,
    title: '\'=HYPERLINK("http://x.example"), "quoted"\nand a line',
    owner: "'@maya",
    due: '2026-12-01',
    kind: '',
    scope: 'nur Osten',
    'of slug': 'queue-stall',
    'open days': '12',
    'debt days': '',
  })
})
