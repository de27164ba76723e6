import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { DocumentDraft } from '@/lib/schema/draft'
import { parseSource } from './parse-source'

const FOLDER = '../shared/seeds'

/** The facts that the four reference documents must give; the documents themselves are no part of the repository. */
describe.skipIf(!existsSync(FOLDER))('the reference documents', () => {
  const parse = (number: string): DocumentDraft => {
    const file = readdirSync(FOLDER).find((name) => name.startsWith(number)) ?? ''
    const draft = parseSource(readFileSync(`${FOLDER}/${file}`, 'utf8'), { filename: file })
    expect(draft.problems).toEqual([])
    expect(draft.documents).toHaveLength(1)
    return draft.documents[0] as DocumentDraft
  }

  test.each([
    ['000', 'ru'],
    ['001', 'de'],
  ])('%s: the %s edition', (number, lang) => {
    const { incident, ...doc } = parse(number)
    expect(doc.lang).toBe(lang)
    expect(doc.slug).toMatch(/^2026-01-08-/)
    expect(incident).toMatchObject({
      zone: '-08:00',
      zoneText: 'PST',
      status: 'resolved',
      statedDuration: { minutes: 60, approximate: true },
    })
    expect(incident?.timeline.map(({ at, phase, precision }) => [at, phase, precision])).toEqual([
      ['2026-01-09T00:00:00Z', 'started', 'minute'],
      ['2026-01-09T00:35:00Z', 'identified', 'minute'],
      ['2026-01-09T00:41:00Z', 'mitigated', 'minute'],
      ['2026-01-09T00:49:00Z', 'mitigated', 'minute'],
      [null, 'mitigated', 'none'],
      ['2026-01-09T01:00:00Z', 'resolved', 'minute'],
    ])
    expect(incident?.windows).toHaveLength(1)
    expect(incident?.windows[0]).toMatchObject({
      startedAt: '2026-01-09T00:00:00Z',
      detectedAt: lang === 'ru' ? '2026-01-09T00:00:00Z' : null,
      resolvedAt: '2026-01-09T01:00:00Z',
    })
    const causes = incident?.causes ?? []
    expect(causes.filter(({ role }) => role === 'root')).toHaveLength(1)
    expect(causes.map(({ role }) => role)).toContain('trigger')
    expect(
      causes.filter(({ text }) => text.includes('*.logto.app') && text.includes('*.logto.io')).length,
    ).toBeGreaterThan(0)
    expect(causes.length).toBeGreaterThanOrEqual(6)
    expect(incident?.impact.negativeFindings).toHaveLength(1)
    expect(incident?.impact.residual.length).toBeGreaterThan(0)
    expect(incident?.impact.affected.length).toBeGreaterThanOrEqual(3)
    expect(incident?.customerActions).toHaveLength(2)
    expect(incident?.lessons).toHaveLength(2)
    expect(incident?.actionItems.map(({ status, owner, due, kind }) => [status, owner, due, kind])).toEqual(
      Array.from({ length: 3 }, () => ['in-progress', null, null, 'prevent']),
    )
    expect(incident?.actionItems[1]?.condition).toMatch(/^(?:bis|до) /)
  })

  test('001: tag, author, promotion and caption', () => {
    const doc = parse('001')
    expect(doc.tags).toEqual(['postmortem'])
    expect(doc.authors).toEqual(['Gao'])
    expect(doc.body).toContain('Founder')
    expect(doc.body).not.toMatch(/screenshot|Jetzt starten|Deutsch\n/)
    expect(doc.dropped.length).toBeGreaterThan(4)
  })

  test('002: the skill', () => {
    const { skill, ...doc } = parse('002')
    expect(doc).toMatchObject({ kind: 'skill', slug: 'auth-jwks-rotation-spike', title: 'Auth0 JWKS Rotation Spike' })
    expect(doc.body).not.toContain('All skills')
    expect(skill).toMatchObject({
      category: 'Engineering',
      path: 'wiki/skills/auth-jwks-rotation-spike.skill.md',
      version: '1.0.0',
      confidence: 0.88,
      lastVerified: '2026-04-19',
      owners: ['sam'],
      triggers: [{ op: '>', value: 5, unit: 'x baseline' }],
      budgets: { diagnosis: 3, resolution: 5 },
      recurrence: { occurrence: 2, firstOn: '2026-03-08' },
      sources: [
        {
          channel: '#incidents',
          on: '2026-04-19',
          from: '2026-04-19T11:42:00Z',
          to: '2026-04-19T12:03:00Z',
          participants: ['maya', 'sam', 'deepak'],
          messages: 8,
          inCorpus: true,
        },
        { channel: '#incidents', on: '2026-03-08', participants: [], inCorpus: false, annotatedBy: 'maya' },
      ],
      actionItems: [
        { status: 'open', since: '2026-03', ticket: null },
        { status: 'done', closedBy: 'v3.4.0' },
        { status: null, since: null },
      ],
    })
    expect([
      skill?.symptoms.length,
      skill?.diagnosis.length,
      skill?.resolution.length,
      skill?.escalation.length,
    ]).toEqual([4, 3, 3, 3])
    expect(skill?.resolution.map(({ code }) => code.map(({ lang }) => lang))).toEqual([['bash'], ['yaml'], []])
    expect(skill?.resolution[1]?.code[0]?.text).toMatch(/3600.*86400/)
    expect(doc.references.map(({ kind, target, note }) => [kind, target, note !== null])).toEqual([
      ['mention', 'people/deepak', false],
      ['wikilink', 'companies/acme-logistics', true],
      ['wikilink', 'people/sam', true],
      ['wikilink', 'people/maya', true],
      ['wikilink', 'skills/slow-api-bad-deploy', true],
      ['wikilink', 'skills/redis-cache-eviction', true],
    ])
  })

  test('003: three windows, two lanes', () => {
    const { incident, ...doc } = parse('003')
    expect(doc.slug).toBe('2024-01-15-increased-error-rates-on-user-console')
    expect(incident).toMatchObject({ reportedOn: '2024-01-19', zone: '-07:00', zoneText: 'MST', status: 'resolved' })
    expect(incident?.windows).toMatchObject([
      {
        startedAt: '2024-01-15T17:54:00Z',
        detectedAt: '2024-01-15T17:57:00Z',
        declaredAt: '2024-01-15T18:24:00Z',
        mitigatedAt: '2024-01-15T19:57:00Z',
        resolvedAt: '2024-01-15T20:12:00Z',
      },
      {
        startedAt: '2024-01-16T15:55:00Z',
        detectedAt: '2024-01-16T15:58:00Z',
        declaredAt: '2024-01-16T16:02:00Z',
        resolvedAt: '2024-01-16T16:15:00Z',
      },
      { startedAt: '2024-01-16T22:54:00Z', declaredAt: null, mitigatedAt: null, resolvedAt: '2024-01-16T23:19:00Z' },
    ])
    expect(incident?.windows.map(({ affected, unaffected }) => [affected.length, unaffected.length])).toEqual([
      [4, 1],
      [5, 0],
      [1, 1],
    ])
    const internal = incident?.timeline.filter(({ lane }) => lane === 'internal') ?? []
    expect(internal.filter(({ at }) => at).map(({ at, phase }) => `${at?.slice(5, 16)} ${phase}`)).toEqual([
      '01-15T17:54 started',
      '01-15T17:57 detected',
      '01-15T18:01 detected',
      '01-15T18:24 declared',
      '01-15T19:23 identified',
      '01-15T19:57 mitigated',
      '01-15T20:12 resolved',
      '01-16T15:55 started',
      '01-16T15:58 detected',
      '01-16T16:02 declared',
      '01-16T16:08 identified',
      '01-16T16:15 resolved',
      '01-16T19:09 note',
      '01-16T22:53 note',
      '01-16T22:54 started',
      '01-16T23:05 note',
      '01-16T23:19 resolved',
    ])
    expect(internal.find(({ phase }) => phase === 'latent')).toMatchObject({ at: null, precision: 'approximate' })
    expect(internal.at(-1)).toMatchObject({ at: null, precision: 'none', phase: 'follow-up' })
    expect(incident?.statusUpdates.map(({ at, state }) => [at, state])).toEqual([
      ['2024-01-19T23:01:00Z', 'postmortem'],
      ['2024-01-16T23:52:00Z', 'resolved'],
      ['2024-01-16T23:19:00Z', 'monitoring'],
      ['2024-01-16T23:16:00Z', 'identified'],
      ['2024-01-16T23:15:00Z', 'investigating'],
    ])
    expect(incident?.timeline.filter(({ lane }) => lane === 'public')).toHaveLength(5)
    const roles = incident?.causes.map(({ role }) => role) ?? []
    for (const role of ['response-obstacle', 'latent', 'contributing', 'root', 'detection-gap'])
      expect(roles).toContain(role)
    expect(roles.filter((role) => role === 'false-lead')).toHaveLength(2)
    expect(roles.filter((role) => role === 'root')).toHaveLength(1)
    expect(incident?.impact.affected).toEqual(['User Console'])
    expect(incident?.actionItems.map(({ status }) => status)).toEqual(['done', 'done', 'in-progress', 'in-progress'])
  })
})
