import { describe, expect, test } from 'vitest'
import { parseSource } from './parse-source'

const PAGE = `🛑 Ticket shop is down #41
Closed
harbour-bot opened this issue on Mar 4, 2023 · 1 comment
Labels
status
ticket-shop
Comments
@harbour-bot
harbour-bot commented on Mar 4, 2023
Owner
In 1a2b3c4, Ticket shop (https://shop.example.org) was down:

HTTP code: 502
Response time: 91 ms

harbour-bot commented on Mar 5, 2023
Owner
Author
Resolved: Ticket shop is back up in 4d5e6f7 after 1 day, 2 hours, 3 minutes.

harbour-bot closed this as completed on Mar 5, 2023
`

describe('the page of an issue that a monitor keeps', () => {
  test('has an update for each text, with its day and no instant', () => {
    const { format, documents } = parseSource(PAGE)
    const [document] = documents
    expect(format).toBe('status-report')
    expect(document?.title).toBe('🛑 Ticket shop is down')
    expect(document?.incident).toMatchObject({
      on: '2023-03-04',
      status: 'resolved',
      statedDuration: { minutes: 26 * 60 + 3 },
      windows: [],
      statusUpdates: [
        { at: null, state: 'investigating', timeText: 'Mar 4, 2023' },
        { at: null, state: 'resolved', timeText: 'Mar 5, 2023' },
      ],
    })
    expect(document?.incident?.impact.affected).toEqual(['Ticket shop'])
    expect(document?.coverage?.kept).toBe(1)
  })

  test('is still open without a last word', () => {
    const { documents } = parseSource(PAGE.slice(0, PAGE.indexOf('harbour-bot commented on Mar 5')))
    expect(documents[0]?.incident).toMatchObject({ status: 'investigating', statedDuration: null })
    expect(documents[0]?.incident?.statusUpdates).toHaveLength(1)
  })

  test('may have the day below the name', () => {
    const text = `🛑 Ticket shop is down
#41
harbour-bot
opened on Mar 4, 2023
Owner
In 1a2b3c4, Ticket shop (https://shop.example.org) was **down**:
- HTTP code: 502
Activity
harbour-bot
on Mar 4, 2023
Author
**Resolved:** Ticket shop is back up in 4d5e6f7.
`
    expect(parseSource(text).documents[0]?.incident?.statusUpdates.map(({ state }) => state)).toEqual([
      'investigating',
      'resolved',
    ])
  })

  test('is no other text that says that something is down', () => {
    const text = '# The lift is down\n\nIt has been down since Monday. Ada wrote to the company on Mar 4, 2023.\n'
    expect(parseSource(text).format).toBe('postmortem')
  })
})
