import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseSource } from './parse-source'

/** One way to write a timeline: `line` of an instant (milliseconds, UTC) and a text, below `head`. */
type Shape = { name: string; head: string; line: (at: Date, text: string, first: boolean) => string; foot?: string }

const two = (value: number) => String(value).padStart(2, '0')
const day = (at: Date) => `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`
const clock = (at: Date) => `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`
const shifted = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000)
const ENGLISH = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const RUSSIAN = 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' ')
const FRENCH = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ')
const POLISH =
  'stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia'.split(' ')
const half = (at: Date) => {
  const hour = at.getUTCHours() % 12 || 12
  return `${hour}:${two(at.getUTCMinutes())} ${at.getUTCHours() < 12 ? 'AM' : 'PM'}`
}
const spelled = (at: Date, months: string[]) =>
  `${at.getUTCDate()} ${months[at.getUTCMonth()] ?? ''} ${at.getUTCFullYear()}`

const SHAPES: Shape[] = [
  { name: 'bullets', head: '## Timeline (UTC)\n\n', line: (at, text) => `- ${day(at)} ${clock(at)} - ${text}` },
  { name: 'bold bullets', head: '## Timeline\n\n', line: (at, text) => `* **${day(at)} ${clock(at)} UTC**: ${text}` },
  {
    name: 'brackets',
    head: '## Timeline\n\nAll times in UTC.\n\n',
    line: (at, text) => `- [${day(at)} ${clock(at)}] ${text}`,
  },
  {
    name: 'ISO with an offset',
    head: '## Timeline\n\n',
    line: (at, text) => `- ${day(shifted(at, 330))}T${clock(shifted(at, 330))}:00+05:30 ${text}`,
  },
  {
    name: 'git dates',
    head: '## Timeline\n\n',
    line: (at, text) => `- ${day(shifted(at, -300))} ${clock(shifted(at, -300))}:00 -0500 ${text}`,
  },
  {
    name: 'seconds since 1970',
    head: '## Timeline\n\n| Time | Event |\n|---|---|\n',
    line: (at, text) => `| ${at.getTime() / 1000} | ${text} |`,
  },
  {
    name: 'halves of the day',
    head: '## Timeline\n\nTimes are UTC.\n\n',
    line: (at, text) =>
      `- ${ENGLISH[at.getUTCMonth()]} ${at.getUTCDate()}, ${at.getUTCFullYear()} ${half(at)} - ${text}`,
  },
  { name: 'lines', head: '## Timeline\n\nAll times UTC\n\n', line: (at, text) => `${day(at)} ${clock(at)}: ${text}` },
  { name: 'heads', head: '## Timeline\n\n', line: (at, text) => `### ${day(at)} ${clock(at)} UTC\n\n${text}\n` },
  {
    name: 'table',
    head: '## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n',
    line: (at, text) => `| ${day(at)} ${clock(at)} | ${text} |`,
  },
  {
    name: 'date column behind',
    head: '## Timeline\n\n| Event | Time | Date | Who |\n|---|---|---|---|\n',
    line: (at, text) => `| ${text} | ${clock(at)} UTC | ${day(at)} | kim |`,
  },
  {
    name: 'columns per zone',
    head: '## Timeline\n\n| Date | JST | UTC | Event |\n|---|---|---|---|\n',
    line: (at, text) => `| ${day(shifted(at, 540))} | ${clock(shifted(at, 540))} | ${clock(at)} | ${text} |`,
  },
  {
    name: 'code',
    head: '## Timeline\n\nAll times in UTC.\n\n```\n',
    line: (at, text) => `${day(at)} ${clock(at)}  ${text}`,
    foot: '\n```',
  },
  {
    name: 'ranges',
    head: '## Timeline (UTC)\n\n',
    line: (at, text) => `- ${day(at)} ${clock(at)} - ${clock(shifted(at, 7))}: ${text}`,
  },
  {
    name: 'both zones',
    head: '## Timeline\n\n',
    line: (at, text) => `- ${day(at)} ${clock(at)} UTC (${clock(shifted(at, 540))} JST) - ${text}`,
  },
  {
    name: 'German',
    head: '## Zeitlicher Ablauf (UTC)\n\n',
    line: (at, text) =>
      `- ${two(at.getUTCDate())}.${two(at.getUTCMonth() + 1)}.${at.getUTCFullYear()}, ${clock(at)} Uhr: ${text}`,
  },
  {
    name: 'Russian',
    head: '## Хронология\n\nВсё время указано по МСК.\n\n',
    line: (at, text) => `- ${spelled(shifted(at, 180), RUSSIAN)} г. в ${clock(shifted(at, 180))} — ${text}`,
  },
  {
    name: 'French',
    head: '## Chronologie (UTC)\n\n',
    line: (at, text) => `- Le ${spelled(at, FRENCH)} à ${clock(at).replace(':', 'h')} : ${text}`,
  },
  {
    name: 'Polish',
    head: '## Oś czasu (UTC)\n\n',
    line: (at, text) => `- ${spelled(at, POLISH)} r., godz. ${clock(at)} – ${text}`,
  },
  {
    name: 'Japanese',
    head: '## タイムライン\n\n時刻はすべてJST。\n\n',
    line: (at, text) => {
      const local = shifted(at, 540)
      return `- ${local.getUTCFullYear()}年${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${local.getUTCHours()}時${two(local.getUTCMinutes())}分 ${text}`
    },
  },
  {
    name: 'Korean',
    head: '## 타임라인 (KST)\n\n',
    line: (at, text) => {
      const local = shifted(at, 540)
      const hour = local.getUTCHours()
      return `- ${local.getUTCFullYear()}년 ${local.getUTCMonth() + 1}월 ${local.getUTCDate()}일 ${hour < 12 ? '오전' : '오후'} ${hour % 12 || 12}시 ${local.getUTCMinutes()}분: ${text}`
    },
  },
  {
    name: 'date once',
    head: '## Timeline (UTC)\n\n',
    line: (at, text, first) => (first ? `- ${day(at)} ${clock(at)}: ${text}` : `- ${clock(at)}: ${text}`),
  },
  {
    name: 'date in the first row',
    head: '## Timeline\n\n| Date | Time (UTC) | What |\n|---|---|---|\n',
    line: (at, text, first) => `| ${first ? day(at) : ''} | ${clock(at)} | ${text} |`,
  },
]

const words = fc.constantFrom(
  'Queue length was above its limit.',
  'The team looked at the second shard.',
  'Errors rose in the checkout.',
  'A call with the provider was opened.',
  'The old version was put back.',
  'Customers were told.',
)

/** Instants in order, less than a day apart and not going on past midnight by more than the reader can see. */
const steps = fc.record({
  start: fc.integer({ min: Date.UTC(2015, 0, 2) / 60_000, max: Date.UTC(2035, 11, 28) / 60_000 }),
  gaps: fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), words), { minLength: 2, maxLength: 9 }),
})

describe('a timeline that is written and read again', () => {
  test.each(SHAPES)('$name: same instants, same texts', ({ head, line, foot = '' }) => {
    fc.assert(
      fc.property(steps, ({ start, gaps }) => {
        let minutes = start
        const expected = gaps.map(([gap, text]) => {
          minutes += gap
          return { at: new Date(minutes * 60_000), text }
        })
        const body = expected.map(({ at, text }, index) => line(at, text, index === 0)).join('\n')
        const source = `# Report\n\n${head}${body}${foot}\n\n## Root cause\n\nA limit was missing.\n`
        const timeline = parseSource(source, {}).documents[0]?.incident?.timeline ?? []
        expect(timeline.map(({ at, text }) => [at, text])).toEqual(
          expected.map(({ at, text }) => [at.toISOString().replace('.000Z', 'Z'), text]),
        )
        for (const { span, text } of timeline) expect(source.slice(...(span ?? [0, 0]))).toContain(text)
      }),
      { numRuns: 25 },
    )
  })

  test('without a zone there is a wall clock and no instant', () => {
    for (const { head, line } of SHAPES.filter(({ name }) => name === 'bullets' || name === 'date once')) {
      const at = new Date(Date.UTC(2024, 2, 5, 10, 2))
      const draft = parseSource(
        `# R\n\n${head.replace(' (UTC)', '')}${line(at, 'A.', true)}\n${line(at, 'B.', true)}\n`,
        {},
      )
      const timeline = draft.documents[0]?.incident?.timeline ?? []
      expect(timeline.map((entry) => [entry.at, entry.timeText])).toEqual([
        [null, '2024-03-05 10:02'],
        [null, '2024-03-05 10:02'],
      ])
      expect(draft.problems.filter(({ message }) => message.includes('time zone'))).toHaveLength(1)
    }
  })
})

test('a time that goes on ("16:00~") is in the zone of its column', () => {
  const text = `# Boards are slow on 2025-03-04

## Timeline

| 시각 (KST) | 시각 (UTC) | 이벤트 |
|---|---|---|
| 16:00~ | 07:00~ | 연결이 끊긴다 |
| 17:16 | 08:16 | 재시작 |
`
  const timeline = parseSource(text).documents[0]?.incident?.timeline ?? []
  expect(timeline.map(({ at }) => at)).toEqual(['2025-03-04T07:00:00Z', '2025-03-04T08:16:00Z'])
})
