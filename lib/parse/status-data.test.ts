import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Draft, DraftSchema } from '@/lib/schema/draft'
import { parseSource } from './parse-source'
import { splitSource } from './split-source'

const FIXTURES = join(import.meta.dirname, '../../tests/fixtures')
const cases = ['statuspage-api', 'slack-status-api', 'status-feed'].flatMap((format) =>
  readdirSync(join(FIXTURES, format)).map((name) => {
    const folder = join(FIXTURES, format, name)
    const input = readdirSync(folder).find((file) => file.startsWith('input.')) ?? ''
    return { name: `${format}/${name}`, folder, text: readFileSync(join(folder, input), 'utf8') }
  }),
)

/** What the source has at a span, as a person reads it: without the marks of its notation. */
function readAt(text: string, [start, end]: readonly [number, number]): string {
  return text
    .slice(start, end)
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\[rnt]/g, ' ')
    .replaceAll('\\"', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/[\s*_]+/g, '')
}

function expectSound(text: string, draft: Draft): void {
  expect(() => DraftSchema.parse(draft)).not.toThrow()
  expect(draft.problems.filter(({ message }) => message.startsWith('The document could not be read'))).toEqual([])
  for (const { incident, extent, spans, title, coverage } of draft.documents) {
    const [from, to] = extent ?? [0, text.length]
    expect(coverage?.kept).toBe(1)
    const rows = [...(incident?.statusUpdates ?? []), ...(incident?.timeline ?? []), ...(incident?.causes ?? [])]
    const all = [...Object.values(spans), ...rows.flatMap(({ span }) => (span ? [span] : []))]
    for (const [start, end] of all) expect(from <= start && start <= end && end <= to).toBe(true)
    expect(readAt(text, spans.title ?? [0, 0])).toContain(title.replace(/[\s*_]+/g, ''))
    // an update without a text is named by its state
    for (const { text: told, span } of rows.filter((row) => row.text !== 'Postmortem'))
      expect(readAt(text, span ?? [0, 0])).toContain(told.replace(/[\s*_]+/g, ''))
  }
}

describe('data of status pages', () => {
  test.each(cases)('$name', ({ text, folder }) => {
    const draft = parseSource(text, {})
    const expected: unknown = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'))
    expect(draft).toMatchObject(expected as object)
    expectSound(text, draft)
  })

  test.each(cases)('$name: each part alone gives the same', ({ text }) => {
    const whole = parseSource(text, {})
    const alone = splitSource(text, { filename: null, context: {} }).map(
      ({ start, end, context }) => parseSource(text.slice(start, end), { context }).documents[0],
    )
    expect(alone.map((document) => document?.body)).toEqual(whole.documents.map(({ body }) => body))
    expect(alone.map((document) => document?.externalId)).toEqual(whole.documents.map(({ externalId }) => externalId))
  })

  test('a byte order mark, spaces around and other line ends move spans, not values', () => {
    for (const { text } of cases) {
      const moved = `\uFEFF\r\n${text.replaceAll('\n', '\r\n')}\r\n`
      const draft = parseSource(moved, {})
      expect(draft.documents.map(({ body }) => body)).toEqual(parseSource(text, {}).documents.map(({ body }) => body))
      expectSound(moved, draft)
    }
  })

  test('one incident alone, with nothing around it, names its page by what it says of it', () => {
    const text = JSON.stringify({
      id: 'zz11',
      page_id: 'pp22',
      name: 'Slow pages',
      status: 'resolved',
      impact: 'none',
      created_at: '2025-01-01T10:00:00Z',
      incident_updates: [{ status: 'resolved', body: 'Pages are fast again.', display_at: '2025-01-01T10:00:00Z' }],
    })
    const [document] = parseSource(text, {}).documents
    expect(document?.externalId).toBe('statuspage:pp22/zz11')
    // nothing says when it began, and what was told when it was over is no declaration
    expect(document?.incident?.windows).toMatchObject([
      { startedAt: null, declaredAt: null, resolvedAt: '2025-01-01T10:00:00Z' },
    ])
  })

  test.each([
    ['The errors were caused by a full disk on the export host.', ['root']],
    ['The root cause has been identified and a fix is in place.', []],
    ['We found the root cause of the errors and have fixed it.', []],
    ['We are still working to pin down the root cause of these errors.', []],
    ['The root cause was identified to be a full disk.', ['root']],
  ])('the last update "%s" names the causes %j', (body, roles) => {
    const text = JSON.stringify({
      name: 'Exports fail',
      status: 'resolved',
      impact: 'minor',
      started_at: '2025-01-01T10:00:00Z',
      incident_updates: [
        { status: 'resolved', body, display_at: '2025-01-01T11:00:00Z' },
        { status: 'investigating', body: 'We look into it.', display_at: '2025-01-01T10:00:00Z' },
      ],
    })
    expect(parseSource(text, {}).documents[0]?.incident?.causes.map(({ role }) => role)).toEqual(roles)
  })

  test('an account that contradicts the data leaves a doubt, not another time', () => {
    const text = JSON.stringify({
      name: 'Exports fail',
      status: 'resolved',
      impact: 'minor',
      started_at: '2025-01-01T10:00:00Z',
      resolved_at: '2025-01-01T11:00:00Z',
      postmortem_body: '## Summary\n\nAt 09:40 UTC exports began to fail. At 11:00 UTC they were fully restored.\n',
      incident_updates: [],
    })
    const [document] = parseSource(text, {}).documents
    expect(document?.incident?.windows).toMatchObject([
      { startedAt: '2025-01-01T10:00:00Z', resolvedAt: '2025-01-01T11:00:00Z' },
    ])
    expect(document?.doubts?.map(({ path, span }) => [path, span && text.slice(...span)])).toEqual([
      ['windows.0.startedAt', '09:40 UTC'],
    ])
  })

  test('a time without an offset is kept as written and is no instant', () => {
    const text = JSON.stringify({
      name: 'Slow pages',
      status: 'investigating',
      impact: 'none',
      started_at: '2025-01-01 10:00:00',
      incident_updates: [{ status: 'investigating', body: 'We look into it.', display_at: '2025-02-30T10:00:00Z' }],
    })
    const incident = parseSource(text, {}).documents[0]?.incident
    expect(incident?.windows).toEqual([])
    expect(incident?.statusUpdates).toMatchObject([{ at: null, timeText: '2025-02-30T10:00:00Z' }])
  })

  test('several pages in a list, in what another tool put around them, and in a script', () => {
    const page = (name: string) => ({
      page: { id: name, name, time_zone: 'Etc/UTC' },
      incidents: [
        {
          id: `${name}1`,
          name: `${name} is slow`,
          status: 'resolved',
          created_at: '2025-01-01T10:00:00-06:00',
          incident_updates: [
            { status: 'resolved', body: 'All is well.', display_at: '2025-01-01T11:00:00-06:00' },
            { status: 'identified', body: 'A disk is full.', display_at: '2025-01-01T10:10:00-06:00' },
          ],
        },
      ],
    })
    const list = JSON.stringify([page('Mail'), page('Files')], null, 2)
    const read = (text: string) =>
      parseSource(text, {}).documents.map(({ title, externalId, incident }) => [
        title,
        externalId,
        incident?.statusUpdates.map(({ at }) => at),
      ])
    const times = ['2025-01-01T16:10:00Z', '2025-01-01T17:00:00Z']
    const mail = ['Mail is slow', 'statuspage:Mail/Mail1', times]
    const both = [mail, ['Files is slow', 'statuspage:Files/Files1', times]]
    expect(read(list)).toEqual(both)
    expect(read(`var status = ${list};\n`)).toEqual(both)
    expect(read(`export default ${list}\n`)).toEqual(both)
    expect(read(`onStatus(${list});`)).toEqual(both)
    expect(read(JSON.stringify({ ok: true, data: page('Mail') }))).toEqual([mail])
    const script = `const history = ${JSON.stringify(page('Mail'))};`
    const [document] = parseSource(script, {}).documents
    expect(script.slice(...(document?.spans['title'] ?? [0, 0]))).toBe('"Mail is slow"')
  })

  test('updates whose times have no zone are kept in order and are no instants', () => {
    const text = JSON.stringify({
      data: [
        {
          id: 4,
          name: 'Uploads fail',
          message: 'Files above 2 MB are refused.',
          occurred_at: '2025-08-01 12:00:00',
          human_status: 'Fixed',
          updates: [
            { status: 4, human_status: 'Fixed', message: 'It works again.', created_at: '2025-08-01 13:00:00' },
            { status: 2, human_status: 'Identified', message: 'A limit was set.', created_at: '2025-08-01 12:20:00' },
          ],
        },
      ],
    })
    const incident = parseSource(text, {}).documents[0]?.incident
    expect(incident).toMatchObject({ on: '2025-08-01', status: 'resolved', windows: [] })
    expect(incident?.statusUpdates.map(({ at, timeText, state }) => [at, timeText, state])).toEqual([
      [null, '2025-08-01 12:20:00', 'identified'],
      [null, '2025-08-01 13:00:00', 'resolved'],
    ])
  })

  test('incidents without updates are told by their own text; other data with a title and a text is none', () => {
    const told = (more: object) =>
      parseSource(
        JSON.stringify({ incidents: [{ title: 'Mail is late', description: 'The queue is full.', ...more }] }),
        {},
      )
    const stamp = 'Thu, 26 Feb 2026 03:36:32 GMT'
    expect(told({ created_date: stamp, solved_date: 'Thu, 26 Feb 2026 04:20:39 GMT' }).documents).toMatchObject([
      {
        title: 'Mail is late',
        incident: {
          on: '2026-02-26',
          status: 'resolved',
          windows: [{ startedAt: null, resolvedAt: '2026-02-26T04:20:39Z' }],
          statusUpdates: [{ at: '2026-02-26T03:36:32Z', state: 'update', timeText: stamp }],
        },
      },
    ])
    expect(told({ createdAt: '2026-02-26T03:36:32Z', state: 'monitoring' }).documents).toHaveLength(1)
    expect(told({ created_at: '2026-02-26T03:36:32Z', state: 'open' }).documents).toEqual([])
    expect(told({ created_at: 'Thu, 31 Feb 2026 03:36:32 GMT', solved_at: null }).documents).toEqual([])
  })

  test('what is no status data is refused with a reason', () => {
    const reason = (text: string) => parseSource(text, {}).problems[0]?.message ?? ''
    expect(reason('{"page":{"id":"x"},"incidents":[]}')).toMatch(/no incident/)
    expect(reason('{"name":"left-pad","version":"1.0.0"}')).toMatch(/JSON/)
    expect(reason(`${'['.repeat(200_000)}1${']'.repeat(200_000)}`)).toMatch(/JSON/)
    expect(
      reason('<rss><channel><item><title>We hire</title><description>Come</description></item></channel></rss>'),
    ).toMatch(/XML/)
    expect(
      reason('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><feed><entry><title>&a;</title></entry></feed>'),
    ).toMatch(/XML/)
  })

  test('a history that is cut off is refused as a whole: its last incident would be half a truth', () => {
    const text = cases.find(({ name }) => name.endsWith('history-en'))?.text ?? ''
    expect(parseSource(text.slice(0, -400), {}).documents).toEqual([])
  })

  test('any data with these names gives sound drafts', () => {
    const words = fc.oneof(
      fc.string({ maxLength: 80, unit: 'grapheme' }),
      fc.constantFrom(
        '<p>a</p>',
        '\\u0041 "x" \n- y',
        '# Root cause\nIt was caused by a leak',
        'Issue Summary:\nAt 10:00 UTC it broke',
      ),
    )
    const time = fc.oneof(
      fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2090-01-01') }).map((date) => date.toISOString()),
      fc.constantFrom(null, 'soon', 5, '2024-02-30T00:00:00+01:00'),
    )
    const state = fc.constantFrom('investigating', 'resolved', 'postmortem', 'in_progress', 'completed', 'x', null, 3)
    const update = fc.record({ status: state, body: fc.oneof(words, fc.constant(null)), display_at: time })
    const incident = fc.record(
      {
        id: words,
        name: words,
        status: state,
        impact: words,
        started_at: time,
        resolved_at: time,
        incident_updates: fc.array(update),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.array(incident, { maxLength: 4 }), fc.constantFrom(0, 1, 2), (incidents, indent) => {
        const text = JSON.stringify({ page: { id: 'p' }, incidents }, null, indent)
        const draft = parseSource(text, {})
        expect(() => DraftSchema.parse(draft)).not.toThrow()
        expect(draft.problems.filter(({ message }) => message.startsWith('The document could not be read'))).toEqual([])
        for (const { spans, extent } of draft.documents)
          for (const [start, end] of Object.values(spans))
            expect((extent?.[0] ?? 0) <= start && start <= end && end <= (extent?.[1] ?? text.length)).toBe(true)
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  test('any feed gives sound drafts', () => {
    const part = fc.constantFrom(
      '&lt;p&gt;',
      '&lt;small&gt;Sep &lt;var&gt;9&lt;/var&gt;, 20:48 UTC&lt;/small&gt;',
      '&lt;strong&gt;Resolved&lt;/strong&gt; - ',
      '&lt;b&gt;Status: Monitoring&lt;/b&gt;',
      '&lt;b&gt;Affected components&lt;/b&gt;&lt;ul&gt;&lt;li&gt;API&lt;/li&gt;&lt;/ul&gt;',
      'All is &amp;amp; stays well. ',
      '&#x1F600; &#0; &#99999999; &bogus; ',
      '&lt;/p&gt;',
      '<![CDATA[<strong>Update</strong> </entry> <p>a',
      ']]>',
      '<b>',
      '</entry><entry>',
      '<published>2024-09-09T20:48:00Z</published>',
      '<link href="https://status.example/incidents/a1"/>',
      '<title>Late &amp; slow</title>',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 14 }), fc.boolean(), (parts, rss) => {
        const [root, entry, content] = rss ? ['rss', 'item', 'description'] : ['feed', 'entry', 'content']
        const inner = parts.join('').replaceAll('entry>', `${entry}>`)
        const text = `<${root}><${entry}><${content}>&lt;b&gt;Resolved&lt;/b&gt; ${inner}</${content}></${entry}></${root}>`
        const draft = parseSource(text, {})
        expect(() => DraftSchema.parse(draft)).not.toThrow()
        expect(draft.problems.filter(({ message }) => message.startsWith('The document could not be read'))).toEqual([])
        for (const { spans, incident, extent } of draft.documents) {
          const rows = incident?.statusUpdates.flatMap(({ span }) => (span ? [span] : [])) ?? []
          for (const [start, end] of [...Object.values(spans), ...rows])
            expect((extent?.[0] ?? 0) <= start && start <= end && end <= (extent?.[1] ?? text.length)).toBe(true)
        }
      }),
      { numRuns: 150 },
    )
  }, 60_000)
})
