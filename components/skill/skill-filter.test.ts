import { expect, test } from 'vitest'
import type { TrustedSkillRow } from '@/lib/schema/skill'
import { filterSkills, SkillFilterSchema } from './skill-filter'

function skill(title: string, part: Partial<TrustedSkillRow> = {}): TrustedSkillRow {
  return {
    slug: title.toLowerCase(),
    title,
    description: null,
    category: null,
    lang: 'en',
    version: null,
    confidence: null,
    lastVerified: null,
    stale: false,
    stage: 'published',
    owners: [],
    patterns: [],
    contradictions: 0,
    trust: { stated: null, computed: 0.5, reasons: [] },
    ...part,
  }
}
const rows = [
  skill('Beta', {
    confidence: 0.4,
    owners: ['ada'],
    stale: true,
    trust: { stated: 0.4, computed: 0.9, reasons: [] },
  }),
  skill('alpha', { description: 'Restart the broker' }),
  skill('Gamma', { confidence: 0.9, patterns: [{ slug: 'drift', title: 'Drift' }] }),
]
const titles = (query: Record<string, string>) =>
  filterSkills(rows, SkillFilterSchema.parse(query)).map((row) => row.title)

test('sorts by title without regard to case, and puts unknown values last both ways', () => {
  expect(titles({})).toEqual(['alpha', 'Beta', 'Gamma'])
  expect(titles({ sort: 'confidence' })).toEqual(['Beta', 'Gamma', 'alpha'])
  expect(titles({ sort: 'confidence', dir: 'desc' })).toEqual(['Gamma', 'Beta', 'alpha'])
  expect(titles({ sort: 'computed', dir: 'desc' })[0]).toBe('Beta')
})

test('filters by words in any field, owner, pattern and staleness', () => {
  expect(titles({ q: 'broker restart' })).toEqual(['alpha'])
  expect(titles({ owner: 'ada' })).toEqual(['Beta'])
  expect(titles({ pattern: 'drift' })).toEqual(['Gamma'])
  expect(titles({ stale: 'true' })).toEqual(['Beta'])
})
