import { describe, expect, test } from 'vitest'
import type { Draft } from '@/lib/schema/draft'
import { parseSource } from './parse-source'
import { isStatusReport } from './status-report'

/** The updates of the only document, oldest first, as `state instant text`. */
function listUpdates(draft: Draft): string[] {
  const updates = draft.documents[0]?.incident?.statusUpdates ?? []
  return updates
    .map(({ at, state, text }) => `${at?.slice(0, 16) ?? 'unknown'} ${state} ${text}`)
    .toSorted((a, b) => (a < b ? -1 : 1))
}

const EXPECTED = [
  '2024-09-09T19:31 investigating Exports fail with a timeout.',
  '2024-09-09T20:02 monitoring A fix has been rolled out.',
  '2024-09-09T20:48 resolved Exports work again.',
]

describe('pasted status pages', () => {
  test.each([
    [
      'state and text, time below, the year in the heading of the month',
      `Exports fail
September 2024

Resolved - Exports work again.
Sep 9, 20:48 UTC
Monitoring - A fix has been rolled out.
Sep 9, 20:02 UTC
Investigating - Exports fail with a timeout.
Sep 9, 19:31 UTC`,
    ],
    [
      'relative and exact time',
      `Exports fail
Incident Report for Quarry

Resolved
Exports work again.
Posted 2 months ago. Sep 09, 2024 - 20:48 UTC

Monitoring
A fix has been rolled out.
Posted 2 months ago. Sep 09, 2024 - 20:02 UTC

Investigating
Exports fail with a timeout.
Posted 2 months ago. Sep 09, 2024 - 19:31 UTC`,
    ],
    [
      'one line each, oldest first',
      `Exports fail

Investigating - Exports fail with a timeout. Sep 9, 2024 - 19:31 UTC
Monitoring - A fix has been rolled out. Sep 9, 2024 - 20:02 UTC
Resolved - Exports work again. Sep 9, 2024 - 20:48 UTC`,
    ],
    [
      'state, time, text',
      `Exports fail

Resolved
Mon, Sep 9, 2024, 08:48 PM UTC
Exports work again.

Monitoring
Mon, Sep 9, 2024, 08:02 PM UTC
A fix has been rolled out.

Investigating
Mon, Sep 9, 2024, 07:31 PM UTC
Exports fail with a timeout.`,
    ],
    [
      'time and state in one line above the text',
      `# Exports fail

**Resolved** · 2024-09-09 20:48 UTC

Exports work again.

**Monitoring** · 2024-09-09 20:02 UTC

A fix has been rolled out.

**Investigating** · 2024-09-09 19:31 UTC

Exports fail with a timeout.`,
    ],
    [
      'time first, then state and text',
      `Exports fail

Sep 9, 2024 20:48 UTC - Resolved - Exports work again.
Sep 9, 2024 20:02 UTC - Monitoring - A fix has been rolled out.
Sep 9, 2024 19:31 UTC - Investigating - Exports fail with a timeout.`,
    ],
  ])('%s', (_, text) => {
    const draft = parseSource(text, {})
    expect(draft.format).toBe('status-report')
    expect(draft.documents[0]?.title).toBe('Exports fail')
    expect(listUpdates(draft)).toEqual(EXPECTED)
    expect(draft.documents[0]?.incident).toMatchObject({
      status: 'resolved',
      windows: [
        {
          startedAt: null,
          declaredAt: '2024-09-09T19:31:00Z',
          mitigatedAt: '2024-09-09T20:02:00Z',
          resolvedAt: '2024-09-09T20:48:00Z',
        },
      ],
    })
  })

  test.each([
    [
      'de',
      `Störung beim Export

Behoben - Der Export läuft wieder.
Veröffentlicht am 9. Sep. 2024 - 22:48 MESZ
Überwachung - Eine Korrektur ist ausgerollt.
Veröffentlicht am 9. Sep. 2024 - 22:02 MESZ
Untersuchung - Der Export schlägt fehl.
Veröffentlicht am 9. Sep. 2024 - 21:31 MESZ`,
    ],
    [
      'fr',
      `Échec des exports

Résolu - Les exports fonctionnent à nouveau.
Publié le 9 septembre 2024 - 22:48 CEST
Surveillance - Un correctif est en place.
Publié le 9 septembre 2024 - 22:02 CEST
En cours d'investigation - Les exports échouent.
Publié le 9 septembre 2024 - 21:31 CEST`,
    ],
    [
      'es',
      `Fallo de exportaciones

Resuelto - Las exportaciones funcionan de nuevo.
Publicado el 9 de septiembre de 2024 - 22:48 CEST
Monitoreo - Hay una corrección desplegada.
Publicado el 9 de septiembre de 2024 - 22:02 CEST
Investigando - Las exportaciones fallan.
Publicado el 9 de septiembre de 2024 - 21:31 CEST`,
    ],
    [
      'ru',
      `Сбой экспорта

Решено - Экспорт снова работает.
Опубликовано 9 сентября 2024 - 23:48 MSK
Мониторинг - Исправление выкачено.
Опубликовано 9 сентября 2024 - 23:02 MSK
Расследование - Экспорт завершается ошибкой.
Опубликовано 9 сентября 2024 - 22:31 MSK`,
    ],
    [
      'ja',
      `エクスポートの失敗

解決済み - エクスポートは復旧しました。
2024年9月10日 05:48 JST
監視中 - 修正を適用しました。
2024年9月10日 05:02 JST
調査中 - エクスポートが失敗しています。
2024年9月10日 04:31 JST`,
    ],
  ])('states and dates in %s', (_, text) => {
    const draft = parseSource(text, {})
    expect(draft.format).toBe('status-report')
    expect(listUpdates(draft).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      '2024-09-09T19:31 investigating',
      '2024-09-09T20:02 monitoring',
      '2024-09-09T20:48 resolved',
    ])
  })

  test('without any year the times stay as written, and a person is told', () => {
    const draft = parseSource(
      'Exports fail\n\nResolved - Exports work again.\nSep 9, 20:48 UTC\nInvestigating - Exports fail.\nSep 9, 19:31 UTC\n',
      {},
    )
    expect(draft.documents[0]?.incident?.statusUpdates).toMatchObject([
      { at: null, timeText: 'Sep 9, 19:31 UTC', state: 'investigating' },
      { at: null, timeText: 'Sep 9, 20:48 UTC', state: 'resolved' },
    ])
    expect(draft.problems.map(({ message }) => message).join()).toMatch(/year/)
  })

  test('the year goes back over New Year', () => {
    const draft = parseSource(
      'Exports fail\n\nResolved - Exports work again.\nJan 1, 2025, 00:20 UTC\nInvestigating - Exports fail.\nDec 31, 23:10 UTC\n',
      {},
    )
    expect(draft.documents[0]?.incident?.statusUpdates.map(({ at }) => at)).toEqual([
      '2025-01-01T00:20:00Z',
      '2024-12-31T23:10:00Z',
    ])
  })

  test('a line from when to when bounds the impact; components stand in a list', () => {
    const draft = parseSource(
      `Exports fail
Sep 9, 2024 19:10 - 20:40 UTC

Affected components
Exports
Reports API

Resolved - Exports work again.
Sep 9, 2024 20:48 UTC
Investigating - Exports fail.
Sep 9, 2024 19:31 UTC`,
      {},
    )
    expect(draft.documents[0]?.incident).toMatchObject({
      windows: [{ startedAt: '2024-09-09T19:10:00Z', resolvedAt: '2024-09-09T20:40:00Z' }],
      impact: { affected: ['Exports', 'Reports API'] },
    })
  })

  test('with a written account the log leaves the body, and every update keeps its words and links', () => {
    const draft = parseSource(
      `Exports fail
Incident Report for Quarry

Postmortem

Root cause

The failure was caused by a full disk on the export host.

Action items

- Alert at 80 % of the disk
Posted Sep 11, 2024 - 10:00 UTC
Resolved
Exports work again, see [the notes](https://quarry.example/notes).

Thank you for waiting.
Posted Sep 09, 2024 - 20:48 UTC
Investigating
Exports fail with a timeout.
Posted Sep 09, 2024 - 19:31 UTC

© Quarry`,
      {},
    )
    const [document] = draft.documents
    expect(document?.body).toContain('full disk')
    expect(document?.body).toContain('Incident Report for Quarry')
    expect(document?.body).toContain('© Quarry')
    expect(document?.body).not.toMatch(/Thank you|Posted|timeout/)
    expect(document?.incident?.statusUpdates[1]).toMatchObject({
      state: 'resolved',
      text: 'Exports work again, see [the notes](https://quarry.example/notes).\nThank you for waiting.',
    })
    expect(document?.incident?.causes.map(({ role }) => role)).toEqual(['root'])
    expect(document?.incident?.actionItems).toHaveLength(1)
    expect(document?.incident?.windows[0]).toMatchObject({ resolvedAt: '2024-09-09T20:48:00Z' })
  })
})

describe('what is no status page', () => {
  test.each([
    ['a chat', 'maya  11:42 AM\nresolved?\nsam  11:43 AM\nmonitoring for now\nmaya  11:50 AM\nyes: resolved\n'],
    [
      'a chat with dates',
      '[2024-09-09 11:42 UTC] maya: exports fail\n[2024-09-09 11:43 UTC] sam: looking\n[2024-09-09 11:50 UTC] maya: resolved\n',
    ],
    [
      'a postmortem with a timeline',
      '# Exports failed\n\n## Timeline\n\n- 2024-09-09 19:31 UTC - Investigating - errors rise\n- 2024-09-09 20:48 UTC - Resolved - errors gone\n\n## Root cause\n\nA full disk.\n',
    ],
    [
      'a postmortem with a head',
      '# Exports failed\n\nStatus: Resolved\nDate: Sep 9, 2024 20:48 UTC\n\n## Summary\n\nMonitoring: none was in place.\n\n## Root cause\n\nA full disk.\n',
    ],
  ])('%s', (_, text) => {
    expect(isStatusReport(text)).toBe(false)
  })
})

test('the issue that a monitor opens and comments on is the log of an incident', () => {
  const { format, documents } = parseSource(`# 🛑 Shop is down #12

**ticker** commented on Mar 3, 2024 at 7:20 AM UTC

In [\`0a1b2c3\`](https://example.test/c/0a1b2c3), Shop was **down**:
- HTTP code: 502

**ada** commented on Mar 3, 2024 at 7:31 AM UTC

The proxy is restarted.

**ticker** commented on Mar 3, 2024 at 7:44 AM UTC

**Resolved:** Shop is back up.
`)
  expect(format).toBe('status-report')
  expect(documents[0]?.incident?.statusUpdates.map(({ at, state }) => [at, state])).toEqual([
    ['2024-03-03T07:20:00Z', 'update'],
    ['2024-03-03T07:31:00Z', 'update'],
    ['2024-03-03T07:44:00Z', 'resolved'],
  ])
})

test('the month and day that a history stands under are no title', () => {
  const { documents } = parseSource(`October 2023
4
Slow sign-in in south2 (Tracking ID 77)

What happened?

Between 10:05 UTC and 11:20 UTC on 4 October 2023, sign-in was slow.

How did we respond?

- 10:05 UTC – Customer impact began.
- 11:20 UTC – Monitoring of telemetry and logs confirmed that all issues had been resolved.
`)
  expect(documents[0]?.title).toBe('Slow sign-in in south2 (Tracking ID 77)')
  expect(documents[0]?.incident?.windows[0]).toMatchObject({
    startedAt: '2023-10-04T10:05:00Z',
    resolvedAt: '2023-10-04T11:20:00Z',
  })
})

test('"Created" above the oldest update is its label, not its text', () => {
  const draft = parseSource(`Slow boards

Resolved
Boards are fast again.
May 3 at 12:31pm UTC

Created
Boards are slow. We are looking into it.
May 3, 2024 at 10:44am UTC
`)
  expect(listUpdates(draft)).toEqual([
    '2024-05-03T10:44 investigating Boards are slow. We are looking into it.',
    '2024-05-03T12:31 resolved Boards are fast again.',
  ])
})

test('updates without a year stand with the oldest first', () => {
  const [document] = parseSource(`Resolved -
All boards are back.
Feb 12, 16:51 EST
Identified -
A lock was left behind.
Feb 12, 16:47 EST
Investigating -
Boards do not open.
Feb 12, 16:17 EST
`).documents
  expect(document?.incident?.statusUpdates.map(({ at, state }) => [at, state])).toEqual([
    [null, 'investigating'],
    [null, 'identified'],
    [null, 'resolved'],
  ])
  expect(document?.incident?.status).toBe('resolved')
})

describe('a list of updates', () => {
  const page = `Boards incident

Started
Aug 04, 2024, 10:22 AM UTC
Resolved
Aug 04, 2024, 11:38 AM UTC
Duration
1 h 16 m

Update timeline

  1. investigating Aug 04, 2024, 10:22 AM UTC

    Boards do not open.

  2. identified Aug 04, 2024, 10:40 AM UTC

    A lock was left behind.

  3. resolved Aug 04, 2024, 11:38 AM UTC

    Boards open again.
`

  test('a state and a time as an item, the text below', () => {
    const draft = parseSource(page)
    expect(draft.format).toBe('status-report')
    expect(listUpdates(draft)).toEqual([
      '2024-08-04T10:22 investigating Boards do not open.',
      '2024-08-04T10:40 identified A lock was left behind.',
      '2024-08-04T11:38 resolved Boards open again.',
    ])
    expect(draft.documents[0]?.incident).toMatchObject({ on: '2024-08-04', status: 'resolved' })
    expect(draft.documents[0]?.coverage?.kept).toBe(1)
  })

  test('a list of facts without texts is none', () => {
    const facts = page.replaceAll(/^ {4}\S.*\n/gm, '')
    expect(isStatusReport(`# Boards\n\nThey did not open.\n${facts.slice(facts.indexOf('  1.'))}`)).toBe(false)
  })

  test('a time in brackets ends before the bracket', () => {
    const draft = parseSource(`Boards slow

(10 March 2024 10:36:20 UTC)
Boards are slow

We're investigating why boards are slow.

(10 March 2024 10:56:33 UTC)
Boards are fast again

This has been resolved.
`)
    expect(draft.documents[0]?.incident?.statusUpdates.map(({ at, timeText }) => [at, timeText])).toEqual([
      ['2024-03-10T10:36:20Z', '10 March 2024 10:36:20 UTC'],
      ['2024-03-10T10:56:33Z', '10 March 2024 10:56:33 UTC'],
    ])
  })
})

test('an update that calls itself one keeps that name whatever it tells', () => {
  const draft = parseSource(`Search is slow

Resolved - Search is fast again.
May 3, 2024, 12:31 UTC
Update - We are still investigating, and restart the index nodes.
May 3, 2024, 11:20 UTC
Investigating - Search takes ten seconds.
May 3, 2024, 10:44 UTC
`)
  expect(listUpdates(draft).map((line) => line.split(' ')[1])).toEqual(['investigating', 'update', 'resolved'])
})

test.each([
  'All Systems Operational',
  'All services are operational',
  'Subscribe to Updates',
  '← Back to status page',
  'Tidewater incident',
])('the title stands below what the page shows everywhere: %s', (chrome) => {
  const draft = parseSource(`${chrome}

Late invoices

Resolved - Every invoice has been sent.
May 3, 2024, 12:31 UTC

Investigating - Invoices are late.
May 3, 2024, 10:44 UTC
`)
  expect(draft.documents.map(({ title }) => title)).toEqual(['Late invoices'])
})

test('an article that quotes the updates of a status page has both: the updates and its account', () => {
  const draft = parseSource(`---
title: Three hours without search
date: 2024-05-06
---

On Friday nobody could search. We are sorry, and want to tell what happened.

Our status page said at first:

> **Investigating** - Search returns errors.
> May 3, 08:12 UTC

Later it said:

> **Resolved** - Search answers again. May 3, 11:40 UTC

## Root cause

A nightly job filled the disk of the index.
`)
  expect(listUpdates(draft)).toEqual([
    '2024-05-03T08:12 investigating Search returns errors.',
    '2024-05-03T11:40 resolved Search answers again.',
  ])
  const [document] = draft.documents
  expect(document?.title).toBe('Three hours without search')
  expect(document?.incident?.causes.map(({ text }) => text)).toEqual(['A nightly job filled the disk of the index.'])
  expect(document?.body).toContain('nobody could search')
})
