import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dependencyIn, headingPriority, priorityIn, priorityOf, scopeIn } from './action-details'
import { parseSource } from './parse-source'

describe('a priority', () => {
  test.each([
    ['P0', 'urgent'],
    ['P1', 'high'],
    ['🔴 High', 'high'],
    ['High priority', 'high'],
    ['P2 (medium)', 'medium'],
    ['1 - Critical', 'urgent'],
    ['Hoch', 'high'],
    ['Kritisch', 'urgent'],
    ['Высокий', 'high'],
    ['Низкий приоритет', 'low'],
    ['élevée', 'high'],
    ['media', 'medium'],
    ['緊急', 'urgent'],
    ['SEV2', 'medium'],
    ['Minor', 'low'],
  ])('%s is %s', (words, priority) => expect(priorityOf(words)).toBe(priority))

  test.each(['', '1', '3', '12 h', 'unclear', '?', 'Highway team', 'TBD'])('“%s” names none', (words) =>
    expect(priorityOf(words)).toBeNull(),
  )

  test.each([
    ['[P1] Alert on age', 'high'],
    ['P0: roll the release back', 'urgent'],
    ['Alert on age (P2)', 'medium'],
    ['Alert on age (Ines, P3)', 'low'],
    ['Alert on age - high priority', 'high'],
    ['Move the P1 queue to its own host', null],
    ['Page on a P1', null],
  ])('with an item: %s', (text, priority) => expect(priorityIn(text)).toBe(priority))

  test.each([
    ['High priority', 'high'],
    ['P0', 'urgent'],
    ['P1 items', 'high'],
    ['Приоритет: высокий', 'high'],
    ['Priority 2', 'medium'],
    ['High availability', null],
    ['Follow-ups', null],
  ])('above a list: %s', (heading, priority) => expect(headingPriority(heading)).toBe(priority))
})

describe('what must come first', () => {
  test.each([
    ['A gate: invalidate first, then rotate', 'invalidate first, then rotate'],
    ['Erst den Zwischenspeicher leeren, dann rotieren', 'Erst den Zwischenspeicher leeren, dann rotieren'],
    ['Сначала сбросить кэш, потом менять ключ', 'Сначала сбросить кэш, потом менять ключ'],
    ['Rotate the keys, blocked by OPS-12', 'blocked by OPS-12'],
    ['Retire the old host (depends on the migration)', 'depends on the migration'],
    ['Delete the table after OPS-44', 'after OPS-44'],
    ['Delete the table after the backfill is done.', 'after the backfill is done'],
    ['Switch the readers over (after the cache fix)', 'after the cache fix'],
    ['Alten Schlüssel löschen, wartet auf die Freigabe', 'wartet auf die Freigabe'],
  ])('%s', (text, dependency) => expect(dependencyIn(text)).toBe(dependency))

  test.each([
    'Page the on-call after 5 minutes',
    'Look at the dashboards after each release',
    'Add an alert on the age of the queue',
    'Name the team after the product',
  ])('nothing: %s', (text) => expect(dependencyIn(text)).toBeNull())
})

describe('what it is limited to', () => {
  test.each([
    ['Turn caching off, only in eu-west', 'only in eu-west'],
    ['Schreiben sperren, nur für neue Mandanten', 'nur für neue Mandanten'],
    ['Ограничить запись только для новых клиентов', 'только для новых клиентов'],
    ['Alert on retries (eu-west only)', 'eu-west only'],
    ['Alert on retries, limited to the free plan', 'limited to the free plan'],
  ])('%s', (text, scope) => expect(scopeIn(text)).toBe(scope))

  test.each(['Retry only for 5 minutes', 'Add an alert', 'The only person on call'])('nothing: %s', (text) =>
    expect(scopeIn(text)).toBeNull(),
  )
})

const itemsOf = (actions: string) =>
  parseSource(
    `# Orders stuck\n\nDate: 2026-03-02\n\n## Summary\n\nOrders were stuck.\n\n## Root cause\n\nA full disk.\n\n## Action items\n\n${actions}\n`,
    { filename: 'report.md' },
  ).documents[0]?.incident?.actionItems.map(({ span: _span, ...item }) => item) ?? []

describe('a list', () => {
  test('what stands below an item is its description; labels are fields', () => {
    const [alert, retire] = itemsOf(
      `- Alert on the age of the queue
  - above ten minutes
  - to the on-call of orders
  - Priority: high
  - Depends on: OPS-12
- Retire the old host
  - Scope: eu-west`,
    )
    expect(alert).toMatchObject({
      title: 'Alert on the age of the queue',
      description: '- above ten minutes\n- to the on-call of orders',
      priority: 'high',
      dependency: 'OPS-12',
    })
    expect(retire).toMatchObject({ title: 'Retire the old host', scope: 'eu-west' })
    expect(retire).not.toHaveProperty('description')
    expect(retire).not.toHaveProperty('priority')
  })

  test('a heading gives its priority to what stands below', () => {
    const items = itemsOf('### P0\n\n- Free the disk\n\n### Low priority\n\n- Tidy the runbook')
    expect(items.map(({ title, priority }) => [title, priority])).toEqual([
      ['Free the disk', 'urgent'],
      ['Tidy the runbook', 'low'],
    ])
  })

  test('an item with a heading of its own', () => {
    const [item] = itemsOf(
      '### Alert on the disk\n\nAt 80 % of the volume, before it is full.\n\nOwner: Ines\nPriority: P1\nBlocked by: the new exporter',
    )
    expect(item).toMatchObject({
      title: 'Alert on the disk',
      owner: 'Ines',
      priority: 'high',
      dependency: 'the new exporter',
      description: 'At 80 % of the volume, before it is full.',
    })
  })
})

describe('a table', () => {
  test('with columns for each', () => {
    const [first, second] = itemsOf(
      `| Action item | Description | Severity | Owner | Depends on | Scope | Status |
| --- | --- | --- | --- | --- | --- | --- |
| Alert on the disk | At 80 % | High | Ines | - | eu-west | open |
| Retire the old host | | P3 | TBD | Alert on the disk | | done |`,
    )
    expect(first).toMatchObject({
      title: 'Alert on the disk',
      description: 'At 80 %',
      priority: 'high',
      owner: 'Ines',
      scope: 'eu-west',
      status: 'open',
    })
    expect(first).not.toHaveProperty('dependency')
    expect(second).toMatchObject({ priority: 'low', dependency: 'Alert on the disk', owner: null, status: 'done' })
    expect(second).not.toHaveProperty('description')
  })

  test('in German and in Russian', () => {
    const [german] = itemsOf(
      '| Maßnahme | Beschreibung | Priorität | Abhängig von |\n| --- | --- | --- | --- |\n| Platte überwachen | Ab 80 % | Hoch | Exporter |',
    )
    expect(german).toMatchObject({ description: 'Ab 80 %', priority: 'high', dependency: 'Exporter' })
    const [russian] = itemsOf(
      '| Задача | Приоритет | Зависит от |\n| --- | --- | --- |\n| Следить за диском | Высокий | экспортёр |',
    )
    expect(russian).toMatchObject({ title: 'Следить за диском', priority: 'high', dependency: 'экспортёр' })
  })

  test('a number in the column of priorities may count either way; effort and numbers are none', () => {
    const items = itemsOf(
      '| # | Action | Effort | Priority |\n| --- | --- | --- | --- |\n| 1 | Alert on the disk | high | 1 |',
    )
    expect(items[0]).toMatchObject({ title: 'Alert on the disk' })
    expect(items[0]).not.toHaveProperty('priority')
  })
})

test('no text makes them fail, and what they give stands in the text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc
      .array(fc.constantFrom('first', 'then', 'only in', 'blocked by', 'after', 'P1', '(', ')', 'x', '80 %', 'done'), {
        maxLength: 40,
      })
      .map((words) => words.join(' ')),
  )
  const squeeze = (words: string) => words.replace(/[\s*_`<>[\]&;\\]+/g, '')
  const isIn = (words: string) => {
    priorityOf(words)
    priorityIn(words)
    headingPriority(words)
    // Marks and entities of Markdown are read before: of texts with them only that reading does not fail is asked.
    const found = /[&<\\]/.test(words) ? [] : [dependencyIn(words), scopeIn(words)]
    return found.every((one) => one === null || squeeze(words).includes(squeeze(one)))
  }
  expect(() => fc.assert(fc.property(text, isIn))).not.toThrow()
})
