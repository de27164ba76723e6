import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DraftSchema } from '@/lib/schema/draft'
import { parseSource } from './parse-source'

const read = (text: string) => {
  const { format, documents } = parseSource(text)
  return { format, documents, incident: documents[0]?.incident, body: documents[0]?.body ?? '' }
}
const updatesOf = (text: string) =>
  read(text).incident?.statusUpdates.map(({ at, state, text: told }) => [at, state, told])

const head = (lines: string) => `---\ntitle: Uploads stall in harbour2\n${lines}\n---\n`

describe('a post of a status page with updates', () => {
  test('has an update up to each time, whatever stands in front of it', () => {
    const text = `${head('date: 2023-05-06T07:00:00Z\nresolved: true\nresolvedWhen: 2023-05-06T09:30:00Z\nseverity: disrupted\naffected:\n  - Uploads\n  - Previews\nsection: issue')}
**Uploads run again**:
The last worker is back.
{{< track "2023-05-06T09:30:00Z" >}}

**Two workers replaced**:
Half of the uploads go through.
{{< track "2023-05-06T08:10:00Z" >}}
`
    const { format, incident, body } = read(text)
    expect(format).toBe('status-report')
    expect(incident?.statusUpdates.map(({ at }) => at)).toEqual(['2023-05-06T08:10:00Z', '2023-05-06T09:30:00Z'])
    expect(incident).toMatchObject({ on: '2023-05-06', severity: 'disrupted', status: 'resolved' })
    expect(incident?.windows).toMatchObject([{ startedAt: '2023-05-06T07:00:00Z', resolvedAt: '2023-05-06T09:30:00Z' }])
    expect(incident?.impact.affected).toEqual(['Uploads', 'Previews'])
    expect(body).toContain('Two workers replaced')
  })

  test('is read the same when importing has left only the times', () => {
    const text = `${head('date: 2023-05-06T07:00:00Z\nresolved: true\nsection: issue')}
_Resolved_ - The last worker is back. 2023-05-06T09:30:00Z

_Investigating_ - Uploads stall; they did so until 2023-05-05T10:00:00Z
2023-05-06T07:05:00Z
`
    expect(updatesOf(text)).toEqual([
      ['2023-05-06T07:05:00Z', 'investigating', 'Uploads stall; they did so until 2023-05-05T10:00:00Z'],
      ['2023-05-06T09:30:00Z', 'resolved', 'The last worker is back.'],
    ])
  })

  test('without an offset has an order and a day, and no instant', () => {
    const text = `${head('date: 2022-02-03 10:00:00\nresolved: true\nresolvedWhen: 2022-02-03 11:00:00\nsection: issue')}
*Resolved* - All is well. {{< track "2022-02-03 11:00:00" >}}

*Identified* - A disk is full. {{< track "2022-02-03 10:20:00" >}}
`
    const { incident } = read(text)
    expect(incident).toMatchObject({ on: '2022-02-03', status: 'resolved', zone: null, windows: [] })
    expect(incident?.statusUpdates).toMatchObject([
      { at: null, state: 'identified', timeText: '2022-02-03 10:20:00' },
      { at: null, state: 'resolved', timeText: '2022-02-03 11:00:00' },
    ])
  })

  test('may be TOML, with headings for labels and a text above them', () => {
    const text = `+++
title = "Map tiles are missing"
date = 2021-06-07T08:00:00.000Z
# one of: under-maintenance, partial-outage
severity = "partial-outage"
affectedsystems = [
  "tiles",
  "search"
]
resolved = true
+++
The new tile server was switched on with an empty cache.

### Switched back

The old server answers again. {{< track "2021-06-07T08:25:00.000Z" >}}
`
    const { incident, body } = read(text)
    expect(incident?.statusUpdates.map(({ at }) => at)).toEqual(['2021-06-07T08:25:00Z'])
    expect(incident?.windows[0]).toMatchObject({ startedAt: '2021-06-07T08:00:00Z', resolvedAt: null })
    expect(incident?.impact.affected).toEqual(['tiles', 'search'])
    expect(body).toContain('with an empty cache')
    expect(body).toContain('one of: under-maintenance')
  })

  test('of statusfy has its updates in containers', () => {
    const text = `---
title: Mails are late
date: '2020-09-10T11:12:13.000Z'
severity: degraded-performance
affectedsystems:
  - mail
resolved: true
---
Mails leave the queue slowly.

::: update Ongoing | 2020-09-10T11:20:00.000Z
The queue has forty thousand mails.
:::

::: update Resolved | 2020-09-10T12:00:00.000Z
The queue is empty.
:::

<!--- language code: en -->
`
    const { incident, body } = read(text)
    expect(incident?.statusUpdates).toMatchObject([
      { at: '2020-09-10T11:20:00Z', state: 'investigating', text: 'The queue has forty thousand mails.' },
      { at: '2020-09-10T12:00:00Z', state: 'resolved' },
    ])
    expect(incident?.windows).toMatchObject([{ startedAt: '2020-09-10T11:12:13Z', resolvedAt: '2020-09-10T12:00:00Z' }])
    expect(body).toContain('Mails leave the queue slowly.')
    expect(body).toContain('<!--- language code: en -->')
  })

  test('keeps an update without a time, and none that is commented out', () => {
    const text = `${head('date: 2025-01-02 03:04:05\nresolved: false\nsection: issue')}
<!-- _Resolved_ - Everything works. {{< track "2018-01-01 01:00:00" >}} -->

_Investigating_ - The password is refused.
`
    const { incident } = read(text)
    expect(incident?.statusUpdates).toMatchObject([
      { at: null, state: 'investigating', text: 'The password is refused.' },
    ])
    expect(incident?.status).toBe('investigating')
  })

  test('says so when it ends before it begins', () => {
    const text = `${head('date: 2023-05-06T07:00:00Z\nresolved: true\nresolvedWhen: 2023-04-06T09:30:00Z\nsection: issue')}
*Update* - The switch is done. {{< track "2023-05-06T09:30:00Z" >}}
`
    const { documents, problems } = parseSource(text)
    expect(documents[0]?.incident?.windows[0]?.resolvedAt).toBeNull()
    expect(problems.map(({ message }) => message).join()).toContain('before it began')
  })

  test('in prose is dated with its own day, whatever days it names', () => {
    const text = `${head('date: 2023-05-06T07:00:00Z\nresolved: true\nresolvedWhen: 2023-05-09T09:30:00Z\nsection: issue')}
Uploads stalled. After the kernel was rolled back on Tuesday 5/9 they run again.
`
    expect(read(text).incident?.on).toBe('2023-05-06')
  })

  test('gives a sound draft of any text', () => {
    const part = fc.oneof(
      fc.constantFrom(
        '*Resolved* - ok. {{< track "2023-05-06T09:30:00Z" >}}\n',
        '::: update Resolved | 2023-05-06T09:30:00Z\n',
        ':::\n',
        '**Label**:\n',
        '2023-05-06 09:30:00\n',
        '<!-- ',
        ' -->',
        '\n\n',
      ),
      fc.string({ maxLength: 30 }),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const source = head('date: 2023-05-06T07:00:00Z\nresolved: true\nsection: issue') + parts.join('')
        for (const { spans } of DraftSchema.parse(parseSource(source)).documents)
          for (const [start, end] of Object.values(spans)) expect(source.slice(start, end)).not.toBe('')
      }),
      { numRuns: 200 },
    )
  })
})

const issue = (body: string, date = '2024-05-03T10:00:00-04:00') =>
  parseSource(
    `---\nsection: issue\ntitle: Search is down\ndate: ${date}\nresolved: true\nresolvedWhen: 2024-05-05T12:00:00-04:00\naffected:\n  - search\n---\n${body}`,
  ).documents[0]
const postUpdates = (body: string) =>
  issue(body)?.incident?.statusUpdates.map(({ state, timeText, text }) => [state, timeText, text])

test('updates of a post whose heads are in brackets or hold their time beside the state', () => {
  expect(
    postUpdates(
      '*Details* - We move the index.\n\n[History]\n\n[May 3, 2024 2:12 PM] - The node is back.\n\n[May 4, 2024 4:08 PM] - Search is fully restored.\n',
    ),
  ).toEqual([
    ['update', null, expect.stringContaining('We move the index.')],
    ['update', 'May 3, 2024 2:12 PM', 'The node is back.'],
    ['update', 'May 4, 2024 4:08 PM', 'Search is fully restored.'],
  ])
  expect(
    postUpdates(
      '*Issue Resolved, Vendor Asked | 05/04 10:12am Central* - It works again.\n\n*Investigating | 05/03 10:30pm Central* - We look into it.\n',
    ),
  ).toEqual([
    ['investigating', '05/03 10:30pm Central', 'We look into it.'],
    ['resolved', '05/04 10:12am Central', 'It works again.'],
  ])
  // what the head says of itself is kept
  const edited = issue('[Edit - Friday]\nIt is delayed.\n\n------\n\n[Initial message]\nWe move the index.\n')
  expect(edited?.incident?.statusUpdates.map(({ text }) => text)).toEqual(['We move the index.', 'It is delayed.'])
  expect(edited?.body).toContain('Edit - Friday')
})

test('updates without times that run from the first look to the end stand so', () => {
  const told = '_Investigating_ - Search is slow.\n\n_Resolved_ - A host was wrong.\n'
  expect(postUpdates(told)?.map(([state]) => state)).toEqual(['investigating', 'resolved'])
})

test('a post that is resolved is so, whatever instant that was', () => {
  expect(issue('Search was down for an hour.\n', '2024-05-03 10:00:00')?.incident?.status).toBe('resolved')
  const local =
    '---\nsection: issue\ntitle: Wartung\ndate: 2024-05-03T10:00:00\nresolved: true\nresolvedWhen: 2024-05-03T12:00:00\n---\nDie Suche wird gewartet.\n'
  expect(parseSource(local).documents[0]?.incident?.status).toBe('resolved')
})

test.each([
  ['Monitoraggio in corso', 'monitoring'],
  ['Surveillance en cours', 'monitoring'],
  ['Verifica in corso', 'investigating'],
  ['Issue resolved', 'resolved'],
])('%s names a state', (label, state) => {
  expect(postUpdates(`*${label}* - Testo. {{< track "2024-05-03 15:13:00" >}}\n`)?.map(([read]) => read)).toEqual([
    state,
  ])
})
