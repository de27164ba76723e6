import { describe, expect, it } from 'vitest'
import { parseSource } from './parse-source'

const read = (text: string) => {
  const { format, documents } = parseSource(text)
  const incident = documents[0]?.incident
  return {
    format,
    title: documents[0]?.title,
    updates: incident?.statusUpdates.map(({ at, state }) => [at, state]),
    texts: incident?.statusUpdates.map(({ text }) => text),
    window: incident?.windows[0],
    affected: incident?.impact.affected,
  }
}

describe('logs of providers that name no states', () => {
  it('reads times in brackets, newest first, with the day of the page and midnight between', () => {
    const log = read(`Late invoices

Our host has trouble since Tuesday, March 14, 2023.

[12:40 AM PDT] Error rates are back to normal. The issue has been resolved.

[11:15 PM PDT] We continue to work on the recovery of the remaining hosts.

[10:02 PM PDT] We are investigating increased error rates of the billing service.
`)
    expect(log.format).toBe('status-report')
    expect(log.updates).toEqual([
      ['2023-03-15T07:40:00Z', 'resolved'],
      ['2023-03-15T06:15:00Z', 'update'],
      ['2023-03-15T05:02:00Z', 'investigating'],
    ])
    expect(log.texts?.[2]).toBe('We are investigating increased error rates of the billing service.')
  })

  it('leaves the day unknown where the page names none', () => {
    const log = read(`Queue service

9:37 AM PDT We are investigating increased error rates.

10:02 AM PDT We can confirm increased error rates. We continue to work on it.
`)
    expect(log.updates?.map(([at]) => at)).toEqual([null, null])
  })

  it('reads rows of date and time above their text, in the zone that the page states', () => {
    const log = read(`Meadow Cloud Status Dashboard

Disk Incident #12

Incident began at 2024-07-01 08:15 and ended at 2024-07-01 09:50 (all times are US/Pacific).

Date	Time	Description
Jul 01, 2024	10:20

The issue with disks has been resolved for all affected users.

Jul 01, 2024	08:40

Summary: Disks cannot be attached in north1
Description: We are investigating an issue with disks.
Workaround: None at this time.
`)
    expect(log.title).toBe('Disk Incident #12')
    expect(log.updates).toEqual([
      ['2024-07-01T17:20:00Z', 'resolved'],
      ['2024-07-01T15:40:00Z', 'investigating'],
    ])
    expect(log.window).toMatchObject({ startedAt: '2024-07-01T15:15:00Z', resolvedAt: '2024-07-01T16:50:00Z' })
  })

  it('leaves the timeline of a postmortem alone', () => {
    const text = `# Outage of 14 March 2023

## Timeline

9:37 AM PDT We are paged about error rates.

10:02 AM PDT We continue with a restart.

## Root cause

A full disk.
`
    expect(read(text).format).toBe('postmortem')
  })
})

it('an update may say how much earlier it was than the one above, below a list of states and components', () => {
  const log = read(`Mail arrives late

Resolved
Degraded performance

Affected components
Inbox
Outbox

Updates

Resolved
Mail arrives at once.
Wed, Feb 5, 2025, 01:10 PM UTC

Investigating
Mail arrives late.
Wed, Feb 5, 2025, 12:32 PM UTC (38 minutes earlier)
`)
  expect(log.updates).toEqual([
    ['2025-02-05T13:10:00Z', 'resolved'],
    ['2025-02-05T12:32:00Z', 'investigating'],
  ])
  expect(log.texts).toEqual(['Mail arrives at once.', 'Mail arrives late.'])
  expect(log.affected).toEqual(['Inbox', 'Outbox'])
})
