import { describe, expect, test } from 'vitest'
import { findDateOrder } from './date-order'
import { type CalendarDate, completeDate, findDates, isoDate } from './dates'
import { readDuration } from './durations'
import { findTimes } from './times'
import { findZone, isOutOfSeason, offsetAt, toInstant, zoneNamed } from './zones'

describe('dates', () => {
  const anchor: CalendarDate = { year: 2024, month: 1, day: 19 }
  test.each([
    ['on January 15th at 10:54', '2024-01-15'],
    ['Jan 19, 2024 - 16:01', '2024-01-19'],
    ['am 8. Januar 2026', '2026-01-08'],
    ['от 8 января 2026 года', '2026-01-08'],
    ['2024-01-15/16', '2024-01-15'],
    ['31/12/2023', '2023-12-31'],
    ['12/31/2023', '2023-12-31'],
    ['le 3 février 2025', '2025-02-03'],
    ['2025年3月4日', '2025-03-04'],
    ['Friday 29 November 2019', '2019-11-29'],
    ['December 30th', '2023-12-30'],
    ['8 мая 2024', '2024-05-08'],
    ['5 de marzo de 2024', '2024-03-05'],
    ['1º de março de 2024', '2024-03-01'],
    ['w dniu 5 maja 2024 r.', '2024-05-05'],
    ['5 augusti 2024', '2024-08-05'],
    ['3월 5일', '2024-03-05'],
    ['[05/Mar/2024:10:02:11 +0000]', '2024-03-05'],
    ['22-23.03.2019', '2019-03-22'],
  ])('%s', (text, expected) => {
    const hit = findDates(text)[0]
    const date = hit && completeDate(hit, anchor)
    expect(date && isoDate(date)).toBe(expected)
  })

  test.each(['03/04/2024', 'it may 5 times', 'version 1.2.2024.1', '2024-02-31', 'port 8080'])(
    'no date in %s',
    (text) => {
      expect(findDates(text).filter(({ day }) => day !== null)).toEqual([])
    },
  )

  test('a date of two readings is given as one only to those who ask', () => {
    expect(findDates('on 03/04/2024', 'dmy')[0]).toMatchObject({ month: 4, day: 3 })
    expect(findDates('on 03/04/2024', 'mdy')[0]).toMatchObject({ month: 3, day: 4 })
    expect(findDates('on 03/04/2024', null, true)[0]).toMatchObject({ ambiguous: true })
  })

  test.each([
    [['05/03/2024', '13/03/2024'], 'dmy'],
    [['05/03/2024', '03/13/2024'], 'mdy'],
    [['05/03/2024', 'Report of 2024-03-05'], 'dmy'],
    [['05/03/2024', 'Report of 3 May 2024'], 'mdy'],
    [['05/03/2024', 'all times PST'], 'mdy'],
    [['05/03/2024', 'all times BST'], 'dmy'],
    [['05/03/2024'], null],
    [['13/03/2024', '03/13/2024'], null],
    [['[12-05 16:21] a', '[03-26 17:40] b'], 'mdy'],
  ])('the order of %s', (texts, order) => {
    expect(findDateOrder(texts)).toBe(order)
  })

  test('"early December" is a month without a day', () => {
    expect(findDates('In early December we began')[0]).toMatchObject({ month: 12, day: null, vague: true })
  })
})

describe('times', () => {
  test.each([
    ['at 16:35', [[16, 35]]],
    ['11:15 PM', [[23, 15]]],
    ['12:05 am', [[0, 5]]],
    ['9 a.m. today', [[9, 0]]],
    ['16:00 Uhr Vorfall', [[16, 0]]],
    [
      '10:02-10:15',
      [
        [10, 2],
        [10, 15],
      ],
    ],
    ['ratio 3:7 and 25:00', []],
    ['2024-01-15T10:54:00Z', [[10, 54]]],
    ['10:02: the pager went off', [[10, 2]]],
    ['1002Z', [[10, 2]]],
    ['10h02', [[10, 2]]],
    ['pendant 2h30', []],
    ['12 noon', [[12, 0]]],
    ['kl. 10.02', [[10, 2]]],
    ['o godz. 15.30', [[15, 30]]],
    ['15 Uhr 30', [[15, 30]]],
    ['в 15 ч 30 мин', [[15, 30]]],
    ['в 3 часа дня', [[15, 0]]],
    ['a las 3 de la tarde', [[15, 0]]],
    ['午前10時30分', [[10, 30]]],
    ['午後0時05分', [[12, 5]]],
    ['下午3点半', [[15, 30]]],
    ['次の3点', []],
    ['오후 3시 20분', [[15, 20]]],
    ['24時間', []],
    ['24:00', [[24, 0]]],
    ['version 10.02 of', []],
  ])('%s', (text, expected) => {
    expect(findTimes(text).map(({ hour, minute }) => [hour, minute])).toEqual(expected)
  })

  test('the zone behind a time belongs to it, a range is no offset', () => {
    expect(findTimes('16:52 MST')[0]).toMatchObject({ length: 9, zone: { text: 'MST', minutes: -420 } })
    expect(findTimes('10:02-10:15')[0]?.zone).toBeNull()
    expect(findTimes('10:02 pst')[0]?.zone).toBeNull()
  })
})

describe('zones', () => {
  const noon = (month: number) => ({ year: 2025, month, day: 10, hour: 12, minute: 0, second: 0 })
  test('an abbreviation keeps its offset, a region follows its daylight saving', () => {
    expect(toInstant(noon(1), zoneNamed('PST') ?? { text: '', kind: 'ambiguous' })).toBe('2025-01-10T20:00:00Z')
    // nobody's clock shows PST in July, yet the name has one offset
    const july = '2025-07-10T20:00:00Z'
    expect(toInstant(noon(7), zoneNamed('PST') ?? { text: '', kind: 'ambiguous' })).toBe(july)
    expect(isOutOfSeason(zoneNamed('PST') ?? { text: '', kind: 'ambiguous' }, july)).toBe(true)
    expect(isOutOfSeason(zoneNamed('PDT') ?? { text: '', kind: 'ambiguous' }, july)).toBe(false)
    expect(toInstant(noon(7), zoneNamed('BST') ?? { text: '', kind: 'ambiguous' })).toBe('2025-07-10T11:00:00Z')
    expect(toInstant(noon(1), zoneNamed('BST') ?? { text: '', kind: 'ambiguous' })).toBeNull()
    expect(toInstant(noon(7), zoneNamed('PT') ?? { text: '', kind: 'ambiguous' })).toBe('2025-07-10T19:00:00Z')
    expect(toInstant(noon(7), zoneNamed('Europe/Berlin') ?? { text: '', kind: 'ambiguous' })).toBe(
      '2025-07-10T10:00:00Z',
    )
    expect(zoneNamed('UTC+5:30')).toMatchObject({ minutes: 330 })
  })

  test.each(['CST', 'IST', 'AST'])('%s gives no instant', (name) => {
    const zone = zoneNamed(name)
    expect(zone?.kind).toBe('ambiguous')
    expect(zone && toInstant(noon(1), zone)).toBeNull()
    expect(zone && offsetAt(zone, '2025-01-01T00:00:00Z')).toBeNull()
  })

  test('words are no zones', () => {
    expect(findZone('the BESTCET and METRIC')).toBeNull()
    expect(findZone('All times in CET')?.zone.text).toBe('CET')
  })
})

describe('durations', () => {
  test.each([
    ['~60 minutes', 60, true],
    ['ca. 60 Minuten', 60, true],
    ['~60 минут', 60, true],
    ['1 hour and 25 minutes', 85, false],
    ['etwa 1 Stunde 10 Minuten', 70, true],
    ['2h30m', 150, false],
    ['45 min (SLA 4 h)', 45, false],
    ['1:20 h', 80, false],
    ['approximately one hour', 60, true],
    ['environ 2 heures 15 minutes', 135, true],
    ['unas dos horas', 120, true],
    ['cerca de 40 minutos', 40, true],
    ['2 uur en 10 minuten', 130, false],
    ['1 timme och 20 minuter', 80, false],
    ['1 godz. 30 min', 90, false],
    ['約1時間35分', 95, true],
    ['持续2小时5分钟', 125, false],
    ['약 1시간 10분', 70, true],
  ])('%s', (text, minutes, approximate) => {
    expect(readDuration(text)).toEqual({ minutes, approximate })
  })

  test('a text without a length gives null', () => {
    expect(readDuration('an unknown time and a half-hearted fix')).toBeNull()
  })
})
