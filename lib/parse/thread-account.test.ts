import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DocumentDraftSchema } from '@/lib/schema/draft'
import { chatMessage } from '@/tests/factories/chat'
import { PLAIN_TALK } from '@/tests/factories/plain-talk'
import { threadOfCase } from '@/tests/factories/thread-cases'
import { linesOf, scoreAccount, type ThreadTruth } from '@/tests/factories/thread-measure'
import { parseSource } from './parse-source'
import { accountOfThread } from './thread-account'

const FIXTURES = new URL('../../tests/fixtures/', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, FIXTURES), 'utf8')
const caseOf = (name: string) => threadOfCase(read(`thread-account/${name}.txt`))
const casesOf = (set: string) =>
  readdirSync(new URL(`thread-account/${set}/`, FIXTURES))
    .filter((name) => name.endsWith('.txt'))
    .map((name) => ({
      thread: caseOf(`${set}/${name.slice(0, -4)}`),
      truth: JSON.parse(read(`thread-account/${set}/${name.slice(0, -4)}.json`)) as ThreadTruth,
    }))

describe('what a person reads in a conversation', () => {
  test.each(['build', 'blind', 'fresh', 'unseen'])('%s: events, action items and their lines', (set) => {
    const scores = casesOf(set).map(({ thread, truth }) => scoreAccount(thread, accountOfThread(thread, null), truth))
    const sum = (key: Exclude<keyof (typeof scores)[number], 'notes'>) =>
      scores.reduce((all, score) => all + score[key], 0)
    expect(sum('events') / sum('ofEvents')).toBeGreaterThanOrEqual(0.95)
    expect(sum('phases') / sum('ofEvents')).toBeGreaterThanOrEqual(0.85)
    expect(sum('actions') / sum('ofActions')).toBeGreaterThanOrEqual(0.9)
    expect(sum('owners') / sum('ofActions')).toBeGreaterThanOrEqual(0.9)
    expect(sum('unsupported')).toBe(0)
  })

  test.each(Object.entries(PLAIN_TALK))('%s tells of no incident', (_, text) => {
    expect(accountOfThread(threadOfCase(text), null)).toBeNull()
  })
})

describe('the story of the JWKS rotation, as Slack gives it', () => {
  const { documents } = parseSource(read('slack-thread/jwks-story/input.json'))
  const account = documents.find(({ kind }) => kind === 'incident')
  const thread = documents.find(({ kind }) => kind === 'thread')
  const incident = account?.incident

  test('has its times, severity and end', () => {
    expect(account?.title).toBe('Auth.401 rate > 10x baseline on api-worker (prod)')
    expect(incident).toMatchObject({ on: '2026-04-19', severity: 'SEV2', status: 'resolved' })
    expect(incident?.windows).toMatchObject([
      {
        startedAt: '2026-04-19T11:40:00Z',
        detectedAt: '2026-04-19T11:42:08Z',
        declaredAt: '2026-04-19T11:43:15Z',
        resolvedAt: '2026-04-19T11:52:04Z',
      },
    ])
    expect(incident?.timeline.find(({ phase }) => phase === 'started')).toMatchObject({
      at: '2026-04-19T11:40:00Z',
      precision: 'approximate',
    })
  })

  test('has the three follow-ups with owner, state and what closed one', () => {
    expect(incident?.actionItems).toMatchObject([
      {
        title:
          "Subscribe to Auth0's webhook for `client.credentials.rotated` and invalidate the JWKS cache when it arrives",
        owner: 'sam',
        status: 'open',
        since: '2026-03',
      },
      { title: 'Lower the default JWKS TTL to 1h', owner: null, status: 'done', closedBy: 'v3.4.0' },
      { title: 'Add an alert on `kid mismatch` log lines', owner: 'deepak', status: 'open' },
    ])
  })

  test('has the cause, the false lead and the commands', () => {
    expect(incident?.causes.find(({ role }) => role === 'root')?.text).toMatch(/^root cause: we poll the JWKS/)
    expect(incident?.causes.find(({ role }) => role === 'false-lead')?.text).toMatch(/^not a release/)
    expect(account?.body).toContain('kubectl rollout restart deployment/api-worker -n prod')
    expect(account?.body).toContain('cache_ttl_seconds: 3600')
  })

  test('refers to its conversation, and says who did what', () => {
    expect(account?.references[0]).toMatchObject({ target: `threads/${thread?.slug ?? ''}`, kind: 'wikilink' })
    const roles = thread?.thread?.participants.map(({ name, roles: own }) => [name, own.map(({ role }) => role)])
    expect(roles).toEqual([
      ['Datadog', []],
      ['maya', ['reported', 'declared']],
      ['sam', ['fixed', 'diagnosed']],
      ['deepak', ['diagnosed']],
    ])
  })
})

test('a rollback that did not help is no mitigation', () => {
  const account = accountOfThread(caseOf('build/queue-lag'), null)
  expect(account?.incident?.timeline.find(({ text }) => text.startsWith('rolled back to 4.11'))?.phase).toBe('note')
  expect(account?.incident?.actionItems.map(({ owner, status }) => [owner, status])).toEqual([
    ['joe', 'open'],
    ['mina', 'done'],
    [null, 'open'],
  ])
})

test('due dates are counted in days of the author', () => {
  const account = accountOfThread(caseOf('build/cert-expired'), null)
  expect(account?.incident?.actionItems[0]).toMatchObject({ owner: 'ravi', due: '2025-06-06' })
})

test('every line of an account cites messages of its thread, and none throws', () => {
  const lines = [
    ...casesOf('build').flatMap(({ thread }) => thread.messages.map(({ text }) => text)),
    '```',
    '- [x]',
    '@',
    '::',
    '**',
    '[](',
    '🔥',
  ]
  const message = fc.record({
    text: fc.oneof(fc.constantFrom(...lines), fc.string({ unit: 'binary', maxLength: 60 })),
    author: fc.constantFrom('maya', 'sam', null),
    bot: fc.boolean(),
    at: fc.constantFrom('2025-01-01T10:00:00Z', null),
  })
  fc.assert(
    fc.property(fc.array(message, { maxLength: 12 }), (messages) => {
      const thread = threadOfCase('channel: incidents\ndate: 2025-01-01\n')
      thread.messages = messages.map((one, index) => chatMessage({ id: `1735725600.${100000 + index}`, ...one }))
      const account = accountOfThread(thread, 'slack:C1/1735725600.100000')
      if (!account) return
      expect(DocumentDraftSchema.safeParse(account).error).toBeUndefined()
      const ids = new Set(thread.messages.map(({ id }) => id))
      for (const [path] of linesOf(account))
        expect(
          account.citations?.[path]?.every((id) => ids.has(id)),
          path,
        ).toBe(true)
    }),
    { numRuns: 300 },
  )
})
