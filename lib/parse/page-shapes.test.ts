import { describe, expect, test } from 'vitest'
import { parseSource } from './parse-source'

/** The only incident of a made-up report. */
function incidentOf(lines: string[], filename = 'report.md') {
  const [document] = parseSource(lines.join('\n'), { filename }).documents
  if (!document?.incident) throw new Error('the report was not read as one incident')
  return document.incident
}

const itemsOf = (lines: string[]) =>
  incidentOf(['# Oven outage on 2025-03-03', 'No bread for an hour.', '## Action items', ...lines]).actionItems

describe('tables written as HTML', () => {
  const incident = incidentOf([
    '# Oven outage (3 March 2025)',
    '## Timeline',
    '<table>',
    '<thead><tr><th><strong>Time (UTC)</strong></th><th>Notes</th></tr></thead>',
    '<tbody>',
    '<tr><td><span dir="ltr">7:06am</span></td><td>The oven and the mixer stop</td></tr>',
    '<tr><td>8am</td><td>Maya starts them by hand</td></tr>',
    '<tr><td></td><td></td></tr>',
    '</tbody></table>',
    '## Action items',
    '<table>',
    '<tr><th>Action</th><th>Owner</th></tr>',
    '<tr><td>Buy a second fuse</td><td>Sam</td></tr>',
    '<tr><td></td><td></td></tr>',
    '</table>',
  ])

  test('give entries and action items, and empty rows give none', () => {
    expect(incident.timeline.map(({ at, text }) => [at, text])).toEqual([
      ['2025-03-03T07:06:00Z', 'The oven and the mixer stop'],
      ['2025-03-03T08:00:00Z', 'Maya starts them by hand'],
    ])
    expect(incident.actionItems.map(({ title, owner }) => [title, owner])).toEqual([['Buy a second fuse', 'Sam']])
  })
})

describe('the lines of a timeline', () => {
  const entries = (lines: string[]) =>
    incidentOf(['# Oven outage on 3 March 2025', ...lines]).timeline.map(({ at, precision, text }) => [
      at,
      precision,
      text,
    ])

  test('may be parted by line breaks of HTML', () => {
    expect(entries(['## Timeline (UTC)', '9:05 - The oven stops<br>9:40 - The oven runs<br/>'])).toEqual([
      ['2025-03-03T09:05:00Z', 'minute', 'The oven stops'],
      ['2025-03-03T09:40:00Z', 'minute', 'The oven runs'],
    ])
  })

  test('may write times with a full stop', () => {
    expect(
      entries(['## Timeline (UTC)', '- 9.06 The oven stops', '- 10.12 Maya calls Sam', '- 19.00 The oven runs']),
    ).toEqual([
      ['2025-03-03T09:06:00Z', 'minute', 'The oven stops'],
      ['2025-03-03T10:12:00Z', 'minute', 'Maya calls Sam'],
      ['2025-03-03T19:00:00Z', 'minute', 'The oven runs'],
    ])
  })

  test('take the day of the heading above them', () => {
    const found = entries(['## Timeline', '### 4 March 2025', '- The oven is cleaned', '- The fuse is changed'])
    expect(found.map(([, precision, text]) => [precision, text])).toEqual([
      ['day', 'The oven is cleaned'],
      ['day', 'The fuse is changed'],
    ])
  })

  test('take the time of the heading above them', () => {
    expect(entries(['## Timeline (UTC)', '### 1:06 PM', '- Maya calls the electrician'])).toEqual([
      ['2025-03-03T13:06:00Z', 'minute', 'Maya calls the electrician'],
    ])
  })

  test('take the day of the line above them', () => {
    const found = entries([
      '## Timeline',
      'Tue 4 Mar 2025',
      '- The oven is cleaned',
      '',
      'Wed 5 Mar 2025',
      '- The fuse is changed',
    ])
    expect(found.map(([, precision, text]) => [precision, text])).toEqual([
      ['day', 'The oven is cleaned'],
      ['day', 'The fuse is changed'],
    ])
  })

  test('go on by the clock of twelve hours of the heading above them', () => {
    expect(
      entries(['## Timeline (UTC)', '### 1:42-1:59 PM: Repair', '- 1:45: Sam changes the fuse']).map(([at]) => at),
    ).toEqual(['2025-03-03T13:42:00Z', '2025-03-03T13:45:00Z'])
  })

  test('are not the lines of a log that was seen then', () => {
    const lines = ['## Timeline', '### 13:51', 'Sam reads the log:', '```', '2025-03-03T20:55:30Z fuse blown', '```']
    expect(entries([...lines, '### 14:10', 'Sam changes the fuse.']).map(([at]) => at)).toEqual([null, null])
  })

  test('have no instant where the hour is given as unknown', () => {
    const [first] = entries(['## Timeline (UTC)', '- ??:?? The fuse blows', '- 9:05 The oven stops'])
    expect(first?.[0]).toBeNull()
  })
})

describe('a date in the title of the front matter', () => {
  test('is read in the order that the zone of the times tells', () => {
    const incident = incidentOf([
      '---',
      'date: 2025-06-17',
      'title: Incident report - oven (03-09-2025)',
      '---',
      '## <span dir="ltr">Overview</span>',
      'The oven was cold.',
      '## Timeline',
      '| Time (EST) | Notes |',
      '| --- | --- |',
      '| 7:06am | The oven stops |',
    ])
    expect(incident.timeline.map(({ at }) => at)).toEqual(['2025-03-09T12:06:00Z'])
  })
})

describe('a day with a raised ending', () => {
  test('is a date', () => {
    const lines = ['# Oven outage', 'On March 3<sup>rd</sup>, 2025, the oven was cold.', '## Impact', 'No bread.']
    expect(incidentOf(lines).on).toBe('2025-03-03')
  })
})

describe('a comment of HTML', () => {
  test('gives no date', () => {
    expect(
      incidentOf(['# Oven outage', '<!-- written on 2025-03-03 -->', 'No bread.', '## Impact', 'Hunger.']).on,
    ).toBeNull()
  })
})

describe('the state of an action item', () => {
  test('is told by a mark before it', () => {
    const items = itemsOf(['- **TODO** Buy a fuse', '- **DONE** Clean the oven'])
    expect(items.map(({ title, status }) => [title, status])).toEqual([
      ['Buy a fuse', 'open'],
      ['Clean the oven', 'done'],
    ])
  })

  test('is told by a tail that says where it was done', () => {
    const [item] = itemsOf(['- Write down the fuse numbers - done in https://forge.example.org/bakery/pull/12'])
    expect(item?.status).toBe('done')
  })

  test('is not told by a word inside a sentence', () => {
    const [item] = itemsOf(['- Ask when the work on the oven will be done'])
    expect(item?.status).not.toBe('done')
  })
})

describe('the owner of an action item', () => {
  test('stands in bold above the items', () => {
    const items = itemsOf(['**JP**', '- Buy a fuse', '- Clean the oven', '', '**AC**', '- Call the electrician'])
    expect(items.map(({ title, owner }) => [title, owner])).toEqual([
      ['Buy a fuse', 'JP'],
      ['Clean the oven', 'JP'],
      ['Call the electrician', 'AC'],
    ])
  })

  test('stands in brackets before the item', () => {
    const [item] = itemsOf(['- [ines] Buy a fuse'])
    expect([item?.title, item?.owner]).toEqual(['Buy a fuse', 'ines'])
  })
})

describe('what stands below action items and is none', () => {
  test('a sentence that says there are none', () => {
    expect(itemsOf(['No action items at this time.'])).toEqual([])
  })

  test('the description of the item above it', () => {
    const items = itemsOf(['- Buy a fuse', '  - Description: it has to fit the old box'])
    expect(items.map(({ title }) => title)).toEqual(['Buy a fuse'])
  })
})
