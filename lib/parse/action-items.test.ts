import { describe, expect, test } from 'vitest'
import { readItem } from './action-items'
import { dateIn } from './action-notes'
import { parseSource } from './parse-source'
import { isPlaceholder } from './placeholders'

const item = (text: string) =>
  readItem(
    { text, start: 0, end: text.length },
    { status: null, kind: null, anchor: { year: 2026, month: 4, day: 19 } },
  ).draft

describe('an action item says', () => {
  test.each([
    ['Renew the tokens - DONE', 'Renew the tokens', 'done'],
    ['More alerts - IN PROGRESS', 'More alerts', 'in-progress'],
    ['Тесты — в работе', 'Тесты', 'in-progress'],
    ['Grenzwert setzen (offen)', 'Grenzwert setzen', 'open'],
    ['[x] Pin the image', 'Pin the image', 'done'],
    ['[ ] Pin the image', 'Pin the image', 'open'],
    ['Review runbooks (not started)', 'Review runbooks', 'open'],
    ['Write tests for the open file limit', 'Write tests for the open file limit', null],
  ])('%s', (text, title, status) => {
    expect(item(text)).toMatchObject({ title, status })
  })

  test('since when it is open: the year of the document, or the one before', () => {
    expect(item('Subscribe to events (ticket open since March)')).toMatchObject({ status: 'open', since: '2026-03' })
    expect(item('Subscribe to events (open since November)')).toMatchObject({ since: '2025-11' })
  })

  test.each([
    ['до 01.06.2026', '2026-06-01'],
    ['31/07/2026', '2026-07-31'],
    ['05/06/2026', '2026-06-05'],
    ['12/5', '2026-05-12'],
  ])('until when, with the order of its document: %s', (due, date) => {
    expect(isPlaceholder(due)).toBe(false)
    expect(dateIn(due, { year: 2026, month: 4, day: 19, order: 'dmy' })).toBe(date)
  })

  test('nothing of a due date whose order is unknown', () => {
    expect(dateIn('05/06/2026', { year: 2026, month: 4, day: 19 })).toBeNull()
    expect(dateIn('12/5', { year: 2026, month: 4, day: 19 })).toBeNull()
  })

  test('owner and date behind a dash; a name with a particle', () => {
    expect(item('[ ] Задать предел — Вера Лисина, до 01.05.2026')).toMatchObject({
      title: 'Задать предел',
      owner: 'Вера Лисина',
      due: '2026-05-01',
    })
    expect(item('[x] Wekker zetten (Mieke van der Berg)')).toMatchObject({
      title: 'Wekker zetten',
      owner: 'Mieke van der Berg',
    })
  })

  test('owner and date in a bracket before the state', () => {
    expect(item('Watch the size of the queue (R. Osei, 31/05/2026): to do')).toMatchObject({
      title: 'Watch the size of the queue',
      owner: 'R. Osei',
      due: '2026-05-31',
      status: 'open',
    })
  })

  test('how it was closed, by whom, until when, under which condition', () => {
    expect(item('Lower the limit (done in v3.4.0)')).toMatchObject({ status: 'done', closedBy: 'v3.4.0', since: null })
    expect(item('Alert on age (owner: Ines Park, due: 2026-05-01)')).toMatchObject({
      title: 'Alert on age',
      owner: 'Ines Park',
      due: '2026-05-01',
    })
    expect(item('Caching stays off until invalidation works')).toMatchObject({ condition: 'until invalidation works' })
    expect(item('Caching bleibt aus, bis die Leerung geht')).toMatchObject({ condition: 'bis die Leerung geht' })
  })
})

describe('a list of action items', () => {
  const titles = (lines: string[]) =>
    parseSource(['# Bookings lost on 3 March 2025', '', ...lines].join('\n'), {
      filename: 'report.md',
    }).documents[0]?.incident?.actionItems.map(({ title }) => title)

  test('below a line that says when or why, the items are the deeper ones', () => {
    expect(
      titles([
        '## Action items',
        '- When we change the format of an answer that other teams read:',
        '  - Keep the old format for a month.',
        '  - Tell the teams before.',
        '- Add an alert for the following queues of the shop:',
        '  - bookings',
        '  - invoices',
      ]),
    ).toEqual([
      'Keep the old format for a month.',
      'Tell the teams before.',
      'Add an alert for the following queues of the shop:',
    ])
  })

  test('below "Plan", with brackets behind the numbers', () => {
    expect(titles(['## Plan', '', '1) Record every message.', '', '2) Publish a status page.'])).toEqual([
      'Record every message.',
      'Publish a status page.',
    ])
    expect(
      titles([
        '## Actions already taken',
        'We have added a second worker to the queue.',
        '## Plan',
        '1) Record every message.',
      ]),
    ).toEqual(['We have added a second worker to the queue.', 'Record every message.'])
  })

  const items = (lines: string[]) =>
    parseSource(['# Bookings lost on 3 March 2025', '', ...lines].join('\n'), {
      filename: 'report.md',
    }).documents[0]?.incident?.actionItems.map(({ title, status, ticket }) => [title, status, ticket])

  test('below the name of a state, and "None." is no item', () => {
    expect(
      items([
        '## Corrective actions',
        '**Completed**',
        '- Replaced the queue.',
        '',
        '**Pending**',
        '- Add a test of the queue to the build.',
        '',
        '**Given up**',
        '- None.',
      ]),
    ).toEqual([
      ['Replaced the queue.', 'done', null],
      ['Add a test of the queue to the build.', 'open', null],
    ])
  })

  test('a state in bold at the end, and items below a line that only names them', () => {
    expect(
      items([
        '## Follow-up',
        '1. Add a rule for errors. **(done — see rules.yaml)**',
        '- Action items tracked in our list:',
        '  - Look through all accounts.',
      ]),
    ).toEqual([
      ['Add a rule for errors.', 'done', null],
      ['Look through all accounts.', null, null],
    ])
  })

  test('what the report says was done', () => {
    expect(
      items([
        '## Preventative measures',
        'After the incident, our team has taken the following measures:',
        '1. Stronger tests: We have added a run on real data.',
        '## What we did immediately',
        '- Doubled the database',
        '## Next steps for the team',
        '- Tests: We have planned a run on real data.',
        '- Alerts: we have added one for the queue.',
      ])?.map(([title, status]) => [title, status]),
    ).toEqual([
      ['Stronger tests: We have added a run on real data.', 'done'],
      ['Doubled the database', 'done'],
      ['Tests: We have planned a run on real data.', 'open'],
      ['Alerts: we have added one for the queue.', 'open'],
    ])
  })

  test('a state within the link in front, below a heading with hyphens that do not break', () => {
    const address = 'https://git.example.org/shop/pull/101'
    expect(items(['## Follow\u2011ups', `- [GH-101 (Done)](${address}): create a domain for shared parts.`])).toEqual([
      ['GH-101 (Done): create a domain for shared parts.', 'done', 'GH-101'],
    ])
  })

  test('a line below an item that only names its ticket belongs to it; an address names no state', () => {
    const address = 'https://git.example.org/openshop/open-queue/issues/1363'
    expect(
      items([
        '## Action items',
        '* Count hidden orders too. Today the',
        'query leaves them out.',
        `See [issue 1363](${address}).`,
      ]),
    ).toEqual([['Count hidden orders too. Today the query leaves them out. See issue 1363.', null, address]])
  })
})
