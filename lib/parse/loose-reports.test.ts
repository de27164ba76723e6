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
      ['We will strip the cookie at the edge.', 'open'],
      ['We are reviewing the rules for changes of the cache.', 'in-progress'],
      ['We plan to watch sessions across accounts.', 'open'],
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

describe('a stamp that begins with its time', () => {
  const log = ['4 October', '22 October'].flatMap((day, index) => [
    `# [queue/1${index}](https://status.example/incident/queue/1${index})`,
    '10:31 Oct 27, 2014',
    '## SUMMARY:',
    `On ${day} 2014, some jobs waited for hours.`,
    '## DETAILED DESCRIPTION OF IMPACT:',
    `On ${day} 2014 from 09:27 to 12:31 PDT every tenth job waited.`,
    '## ROOT CAUSE:',
    'One job wrote a value that nobody could read.',
    'REMEDIATION AND PREVENTION:',
    'A wrong value was written at 09:27. It was put right at 12:14.',
    '',
  ])
  const { documents } = parseSource(log.join('\n'), { filename: 'status.md' })

  test('is no day of the month with the minute as its day', () => {
    const instants = documents.flatMap(({ incident }) => incident?.timeline.map(({ at }) => at) ?? [])
    expect(instants.filter((at) => at?.includes('-31T') || at?.includes('-27T'))).toEqual([])
    expect(instants).toContain('2014-10-04T19:14:00Z')
  })

  test('stands in a log of whole accounts, each of its own day', () => {
    expect(documents.map(({ incident }) => incident?.on)).toEqual(['2014-10-04', '2014-10-22'])
  })
})

describe('a table of actions without a column for the status', () => {
  test('takes it from a note that is nothing else', () => {
    const { actionItems } = incidentOf([
      '# Release stuck on 2025-02-26',
      'The release of the evening did not reach the shop for six hours.',
      '## Action items',
      '| Action Item | Owner | Issue | Notes |',
      '| --- | --- | --- | --- |',
      '| Build all examples | Ines | [#12](https://t.example/12) | [Done](https://t.example/13) |',
      '| Write a page on bad builds | Jo | &nbsp;&nbsp; | after the next release is done |',
    ])
    expect(actionItems.map(({ status, ticket }) => [status, ticket])).toEqual([
      ['done', '#12'],
      [null, null],
    ])
  })

  test('may name its items in the column of the issues', () => {
    const { actionItems } = incidentOf([
      '# Backup stopped on 2025-02-26',
      'The backup of three days was missing two keys.',
      '## Follow-up issues',
      '| Issue | Triggered by | Outcome |',
      '| --- | --- | --- |',
      '| #41: no alert on errors that are caught | Lesson 3 above, and what the night showed | Resolved by a new alert |',
      '| #46: publish the pages of each version | Seen when the pages were walked through | Open, after the move |',
    ])
    expect(actionItems.map(({ title, status }) => [title, status])).toEqual([
      ['#41: no alert on errors that are caught', 'done'],
      ['#46: publish the pages of each version', 'open'],
    ])
  })
})

describe('a table with linked tickets beside the actions', () => {
  test('has its items in the other column', () => {
    const { actionItems } = incidentOf([
      '# Release stuck on 2025-02-26',
      'The release of the evening did not reach the shop for six hours.',
      '## Action items',
      '| Issue | Control | State |',
      '| --- | --- | --- |',
      '| [OPS-684](https://tracker.example/team/issue/OPS-684) | An alert on old releases | Backlog |',
    ])
    expect(actionItems.map(({ title, ticket, status }) => [title, ticket, status])).toEqual([
      ['An alert on old releases', 'OPS-684', 'open'],
    ])
  })
})

describe('running text on remediation and prevention', () => {
  test('gives what is promised, not what was done', () => {
    const { actionItems } = incidentOf([
      '# Jobs late on 2014-10-04',
      '## ROOT CAUSE:',
      'A job wrote a value that nobody could read.',
      'REMEDIATION AND PREVENTION:',
      'At 12:14 we put the value right. To prevent recurrence, we will check each value. Our engineers are improving the tests.',
    ])
    expect(actionItems.map(({ title, status }) => [title, status])).toEqual([
      ['To prevent recurrence, we will check each value.', null],
      ['Our engineers are improving the tests.', null],
    ])
  })
})

describe('a heading with the first and the last day', () => {
  test('is an entry told by what stands below it', () => {
    const { timeline } = incidentOf([
      '# Release on 27 February 2018',
      '## Timeline (all times in UTC)',
      '### _2018/02/20 - 2018/02/25_',
      'The release is tried out.',
      '### _2018/02/26_',
      '| Time | |',
      '| --- | --- |',
      '| _11:40_ | The branch is closed to the one who releases. |',
      '| _12:02_ | It is opened. |',
    ])
    expect(timeline.map(({ text }) => text)).toEqual([
      'The release is tried out.',
      'The branch is closed to the one who releases.',
      'It is opened.',
    ])
  })
})

describe('a report that begins with the name of a section', () => {
  test('is not called by it', () => {
    const [document] = parseSource(
      '**Issue Summary**\n**Duration**: 15 September 2024, 10:30 AM to 12:00 PM UTC.\n\n**Root Cause**: A wrong setting.\n\n**TODO**:\n1. Patch the setting.',
      { filename: 'campaigns.md' },
    ).documents
    expect(document?.title).toBe('campaigns')
    expect(document?.incident?.actionItems.map(({ status }) => status)).toEqual(['open'])
  })
})

describe('an incident that is found weeks later', () => {
  test('is of the day that its title states', () => {
    const { on, windows } = incidentOf([
      '# Incident 2021-10-28: a server taken over',
      '## Timeline (Eastern Time)',
      '- `2021-10-28 08:26` the server is made without a wall',
      '- `2021-11-18 23:34` Intrusion detected',
    ])
    expect(on).toBe('2021-10-28')
    expect(windows[0]?.detectedAt).toBe('2021-11-19T04:34:00Z')
  })
})
