import { describe, expect, test } from 'vitest'
import { parseSource } from './parse-source'
import { splitPastedHistory } from './split-pasted-history'

const HISTORY = `Past Incidents

Feb 6, 2025
Uploads fail
Resolved - Uploads work again.
Feb 6, 11:40 UTC
Investigating - Some uploads end with an error.
Feb 6, 10:15 UTC
Late invoices
Resolved - Every invoice has been sent.
Feb 6, 08:00 UTC

Feb 5, 2025
No incidents reported.

Feb 4, 2025
Uploads fail
Resolved - The storage is writable again.
Feb 4, 21:30 UTC
Identified - A quota was full.
Feb 4, 20:50 UTC
`

describe('a pasted history of a status page', () => {
  test('is cut into one document per incident, each with its own updates', () => {
    const { documents } = parseSource(HISTORY, { filename: 'history.txt' })
    expect(documents.map(({ title, incident }) => [title, incident?.statusUpdates.map(({ at }) => at)])).toEqual([
      ['Uploads fail', ['2025-02-06T11:40:00Z', '2025-02-06T10:15:00Z']],
      ['Late invoices', ['2025-02-06T08:00:00Z']],
      ['Uploads fail', ['2025-02-04T21:30:00Z', '2025-02-04T20:50:00Z']],
    ])
  })

  test('gives parts that keep their keys when a newer day is put on top', () => {
    const keys = splitPastedHistory(HISTORY)?.map(({ key }) => key)
    const grown = splitPastedHistory(
      HISTORY.replace(
        'Feb 6, 2025',
        'Feb 7, 2025\nSlow pages\nResolved - Fast again.\nFeb 7, 09:00 UTC\n\nFeb 6, 2025',
      ),
    )
    expect(keys).toEqual(['2025-02-06-uploads-fail', '2025-02-06-late-invoices', '2025-02-04-uploads-fail'])
    expect(grown?.map(({ key }) => key).slice(1)).toEqual(keys)
  })

  test('the page of one incident over two days is one document', () => {
    const page =
      'Uploads fail\n\nFeb 6, 2025\nResolved - Uploads work.\nFeb 6, 01:40 UTC\n\nFeb 5, 2025\nInvestigating - Uploads fail.\nFeb 5, 23:15 UTC\n'
    expect(splitPastedHistory(page)).toBeNull()
    expect(splitPastedHistory('')).toBeNull()
  })

  test('time grows with the length of the page', () => {
    const days = Array.from(
      { length: 3000 },
      (_, day) => `Feb ${(day % 28) + 1}, 2025\nUploads fail\nResolved - Fine.\nFeb 6, 11:40 UTC\n`,
    )
    expect(splitPastedHistory(days.join('\n'))).toHaveLength(3000)
  })
})

test('notices without states, each below its time, are documents of their own', () => {
  const page = `All systems are operational

Past Incidents

Monday 4th March 2019

No incidents reported

Sunday 3rd March 2019

(Sunday 3rd March 2019 21:30:10 UTC)
Mailer Mail goes out again

The queue of the mailer is empty and mail goes out at once.

Saturday 2nd March 2019

(Saturday 2nd March 2019 10:05:00 UTC)
Search Slow results

We see that results take long to come.

(Saturday 2nd March 2019 09:00:00 UTC)
Mailer Mail waits

Mail waits for some minutes before it goes out.
`
  const { documents } = parseSource(page)
  expect(documents.map(({ title, incident }) => [title, incident?.statusUpdates.map(({ at }) => at)])).toEqual([
    ['Mailer Mail goes out again', ['2019-03-03T21:30:10Z']],
    ['Search Slow results', ['2019-03-02T10:05:00Z']],
    ['Mailer Mail waits', ['2019-03-02T09:00:00Z']],
  ])
})
