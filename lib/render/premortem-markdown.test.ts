import { expect, test } from 'vitest'
import type { Premortem } from '@/lib/schema/premortem'
import { premortemMarkdown } from './premortem-markdown'

const ANSWER: Premortem = {
  patterns: [
    {
      slug: 'limit',
      title: 'A [limit] is met',
      family: 'load',
      score: 0.512,
      why: [],
      evidence: [
        { text: 'pool: `200`', span: [0, 9], file: 'a.yaml', line: 3, says: 'changes a fixed limit' },
        { text: 'ask @sam <img src=x> ![x](http://x)', span: [0, 9], file: null, line: null, says: null },
      ],
      incidents: ['may'],
    },
  ],
  checklist: [
    {
      question: 'How many?',
      because: ['limit'],
      kind: 'question',
      sources: [{ kind: 'pattern', slug: 'limit', title: 'A limit' }],
      actionItem: null,
    },
  ],
  incidents: [{ slug: 'may', title: 'Outage in May', score: 0.5, reasons: [], patterns: ['limit'] }],
  actionItems: [],
  plan: { files: 1, added: 1, removed: 0, truncated: false },
  note: null,
  tookMs: 1,
}

test('a comment: quotes with their place, links to the application, boxes', () => {
  const text = premortemMarkdown(ANSWER, 'https://h.example', new Set(['How many?']))
  expect(text).toContain('- **[A \\[limit\\] is met](https://h.example/patterns/limit)** (51 %)')
  expect(text).toContain('  - `a.yaml:3` changes a fixed limit: `` pool: `200` ``')
  expect(text).toContain('It went wrong here: [Outage in May](https://h.example/incidents/may)')
  expect(text).toContain('- [x] How many? ([A limit](https://h.example/patterns/limit))')
})

test('what stands in a plan mentions nobody and draws nothing', () => {
  const text = premortemMarkdown(ANSWER, 'https://h.example')
  expect(text).not.toContain('@sam')
  expect(text).not.toContain('<img')
  expect(text).not.toContain('![x](')
})
