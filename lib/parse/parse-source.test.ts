import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DocumentDraft, type Draft, DraftSchema } from '@/lib/schema/draft'
import type { Span } from '@/lib/schema/text'
import { parseSource } from './parse-source'
import { plain } from './piece'

const FIXTURES = join(import.meta.dirname, '../../tests/fixtures')
const cases = ['postmortem', 'skill', 'status-report'].flatMap((format) =>
  readdirSync(join(FIXTURES, format)).map((name) => {
    const folder = join(FIXTURES, format, name)
    const input = readdirSync(folder).find((file) => file.startsWith('input.')) ?? ''
    return { name: `${format}/${name}`, input, text: readFileSync(join(folder, input), 'utf8'), folder }
  }),
)
const squeeze = (text: string) => plain(text).replace(/[\s*_`|:：]+/g, '')

/** Texts of a draft with the span each was read from, by path. */
function listSpannedTexts(doc: DocumentDraft): [path: string, value: string, span: [number, number]][] {
  const found: [string, string, [number, number]][] = []
  const values: Record<string, unknown> = { ...doc, ...doc.incident, ...doc.skill }
  for (const [path, span] of Object.entries(doc.spans)) {
    const value = path
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], values)
    if (typeof value === 'string' && !/At$|\.at$|reportedOn|lastVerified|\.status$/.test(path))
      found.push([path, value, span])
  }
  for (const row of [...(doc.incident?.timeline ?? []), ...(doc.incident?.causes ?? [])])
    if (row.span) found.push(['row', row.text, row.span])
  for (const row of [...(doc.incident?.actionItems ?? []), ...(doc.skill?.actionItems ?? [])])
    if (row.span) found.push(['action', row.title, row.span])
  return found
}

function expectSound(text: string, draft: Draft): void {
  expect(() => DraftSchema.parse(draft)).not.toThrow()
  expect(draft.problems.filter((problem) => problem.message.startsWith('The document could not be read'))).toEqual([])
  for (const doc of draft.documents) {
    const spans = [
      ...Object.values(doc.spans),
      ...doc.dropped,
      ...doc.references.flatMap(({ span }) => (span ? [span] : [])),
    ]
    for (const [start, end] of spans) expect(start <= end && end <= text.length).toBe(true)
    for (const [path, value, [start, end]] of listSpannedTexts(doc))
      expect(squeeze(withoutDropped(text, [start, end], doc.dropped)), path).toContain(squeeze(value))
  }
}

/** What stands in a span, without the boilerplate in it that was left out. */
function withoutDropped(text: string, [start, end]: Span, dropped: readonly Span[]): string {
  const within = dropped.filter(([from, to]) => from >= start && to <= end).toSorted((a, b) => a[0] - b[0])
  const borders = [start, ...within.flat(), end]
  return borders.flatMap((from, index) => (index % 2 === 0 ? [text.slice(from, borders[index + 1])] : [])).join(' ')
}

describe('documents of each format', () => {
  test.each(cases)('$name', ({ input, text, folder }) => {
    const draft = parseSource(text, { filename: input })
    const expected: unknown = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'))
    expect(draft).toMatchObject(expected as object)
    expectSound(text, draft)
  })

  test.each(cases)('$name: nothing of substance is lost', ({ input, text }) => {
    const doc = parseSource(text, { filename: input }).documents[0]
    const updates = JSON.stringify([doc?.incident?.statusUpdates, doc?.incident?.impact.affected])
    const kept = `${doc?.body}${JSON.stringify(doc?.skill ?? {})}${updates}${doc?.title}`.toLowerCase()
    const words = new Set(doc ? withoutSpans(text, doc).match(/\p{L}{5,}/gu) : [])
    const front = /^---\n[\s\S]*?\n---/.exec(text)?.[0] ?? ''
    const lost = [...words].filter((word) => !kept.includes(word.toLowerCase()) && !front.includes(word))
    expect(
      lost.filter(
        (word) =>
          !/^(?:Version|Confidence|verified|Owners|Extracted|referenced|skills|Posted|Veröffentlicht|incident|affected)$/.test(
            word,
          ),
      ),
    ).toEqual([])
  })

  test('line ends of Windows and a byte order mark change no value', () => {
    for (const { input, text } of cases.filter(({ name }) => name.startsWith('postmortem'))) {
      const unix = parseSource(text, { filename: input }).documents[0]
      const windows = parseSource(`\uFEFF${text.replaceAll('\n', '\r\n')}`, { filename: input }).documents[0]
      const bare = (doc?: DocumentDraft) => doc?.incident?.timeline.map(({ at, text: told }) => [at, told])
      expect(bare(windows)).toEqual(bare(unix))
      expect(windows?.title).toBe(unix?.title)
    }
  })
})

function withoutSpans(text: string, doc: DocumentDraft): string {
  return doc.dropped.reduce(
    (rest, [start, end]) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end),
    text,
  )
}

describe('bad input', () => {
  const refused = (text: string) => {
    const draft = parseSource(text, {})
    expect(draft.documents).toEqual([])
    return draft.problems[0]?.message ?? ''
  }

  test('empty, HTML, JSON and CSV are refused with a reason', () => {
    expect(refused(' \n\u200b')).toMatch(/empty/)
    expect(refused('<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head></html>')).toMatch(
      /HTML page \("502 Bad Gateway"\)/,
    )
    expect(refused('{"incidents": []}')).toMatch(/JSON/)
    expect(refused('id,name,at\n1,a,b\n2,c,d\n3,e,f\n')).toMatch(/comma-separated/)
    expect(refused('a,b\n1,2\n3,4\n')).toMatch(/comma-separated/)
    // Lines of prose with a comma each are no table.
    expect(parseSource('At ten, it broke\nAt noon, it worked\nAt one, we slept', {}).documents).toHaveLength(1)
  })

  test('a document without a date keeps its times as written and warns', () => {
    const draft = parseSource('# Login down\n\n## Timeline\n- 10:00 UTC outage began\n- 10:20 UTC restored\n', {})
    expect(draft.problems.map(({ level }) => level)).toEqual(['warning'])
    expect(draft.problems[0]?.message).toMatch(/No date/)
    expect(draft.documents[0]?.incident?.timeline.map(({ at, timeText }) => [at, timeText])).toEqual([
      [null, '10:00 UTC'],
      [null, '10:20 UTC'],
    ])
    expect(draft.documents[0]?.incident?.reportedOn).toBeNull()
  })

  test('an ambiguous zone gives a warning and no instants', () => {
    const draft = parseSource(
      '# Login down on 2025-02-03\n\n## Timeline (CST)\n- 10:00 outage began\n- 10:20 restored\n',
      {},
    )
    expect(draft.problems[0]?.message).toMatch(/"CST"/)
    expect(draft.documents[0]?.incident?.timeline.map(({ at }) => at)).toEqual([null, null])
    expect(draft.documents[0]?.incident?.zoneText).toBe('CST')
    expect(draft.documents[0]?.incident?.zone).toBeNull()
  })

  test('broken front matter is kept as text, and other languages in it are never run', () => {
    const broken = parseSource('---\ntitle: "x\ntags: [a\n---\n# Login down on 2025-02-03\n', {})
    expect(broken.problems[0]?.message).toMatch(/front matter/)
    expect(broken.documents[0]?.body).toContain('tags: [a')
    const script = parseSource('---js\nthrow new Error("run")\n---\n# Login down on 2025-02-03\n', {})
    expect(script.documents[0]?.body).toContain('throw new Error')
  })

  test('an empty form is a draft without facts', () => {
    const form =
      '# Title\n\n## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n| YYYY-MM-DD HH:mm | Short description |\n\n## Action items\n\n- \n- TBD\n\n## Root cause\n\n'
    const incident = parseSource(form, {}).documents[0]?.incident
    expect(incident).toMatchObject({ timeline: [], actionItems: [], causes: [], windows: [], reportedOn: null })
  })
})

describe('any text', () => {
  const lines = cases.flatMap(({ text }) => text.split('\n'))
  const line = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...lines) },
    fc.string({ maxLength: 60 }),
    fc.constantFrom('', '```', '---', '| a | b |', '|---|---|', '> x', '    - deep', '\r'),
  )

  test('gives sound drafts: spans within the text hold the values they are for', () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 40 }),
        fc.constantFrom(undefined, 'postmortem', 'skill', 'status-report'),
        (parts, format) => {
          const text = parts.join('\n')
          expectSound(text, parseSource(text, format ? { format: format as 'skill' } : {}))
        },
      ),
      {
        numRuns: 120,
        examples: [
          [
            [
              '- Capacity was sized for five nodes.',
              'Разбор инцидента: переполнение диска на узлах журналов',
              '|---|---|---|---|---|---|',
              'Posted Feb 18, 2025 - 09:49 EST',
            ],
            'status-report',
          ],
          [['!', 'T0 = 2024-06-05 08:00 UTC', '---', '!', 'Produkt-Screenshot', '!'], undefined],
        ],
      },
    )
  }, 120_000)

  test.each([
    ['one long line', 'At 10:00 the errors began to rise, '],
    ['brackets', '[['],
    ['headings', 'Impact\n'],
    ['heading marks', '# '],
    ['stars', '**'],
    ['entries', '- 10:00\n'],
    ['spaces', ' '],
    ['zones', '10:00 PST 2024-01-15 '],
  ])(
    '%s: time grows with the length, not with its square',
    (_, unit) => {
      const seconds = (length: number) => {
        const text = `# T\n\n${unit.repeat(Math.ceil(length / unit.length))}x`
        const before = process.cpuUsage()
        parseSource(text, {})
        const { user, system } = process.cpuUsage(before)
        return (user + system) / 1e6
      }
      seconds(20_000)
      const small = seconds(100_000)
      // eight times the text; a square would take 64 times as long
      expect(seconds(320_000)).toBeLessThan(Math.max(1.5, small * 28))
    },
    120_000,
  )
})
