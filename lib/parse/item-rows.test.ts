import fc from 'fast-check'
import { stringify } from 'csv-stringify/sync'
import { expect, test } from 'vitest'
import { readDay, readKind, readPriority, readStatus } from './item-cells'
import { readItemRows, unescapeCell } from './item-rows'

const read = (text: string, skip: string[] = []) => {
  const found = readItemRows(text, skip)
  if ('problem' in found) throw new Error(found.problem)
  return found
}
const problemOf = (text: string) => {
  const found = readItemRows(text)
  return 'problem' in found ? found.problem : null
}

test('a tracker’s table with other headings, another order and semicolons', () => {
  const { columns, rows } = read(
    'Assignee;State;Summary;Due date;Postmortem;Link;Votes\nmaya;To Do;"Alert; at 80 %";30.04.2026;queue-stall;OPS-12;3\n',
  )
  expect(columns.map(({ field }) => field)).toEqual(['owner', 'status', 'title', 'due', 'of', 'ticket', null])
  expect(columns.at(-1)?.why).toBe('unknown heading')
  expect(rows).toMatchObject([
    {
      line: 2,
      id: null,
      of: 'queue-stall',
      problems: [],
      cells: {
        owner: { value: 'maya' },
        status: { value: 'open' },
        title: { value: 'Alert; at 80 %' },
        due: { value: '2026-04-30' },
        ticket: { value: 'OPS-12' },
      },
    },
  ])
})

test('tabs, a byte order mark, quoted line ends and blank lines; rows keep their line', () => {
  const { rows } = read('\uFEFFTitle\tNotes\tIncident\r\nOne\t"first\r\nsecond"\ta\r\n\r\nTwo\t\tb\r\n')
  expect(rows.map(({ line }) => line)).toEqual([2, 5])
  expect(rows[0]?.cells.description?.value).toBe('first\nsecond')
  expect(rows[1]?.cells.description?.value).toBeNull()
  expect(read('sep=;\nTitle;Incident\nOne;a').rows).toMatchObject([{ line: 3, of: 'a' }])
})

test('what cannot be read is told and not guessed', () => {
  const { rows } = read(
    'title,status,due,priority,kind\nA,maybe later,03/04/2026,soonish,Story\nB,Done,2026-02-30,P1,Prevent\n',
  )
  expect(rows[0]?.problems).toHaveLength(4)
  expect(rows[0]?.problems[1]).toContain('can be two days')
  expect(rows[1]?.problems).toHaveLength(1)
  expect(rows[1]?.cells).toMatchObject({
    status: { value: 'done' },
    priority: { value: 'high' },
    kind: { value: 'prevent' },
  })
})

test('a column can be left out, and of two for the same the first is read', () => {
  const { columns, rows } = read('title,Type,Owner,Assignee\nA,Story,maya,sam\n', ['Type'])
  expect(columns.map(({ why }) => why)).toEqual([null, 'left out', null, '“Owner” is read instead'])
  expect(rows[0]).toMatchObject({ problems: [], cells: { owner: { value: 'maya' } } })
})

test('texts that are no such table', () => {
  expect(problemOf('title\n')).toMatch(/no row/)
  expect(problemOf('colour,size\nred,1\n')).toMatch(/first line/)
  expect(problemOf('title\n"open quote\n')).toMatch(/quotes/)
  expect(problemOf(`title\n${'x\n'.repeat(5001)}`)).toMatch(/5,000/)
})

test.each([
  ['2026-04-30', '2026-04-30'],
  ['30.04.2026', '2026-04-30'],
  ['30/04/2026', '2026-04-30'],
  ['04/30/2026', '2026-04-30'],
  ['30 Apr 2026', '2026-04-30'],
  ['April 30, 2026', '2026-04-30'],
  ['30/Apr/26 12:00 AM', '2026-04-30'],
  ['2026-04-30T00:00:00.000Z', '2026-04-30'],
  ['2026-04-30 09:15', '2026-04-30'],
  ['', null],
  ['-', null],
])('the day %s', (written, day) => {
  expect(readDay(written)).toEqual({ value: day })
})

test.each(['03/04/2026', '2026-02-30', 'next week', '30 April', '2026', '2026-04-30 or so', 'Q3'])(
  '%s is no day',
  (written) => {
    expect(readDay(written)).toHaveProperty('problem')
  },
)

test('states, kinds and priorities as people write them', () => {
  const values = ['In Progress', 'WONTFIX', 'Won’t do', 'Canceled', 'closed', 'To do', 'erledigt', 'Backlog'].map(
    readStatus,
  )
  expect(values).toEqual(
    ['in-progress', 'wont-do', 'wont-do', 'wont-do', 'done', 'open', 'done', 'open'].map((value) => ({ value })),
  )
  expect(readPriority('Highest')).toEqual({ value: 'urgent' })
  expect(readPriority('No priority')).toEqual({ value: null })
  expect(readPriority('2')).toHaveProperty('problem')
  expect(readKind('Detection')).toEqual({ value: 'detect' })
  expect(readKind('Bug')).toHaveProperty('problem')
})

test('a cell that was kept from being a formula is taken back, whatever it says', () => {
  expect(unescapeCell("'=SUM(A1)")).toBe('=SUM(A1)')
  expect(unescapeCell("'tis")).toBe("'tis")
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
      const written = stringify([['title'], [text]], {
        escape_formulas: true,
        record_delimiter: '\r\n',
        quoted_match: /[\r\n]/,
      })
      const wanted = text.replaceAll(/\r\n?/g, '\n').trim()
      if (wanted === '' || text.startsWith("'")) return
      const found = readItemRows(written)
      expect('rows' in found && found.rows[0]?.cells.title?.value).toBe(wanted)
    }),
  )
})

test('any text is read or refused, and never thrown at', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(Object.keys(readItemRows(`title,due\n${text}`)).length).toBeGreaterThan(0)
    }),
  )
})
