import { describe, expect, test } from 'vitest'
import { parseSource } from './parse-source'

function incidentOf(lines: string[]) {
  const [document] = parseSource(lines.join('\n'), { filename: 'report.md' }).documents
  if (!document?.incident) throw new Error('the report was not read as one incident')
  return { ...document.incident, doubts: document.doubts ?? [] }
}

const instants = (lines: string[]) => incidentOf(lines).timeline.map(({ at }) => at)

describe('a list by a clock of twelve hours that leaves out am and pm', () => {
  test('goes on into the afternoon, and a person is asked', () => {
    const { timeline, doubts } = incidentOf([
      '# Bookings lost on 3 March 2025',
      '## Timeline (UTC)',
      '- 10:50 the queue stops',
      '- 12:20 the worker is restarted',
      '- 1:40 the queue fills again',
      '- 4:05 a larger worker takes over',
    ])
    expect(timeline.map(({ at }) => at)).toEqual([
      '2025-03-03T10:50:00Z',
      '2025-03-03T12:20:00Z',
      '2025-03-03T13:40:00Z',
      '2025-03-03T16:05:00Z',
    ])
    // the same question is asked once
    expect(doubts.filter(({ reason }) => reason.includes('afternoon')).map(({ path }) => path)).toEqual([
      'timeline.2.at',
    ])
  })

  test('also where each line has its date', () => {
    expect(
      instants([
        '# Bookings lost',
        '## Timeline (UTC)',
        '* 2025-03-02 19:00 release of 4.1',
        '* 2025-03-03 09:10 first report',
        '* 2025-03-03 12:35 the release is taken back',
        '* 2025-03-03 1:15 the old build fails',
        '* 2025-03-03 1:10 a second person joins',
        '* 2025-03-03 10:30 all bookings restored',
      ]),
    ).toEqual([
      '2025-03-02T19:00:00Z',
      '2025-03-03T09:10:00Z',
      '2025-03-03T12:35:00Z',
      '2025-03-03T13:15:00Z',
      '2025-03-03T13:10:00Z',
      '2025-03-03T22:30:00Z',
    ])
  })

  test('a leading zero, a list from new to old and a time behind the afternoon keep what is written', () => {
    expect(
      instants(['# Bookings lost on 3 March 2025', '## Timeline (UTC)', '- 11:10 a', '- 12:20 b', '- 01:40 c']),
    ).toEqual(['2025-03-03T11:10:00Z', '2025-03-03T12:20:00Z', '2025-03-04T01:40:00Z'])
    expect(
      instants([
        '# Bookings lost on 3 March 2025',
        '## Timeline (UTC)',
        '- 2025-03-03 12:30 all is well',
        '- 2025-03-03 5:10 the queue stops',
      ]),
    ).toEqual(['2025-03-03T12:30:00Z', '2025-03-03T05:10:00Z'])
    expect(
      instants(['# Bookings lost on 3 March 2025', '## Timeline (UTC)', '- 21:10 a', '- 23:20 b', '- 1:40 c']),
    ).toEqual(['2025-03-03T21:10:00Z', '2025-03-03T23:20:00Z', '2025-03-04T01:40:00Z'])
  })
})
