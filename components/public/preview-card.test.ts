import { expect, test } from 'vitest'
import { PublicIncidentSchema } from '@/lib/schema/public'
import { incidentCard } from './preview-card'

const incident = PublicIncidentSchema.parse({
  slug: 'search-slow',
  title: { en: 'Search was slow' },
  on: '2026-03-04',
  zone: null,
  zoneText: null,
  statedDuration: null,
  impactMinutes: 90,
  severity: 'SEV-2',
  status: 'resolved',
  customerActions: {},
  lessons: {},
  langs: ['en'],
  windows: [],
  timeline: [],
  causes: [],
  impact: { summary: {}, affected: {}, unaffected: {}, negativeFindings: {}, residual: {} },
  actionItems: [],
  related: [],
})

test('the card says what happened, when, for how long and how it stands', () => {
  expect(incidentCard(incident, 'en')).toEqual({
    title: 'Search was slow',
    facts: ['4 Mar 2026', '1 h 30 min of impact', 'SEV-2', 'Resolved'],
  })
})

test('a title that cannot be drawn is told in another language, or by date and language', () => {
  const japanese = { ...incident, title: { ja: '検索が遅い' }, langs: ['ja'] }
  expect(incidentCard(japanese, 'ja')).toEqual({
    title: 'Incident of 4 Mar 2026',
    facts: ['1 h 30 min of impact', 'SEV-2', 'Resolved', 'Account in Japanese'],
  })
  const both = { ...japanese, title: { ja: '検索が遅い', de: 'Suche war langsam' } }
  expect(incidentCard(both, 'ja').title).toBe('Suche war langsam')
})

test('what is unknown is left out', () => {
  const bare = { ...incident, on: null, impactMinutes: null, severity: null, status: 'unknown' as const }
  expect(incidentCard(bare, 'en')).toEqual({ title: 'Search was slow', facts: [] })
})
