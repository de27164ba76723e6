import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withoutRowSpans, withRowSpans } from './field-spans'
import { cutSourceLines, lineAt } from './source-lines'

describe('the verbatim source with its fields marked', () => {
  const text = 'Title of it\n- 16:00 it began\r\nAdvert'

  test('cuts lines at the borders of the spans, widest field first', () => {
    const lines = cutSourceLines(
      text,
      [
        { field: 'timeline.0', span: [12, 28] },
        { field: 'timeline.0.at', span: [14, 19] },
        { field: 'title', span: [0, 11] },
      ],
      [[30, 36]],
    )
    expect(lines.map((line) => line.number)).toEqual([1, 2, 3])
    expect(lines[0]?.segments).toEqual([{ start: 0, end: 11, fields: ['title'], dropped: false }])
    expect(lines[1]?.segments.map((part) => [text.slice(part.start, part.end), part.fields])).toEqual([
      ['- ', ['timeline.0']],
      ['16:00', ['timeline.0', 'timeline.0.at']],
      [' it began', ['timeline.0']],
    ])
    expect(lines[2]?.segments).toEqual([{ start: 30, end: 36, fields: [], dropped: true }])
    expect(lineAt(lines, 14)).toBe(2)
    expect(lineAt(lines, 36)).toBe(3)
  })

  test('loses and doubles no character, whatever the spans', () => {
    const spans = fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { maxLength: 12 })
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'ß', '\n', '\r', ' ', '😀'), maxLength: 40 }),
        spans,
        (source, pairs) => {
          const fields = pairs.map(([a, b], index) => ({
            field: `f.${index}`,
            span: [Math.min(a, b), Math.max(a, b)] as [number, number],
          }))
          const shown = cutSourceLines(source, fields, []).map((line) =>
            line.segments.map((part) => source.slice(part.start, part.end)).join(''),
          )
          expect(shown).toEqual(source.split(/\r\n|\n|\r/))
        },
      ),
    )
  })

  test('spans of later rows follow when a row is removed or added', () => {
    const spans: Record<string, [number, number]> = {
      title: [0, 1],
      'timeline.0.at': [2, 3],
      'timeline.1.at': [4, 5],
      'timeline.10': [6, 7],
    }
    expect(withoutRowSpans(spans, 'timeline', 0)).toEqual({
      title: [0, 1],
      'timeline.0.at': [4, 5],
      'timeline.9': [6, 7],
    })
    expect(withRowSpans(spans, 'timeline', 1)).toEqual({
      title: [0, 1],
      'timeline.0.at': [2, 3],
      'timeline.2.at': [4, 5],
      'timeline.11': [6, 7],
    })
  })
})
