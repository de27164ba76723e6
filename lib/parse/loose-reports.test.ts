import { describe, expect, test } from 'vitest'
import { parseSource } from './parse-source'

/** The only incident of a made-up report. */
function incidentOf(lines: string[], filename = 'report.md') {
  const [document] = parseSource(lines.join('\n'), { filename }).documents
  if (!document?.incident) throw new Error('the report was not read as one incident')
  return document.incident
}

describe('a second timeline below the first', () => {
  const incident = incidentOf([
    '# Bookings lost on 3 March 2025',
    '## Timeline (times in UTC)',
    '### 9:05 AM',
    'The queue stops.',
    '### 9:40 AM',
    'The queue runs again.',
    '## Follow-up timeline (times in UTC)',
    '### 2:16 PM',
    'A guest reports a missing booking.',
    '### 2:40 PM',
    'The booking is restored by hand.',
    '## Action items',
    '- [ ] Watch the length of the queue',
  ])

  test('gives entries and no action items', () => {
    expect(incident.timeline.map(({ at }) => at)).toEqual([
      '2025-03-03T09:05:00Z',
      '2025-03-03T09:40:00Z',
      '2025-03-03T14:16:00Z',
      '2025-03-03T14:40:00Z',
    ])
    expect(incident.actionItems.map(({ title }) => title)).toEqual(['Watch the length of the queue'])
  })
})

describe('a heading that begins with a time, below action items', () => {
  test('keeps its hour', () => {
    const incident = incidentOf([
      '# Printer jam on 2025-03-03',
      'Pages stuck in the printer of the second floor for most of the morning.',
      '## Action items',
      '### 8:16 rule for the warehouse',
      'We will write it down.',
    ])
    expect(incident.actionItems.map(({ title }) => title)).not.toContain('16 rule for the warehouse')
  })
})

describe('a short date with a rounded time', () => {
  test('is an approximate instant', () => {
    const incident = incidentOf([
      '# Release stuck on 2025-09-21',
      '## Timeline (UTC)',
      '| Time | Event |',
      '| --- | --- |',
      '| 09-21 20:18 | The last good release goes out. |',
      '| 09-26 ~22:45 | A person releases by hand. |',
    ])
    expect(incident.timeline.map(({ at, precision }) => [at, precision])).toEqual([
      ['2025-09-21T20:18:00Z', 'minute'],
      ['2025-09-26T22:45:00Z', 'approximate'],
    ])
  })
})

describe('the status of an incident', () => {
  const withStatus = (status: string) =>
    incidentOf([
      '# Disk errors on a node',
      '| Field | Value |',
      '| --- | --- |',
      '| Date | 2025-09-24 |',
      `| Status | ${status} |`,
      '## Summary',
      'Three nodes gave wrong bytes to their readers after a restart.',
    ]).status

  test.each([
    ['Fixed', 'resolved'],
    ['Restored', 'resolved'],
    ['Resolved', 'resolved'],
    ['Unresolved', 'unknown'],
    ['Not resolved', 'unknown'],
    ['Incomplete', 'unknown'],
  ])('"%s" is %s', (said, status) => {
    expect(withStatus(said)).toBe(status)
  })
})

describe('links in a list below a timed heading', () => {
  test('belong to its entry', () => {
    const { timeline } = incidentOf([
      '# Quota reached',
      '## Timeline',
      'All times in UTC',
      '### 2025-06-02 10:00 - Pods do not start',
      'The hub cannot start pods.',
      '### 21:22 - An answer is found',
      'Others had the same:',
      '- https://answers.example/questions/1',
      '- <https://answers.example/questions/2>',
      '### 21:24 - The quota is deleted',
      'Pods start again.',
    ])
    expect(timeline.map(({ at }) => at)).toEqual([
      '2025-06-02T10:00:00Z',
      '2025-06-02T21:22:00Z',
      '2025-06-02T21:24:00Z',
    ])
    expect(timeline[1]?.text).toContain('https://answers.example/questions/2')
  })
})

describe('a stretch of time that opens a line', () => {
  test('is one entry', () => {
    const { timeline } = incidentOf([
      '# Metrics lost on 2025-02-18',
      '- **Key events**',
      '  - First seen 2025-02-18 14:13 UTC',
      '  - Closed 2025-02-18 14:59 UTC',
      '- **Impact**:',
      '  - Between 2025-02-18 14:22 and 2025-02-18 14:26, no metrics came in.',
    ])
    expect(timeline.filter(({ text }) => text.startsWith('Between')).length).toBeLessThanOrEqual(1)
    expect(timeline.some(({ text }) => text === '2025-02-18 14:26, no metrics came in.')).toBe(false)
    expect(timeline.some(({ text }) => /^Between \S+ \S+$/.test(text))).toBe(false)
  })
})

describe('the day a page was made', () => {
  test('is not the day of the incident', () => {
    const head = ['# Chain split', 'Created: 2019-03-20', 'Last modified: 2020-01-02', '## What happened']
    expect(incidentOf([...head, 'Half of the nodes refused a block that the others took.']).on).toBeNull()
    expect(incidentOf([...head, 'On 2019-03-11 half of the nodes refused a block that the others took.']).on).toBe(
      '2019-03-11',
    )
  })
})

describe('what is promised under "Remediation"', () => {
  test('is action items; what was done there is not', () => {
    const items = (lines: string[]) =>
      incidentOf([
        '# Wrong sessions on 2025-03-07',
        '## What happened',
        'A change of the cache gave sessions to other people.',
        '## Remediation',
        ...lines,
      ]).actionItems.map(({ title, status }) => [title, status])
    expect(
      items([
        'From now on we will be doing the following, so that no such leak comes back:',
        '- We will strip the cookie at the edge.',
        '- We are reviewing the rules for changes of the cache.',
        '- We plan to watch sessions across accounts.',
      ]),
    ).toEqual([
      ['We will strip the cookie at the edge.', null],
      ['We are reviewing the rules for changes of the cache.', null],
      ['We plan to watch sessions across accounts.', null],
    ])
    expect(items(['- The cookie was stripped at the edge.', '- All caches were emptied.'])).toEqual([])
  })
})

describe('sentences on lines of their own below the name of a group', () => {
  test('are action items', () => {
    const { actionItems } = incidentOf(
      [
        'OUTAGE OF THE SHOP',
        'Duration: From 10:00 AM to 1:00 PM on May 10, 2025 (UTC).',
        'Root Cause: A disk of the database failed.',
        '',
        'Timeline',
        '9:55 AM: Errors rise.',
        '1:00 PM: The disk is replaced.',
        '',
        'Corrective and Preventative Measures:',
        'Improvements/Fixes: ',
        'Introduction of a second database that takes over.',
        'Closer watch on the disks of the database.',
        'Tasks to Address the Issue: ',
        '  1. Order two disks.',
        '  2. Review the thresholds.',
      ],
      'shop.txt',
    )
    expect(actionItems.map(({ title }) => title)).toEqual([
      'Introduction of a second database that takes over.',
      'Closer watch on the disks of the database.',
      'Order two disks.',
      'Review the thresholds.',
    ])
  })
})

describe('paragraphs that begin with a status', () => {
  test('are action items with that status', () => {
    const { actionItems } = incidentOf([
      '# Chain split on 2013-05-11',
      'Some nodes refused a large block, and two chains grew for six hours.',
      '## Action items',
      '### Alert system',
      '**Done**: Review who holds the keys of the alerts, and where to reach them.',
      '',
      '**Todo**: Send a test alert each week.',
    ])
    expect(actionItems.map(({ title, status }) => [title, status])).toEqual([
      ['Review who holds the keys of the alerts, and where to reach them.', 'done'],
      ['Send a test alert each week.', 'open'],
    ])
  })
})

describe('instants in the front matter', () => {
  test('bound the window where the text does not', () => {
    const { windows, status } = incidentOf([
      '---',
      'detected: 2025-09-23T19:50Z',
      'resolved: 2025-09-26T22:45:00+02:00',
      '---',
      '# Release stuck',
      '## Summary',
      'No release reached the shop for three days.',
    ])
    expect(status).toBe('resolved')
    expect(windows.map(({ detectedAt, resolvedAt }) => [detectedAt, resolvedAt])).toEqual([
      ['2025-09-23T19:50:00Z', '2025-09-26T20:45:00Z'],
    ])
  })
})

describe('a section about actions in running text', () => {
  const items = (lines: string[]) =>
    incidentOf(['# Shop down on 2025-04-02', 'The shop was down because its site was not linked.', ...lines])
      .actionItems

  test('gives the sentences that say what to do, each with a doubt', () => {
    const found = items([
      '## Corrective and preventative measures',
      'Ensuring that a check runs after each change of the sites. Improve the alerts on the shop. It was a long night.',
    ])
    expect(found.map(({ title }) => title)).toEqual([
      'Ensuring that a check runs after each change of the sites.',
      'Improve the alerts on the shop.',
    ])
  })

  test('gives nothing of what was only tried', () => {
    const found = items([
      '## Corrective and preventative measures',
      'A stand with a fan cools the machine for now.',
      '### Other avenues investigated',
      '- Another kernel option did not help.',
    ])
    expect(found).toEqual([])
  })
})
