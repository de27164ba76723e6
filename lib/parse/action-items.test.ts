import { describe, expect, test } from 'vitest'
import { readItem } from './action-items'

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
