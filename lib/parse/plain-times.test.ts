import { describe, expect, test } from 'vitest'
import { parseSource } from './parse-source'

const entries = (text: string) =>
  parseSource(text, { filename: 'report.md' }).documents[0]?.incident?.timeline.map(({ at, text: told }) => [at, told])

describe('lines that open with a time and have no mark', () => {
  test('with the word for the hour', () => {
    const text = `# Ausfall der Suche am 3. Februar 2025\n\n## Verlauf (Europe/Berlin)\n\n09:00 Uhr: Die Suche gibt für sehr viele Anfragen keine Treffer\n09:20 Uhr: Der Kundendienst meldet mehrere Beschwerden dazu\n10:05 Uhr: Der Index ist neu aufgebaut, Störung behoben\n`
    expect(entries(text)?.map(([at]) => at)).toEqual([
      '2025-02-03T08:00:00Z',
      '2025-02-03T08:20:00Z',
      '2025-02-03T09:05:00Z',
    ])
  })

  test('in bold', () => {
    const text = `# Caída de la búsqueda el 3 de febrero de 2025\n\n## Cronología (Europe/Madrid)\n\n**09:00** La búsqueda no devuelve resultados a muchos clientes\n**09:20** Un cliente avisa de que no encuentra sus pedidos\n**10:05** Índice reconstruido, servicio restablecido\n`
    expect(entries(text)?.map(([at]) => at)).toEqual([
      '2025-02-03T08:00:00Z',
      '2025-02-03T08:20:00Z',
      '2025-02-03T09:05:00Z',
    ])
  })

  test('the zone behind the incident’s time of a Chinese report holds for them', () => {
    const text = `# 搜索服务中断事故报告\n\n**事故时间**：2025年2月3日 09:00 至 10:05（UTC+8）\n\n## 事故经过\n\n1. 09:00 搜索接口开始报错\n2. 10:05 业务恢复正常\n`
    expect(entries(text)?.map(([at]) => at)).toEqual(['2025-02-03T01:00:00Z', '2025-02-03T02:05:00Z'])
  })
})

test('a title that begins with "Image" is no caption, nor is the line that sums up how long it took', () => {
  const text =
    'Image search is empty\n\nIncident resolved in 40 minutes\n\nRESOLVED\nAugust 5, 2025 at 10:40 AM UTC\nResults are back.\n\nINVESTIGATING\nAugust 5, 2025 at 10:00 AM UTC\nSome searches find nothing.\n'
  expect(parseSource(text, { filename: 'status.txt' }).documents[0]?.title).toBe('Image search is empty')
})

describe('what stands around the times', () => {
  const lines = (head: string[], zone: string) =>
    parseSource([...head, zone, '', '- 09:00 the queue stops', '- 09:20 the queue runs'].join('\n'), {
      filename: 'report.md',
    }).documents[0]?.incident

  test('a time within an address gives no zone', () => {
    const incident = lines(
      [
        '# Bookings lost on 3 March 2025',
        '',
        'The [query](https://logs.example.org/find;cursor=2025-03-03T08:12:54.520Z?x=1) shows it.',
        '',
      ],
      '## Timeline',
    )
    expect(incident?.timeline.map(({ at }) => at)).toEqual([null, null])
    expect(incident?.zone).toBeNull()
  })

  test('the older names of American zones', () => {
    const incident = lines(
      ['# Bookings lost on 3 July 2025', '', '## Timeline'],
      '\n_(All times US/Pacific, 24-hour clock.)_',
    )
    expect(incident?.timeline.map(({ at }) => at)).toEqual(['2025-07-03T16:00:00Z', '2025-07-03T16:20:00Z'])
  })

  test('the day of the last update is not the day of the incident', () => {
    const incident = lines(
      [
        '# The day without bookings',
        '',
        '> *Last Update: May 4, 2025 @ 1945 UTC*',
        '',
        'On April 28, 2025, all bookings failed.',
        '',
      ],
      '## Timeline (UTC)',
    )
    expect(incident?.on).toBe('2025-04-28')
    expect(incident?.timeline[0]?.at).toBe('2025-04-28T09:00:00Z')
  })
})

test('a row of a table without a remark tells what its other cells say', () => {
  const text = `# Boiler draws too much on 3 February 2025

## Timeline (UTC)

| Time | Power | Mode | Notes |
|---|---|---|---|
| 09:00 | 0 W | Off | |
| 09:05 | 310 W | Pump | Pump started |
| | 20 W | | |
`
  expect(entries(text)).toEqual([
    ['2025-02-03T09:00:00Z', '0 W, Off'],
    ['2025-02-03T09:05:00Z', 'Pump started'],
  ])
})

describe('facts of one line', () => {
  const incident = parseSource(
    `# Robots stand still in hall 3

*Incident date: 12 March 2025. Severity: P1. Author: Fleet. Status: closed.*

## Timeline (UTC)

| Time | Event |
|---|---|
| 28 Feb, 02:00 | Renewal fails, an alert fires and nobody sees it |
| 12 Mar, 09:40 | The certificate expires |
`,
    { filename: 'report.md' },
  ).documents[0]?.incident

  test('are read one by one', () => {
    expect(incident?.severity).toBe('P1')
    expect(incident?.status).toBe('resolved')
  })

  test('the day that a label calls the incident’s is its day, though something was seen before', () => {
    expect(incident?.on).toBe('2025-03-12')
    expect(incident?.timeline[0]?.at).toBe('2025-02-28T02:00:00Z')
  })
})

test('a labelled date is no entry of the story', () => {
  const text = `# Build fails

- Date: 2025-02-12T20:01:26Z
- Trigger: the runner was stopped
- Impact: no release
- Root cause: the disk was full
`
  expect(entries(text)).toEqual([])
  expect(parseSource(text, { filename: 'report.md' }).documents[0]?.incident?.on).toBe('2025-02-12')
})

test('a time stamp in the front matter dates the report', () => {
  const text = `---
title: Search is empty
timestamp: 2025-01-25 01:30:00 -0500
---

## Summary

After the maintenance in the night of January 24th the search was empty.

## Timeline (ET)

- **01:30** - Upgrade
- **12:00** - Restart
`
  expect(entries(text)?.map(([at]) => at)).toEqual(['2025-01-25T06:30:00Z', '2025-01-25T17:00:00Z'])
})
