import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { parseSource } from './parse-source'
import { pieceOf } from './piece'
import { readStatedRange } from './stated-range'

const incidentOf = (text: string) => parseSource(text, { filename: 'report.md' }).documents[0]?.incident

describe('the stretch of time that a report states', () => {
  test.each([
    [
      'Period: 21:10 UTC to 21:45',
      '# Search is down, 2024-06-03\n\nPeriod: 21:10 UTC to 21:45\n\nSearch gave no results.\n',
      '2024-06-03T21:10:00Z',
      '2024-06-03T21:45:00Z',
    ],
    [
      'a date and a duration in one field',
      '# Mail waits\n\n- **Date / Duration**: 2025-02-07 05:12–06:02 UTC\n- **Severity**: SEV2\n\n## Summary\n\nMail waited in the queue.\n',
      '2025-02-07T05:12:00Z',
      '2025-02-07T06:02:00Z',
    ],
    [
      'the date behind both times',
      '# Logins fail\n\n## Summary\n\nLogins failed from 13:02 until 14:40 UTC on 5 May 2024.\n',
      '2024-05-05T13:02:00Z',
      '2024-05-05T14:40:00Z',
    ],
    [
      'halves of the day, over midnight',
      '# Shop unreachable on 9 August 2023\n\nThe shop was unreachable between 11:40pm and 1:05am UTC.\n',
      '2023-08-09T23:40:00Z',
      '2023-08-10T01:05:00Z',
    ],
    [
      'a note in brackets behind the first time',
      '# Chain stops\n\n**Date of incident**: 4th July, 2023 between 11.20UTC (block 77) and 15.05UTC\n\n## Summary\n\nNo blocks were made.\n',
      '2023-07-04T11:20:00Z',
      '2023-07-04T15:05:00Z',
    ],
  ])('%s', (_, text, start, end) => {
    expect(incidentOf(text)?.windows).toMatchObject([{ startedAt: start, resolvedAt: end }])
  })

  it('has its place in the source', () => {
    const text = '# Search is down, 2024-06-03\n\nPeriod: 21:10 UTC to 21:45\n\nSearch gave no results.\n'
    const [document] = parseSource(text, { filename: 'report.md' }).documents
    const [from, to] = document?.spans['windows.0.resolvedAt'] ?? [0, 0]
    expect(text.slice(from, to)).toBe('21:45')
  })

  it('only fills what the timeline leaves open', () => {
    const incident = incidentOf(
      '# Search is down\n\nSearch was unavailable from 09:00 to 10:30 UTC on 2024-06-03.\n\n## Timeline (UTC)\n\n- 2024-06-03 09:04: errors started\n- 09:10: maya was paged\n- 09:40: sam looks at the index\n',
    )
    expect(incident?.windows).toMatchObject([{ startedAt: '2024-06-03T09:04:00Z', resolvedAt: '2024-06-03T10:30:00Z' }])
  })

  test.each([
    ['planned work', 'Maintenance was scheduled from 02:00 until 04:00 UTC on 5 May 2024, and search was down.'],
    ['what graphs show', 'The graphs between 02:00 and 04:00 UTC on 5 May 2024 show errors.'],
    ['no zone', 'Search was down from 02:00 until 04:00 on 5 May 2024.'],
    ['no date', 'Search was down from 02:00 until 04:00 UTC.'],
  ])('is not taken from %s', (_, sentence) => {
    const windows = incidentOf(`# Search\n\n## Summary\n\n${sentence}\n`)?.windows ?? []
    expect(windows.flatMap(({ resolvedAt }) => resolvedAt ?? [])).toEqual([])
  })

  it('gives at least its beginning', () => {
    expect(
      incidentOf(
        '# Backups\n\nStarting on 05/21/2024 08:30 PT, servers could not write backups.\n\n## Root cause\n\nA policy was replaced.\n',
      )?.windows,
    ).toMatchObject([{ startedAt: '2024-05-21T15:30:00Z' }])
  })

  it('never ends before it begins, and leaves the clock alone', () => {
    fc.assert(
      fc.property(fc.nat(1439), fc.nat(1439), fc.constantFrom(' to ', ' - ', ' until ', '–'), (one, other, mark) => {
        const clockOf = (minutes: number) =>
          `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
        const text = `${clockOf(one)} UTC${mark}${clockOf(other)}`
        const clock = { date: { year: 2024, month: 2, day: 29 }, zone: null, minutes: null }
        const before = structuredClone(clock)
        const range = readStatedRange(pieceOf(text, 0, text.length), clock)
        expect(clock).toEqual(before)
        expect(range ? (range.end.at ?? '') >= (range.start.at ?? 'z') : other < one).toBe(true)
      }),
    )
  })
})

describe('the day of an incident', () => {
  it('is not the one of a report that came after all that its timeline tells', () => {
    const incident = incidentOf(
      '# Queue stuck\n\nAuthor: maya\n\nDate: 12 March 2025\n\nStatus: final\n\n## Timeline (UTC)\n\n### March 5, 2025\n\n- 10:02: sam sees that the queue is long\n- 10:40: sam restarts a worker\n',
    )
    expect(incident?.on).toBe('2025-03-05')
  })

  it('is the first one of a timeline of days, not the one since which all is well', () => {
    const incident = incidentOf(
      '---\ntitle: Slow downloads\ndate: 2026-03-09\n---\n\n## Summary\n\nDownloads were slow for some people, and are back to normal since March 4.\n\n## Timeline\n\n### February 20\n\nThe first slow downloads are reported.\n\n### March 4\n\nThe cache is fixed.\n',
    )
    expect(incident?.on).toBe('2026-02-20')
    expect(incident?.timeline.map(({ text }) => text)).toEqual([
      'The first slow downloads are reported.',
      'The cache is fixed.',
    ])
  })

  it('holds for the lines of a timeline that says so, around one with a day of its own', () => {
    const incident = incidentOf(
      '# Disk full\n\n## Timeline\n\nUnless noted otherwise all events happened on 2023-11-21, and all times are in UTC.\n\n- 2023-11-20 23:55: builds began to fail\n- 01:38: maya is paged\n- 02:06: the site is back\n',
    )
    expect(incident?.timeline.map(({ at }) => at)).toEqual([
      '2023-11-20T23:55:00Z',
      '2023-11-21T01:38:00Z',
      '2023-11-21T02:06:00Z',
    ])
  })
})

it('entities are read as the signs that they stand for, but for tags', () => {
  const incident = incidentOf(
    '# Disk full on 2024-05-03\n\n## Timeline (UTC)\n\n- 10:02 &ndash; maya&#39;s disk &gt; 90&nbsp;% &amp; rising\n- 10:20 &ndash; `&amp;` and &lt;b&gt; stay\n',
  )
  expect(incident?.timeline.map(({ text }) => text)).toEqual(["maya's disk > 90 % & rising", '`&amp;` and &lt;b> stay'])
})

it('a range told in two zones is one entry', () => {
  const incident = incidentOf(
    '# Queue stuck on 2024-05-03\n\n## Timeline\n\n- 10:02-10:10 UTC (12:02-12:10 CEST): the queue is long\n- 10:20 UTC / 12:20 CEST: maya restarts it\n',
  )
  expect(incident?.timeline.map(({ at, text }) => [at, text])).toEqual([
    ['2024-05-03T10:02:00Z', 'the queue is long'],
    ['2024-05-03T10:20:00Z', 'maya restarts it'],
  ])
})

describe('times as machines print them', () => {
  it('have their year last, and their text below', () => {
    const incident = incidentOf(
      '# Blocks stop\n\n## Timeline\n\n- **Fri Jun 24 04:13:00 PM PDT 2022**\n\n  maya gets an alert.\n\n- **Fri Jun 24 05:20:00 PM PDT 2022**\n\n  A fix is released.\n',
    )
    expect(incident?.timeline.map(({ at, text }) => [at, text])).toEqual([
      ['2022-06-24T23:13:00Z', 'maya gets an alert.'],
      ['2022-06-25T00:20:00Z', 'A fix is released.'],
    ])
  })

  it('give a log within an entry no entries of its own, and the writer no zone', () => {
    const incident = incidentOf(
      '# Pods crash, 2024-10-24\n\n## Timeline\n\n- 24-10-2024 08:15 - sam looks at the pods\n    - They crash, and print:\n        ```text\n        2024-10-24T07:34:22Z starting\n        2024-10-24T07:34:23Z cannot allocate\n        2024-10-24T07:34:24Z exit\n        ```\n- 24-10-2024 08:50 - maya rolls back\n',
    )
    expect(incident?.timeline.flatMap(({ timeText }) => timeText ?? [])).toEqual([
      '24-10-2024 08:15',
      '24-10-2024 08:50',
    ])
    expect(incident?.timeline.map(({ at }) => at)).toEqual(incident?.timeline.map(() => null))
  })
})

describe('follow-ups of reports', () => {
  const itemsOf = (text: string) => incidentOf(text)?.actionItems.map(({ title, status }) => [title, status])

  test.each([
    ['Actions following review', 'Add an alert on age'],
    ['Checklist', 'Add an alert on age'],
    ['Carryover', 'Add an alert on age'],
    ['Root cause remediations', 'Add an alert on age'],
  ])('are listed below "%s"', (heading, item) => {
    expect(itemsOf(`# Queue stuck\n\nOn 2024-05-03 the queue was stuck.\n\n## ${heading}\n\n- ${item}\n`)).toEqual([
      [item, null],
    ])
  })

  test.each([
    ['The limit was raised to 40', 'done'],
    ['Tests are updated to cover the empty answer', 'done'],
    ['Workers need their own pool - this has already been done.', 'done'],
    ['Check why the alert was not raised', null],
    ['If the limit was raised, tell sam', null],
    ['The alert was removed by mistake', null],
  ])('say themselves how far they are: %s', (item, status) => {
    expect(
      itemsOf(`# Queue stuck\n\nOn 2024-05-03 the queue was stuck.\n\n## Action items\n\n- ${item}\n`)?.[0]?.[1],
    ).toBe(status)
  })

  it('follow a sentence that announces them', () => {
    const report = (lead: string) =>
      itemsOf(
        `# Queue stuck on 2024-05-03\n\nThe queue was stuck. ${lead}\n\n- add an alert on age\n- split the queue\n`,
      )
    const both = [
      ['add an alert on age', 'open'],
      ['split the queue', 'open'],
    ]
    expect(report('To prevent this we will therefore:')).toEqual(both)
    expect(report('We are going to make the following changes:')).toEqual(both)
    expect(report('In this report we will:')).toEqual([])
    expect(report('We looked at:')).toEqual([])
  })

  it('are told in sentences where a section about them has no list', () => {
    expect(
      itemsOf(
        '# Queue stuck on 2024-05-03\n\nThe queue was stuck.\n\n## Steps taken to prevent this from happening again\n\nWe added an alert on age to the dashboard. The lock will be removed in the next release. The queue is old.\n',
      ),
    ).toEqual([
      ['We added an alert on age to the dashboard.', 'done'],
      ['The lock will be removed in the next release.', 'open'],
    ])
  })

  it('stand below groups of the same level', () => {
    expect(
      itemsOf(
        '# Queue stuck on 2024-05-03\n\nThe queue was stuck.\n\n# Follow up\n\n# Short term\n\n- Add an alert\n\n# Long term\n\n- Split the queue\n\n# Appendix\n\n- A picture\n',
      ),
    ).toEqual([
      ['Add an alert', null],
      ['Split the queue', null],
    ])
  })

  it('are no notes of the author', () => {
    expect(
      itemsOf('# Queue stuck\n\nOn 2024-05-03 the queue was stuck.\n\n## Thanks\n\nThanks to maya.\n\nTODO: sam?\n'),
    ).toEqual([])
  })
})

it('a page of sections without a name has the one of its file', () => {
  const text =
    '## Owner: @maya\n\n# Overview\n\nOn 2024-05-03 the queue was stuck.\n\n# Root causes\n\nA lock.\n\n# Resolution\n\nsam restarted it.\n'
  expect(parseSource(text, { filename: 'stuck-queue.md' }).documents[0]?.title).toBe('stuck queue')
})
