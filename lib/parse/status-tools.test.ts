import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DraftSchema } from '@/lib/schema/draft'
import { parseSource } from './parse-source'

const incidentOf = (data: unknown) =>
  parseSource(JSON.stringify(data, null, 2), { filename: 'incidents.json' }).documents
const updatesOf = (document: ReturnType<typeof incidentOf>[number] | undefined) =>
  document?.incident?.statusUpdates.map(({ at, state, text }) => [at, state, text])

describe('data of status pages that name their members otherwise', () => {
  it('reads an array with begin, end and updates, each incident on its own', () => {
    const [first, second, none] = incidentOf([
      {
        id: 'Qa1',
        begin: '2022-03-04T08:00:00+00:00',
        end: '2022-03-04T09:30:00+00:00',
        external_desc: 'Object storage refuses writes in north2',
        updates: [
          { when: '2022-03-04T10:00:00+00:00', text: 'Writes work again.', status: 'AVAILABLE' },
          { when: '2022-03-04T08:20:00+00:00', text: 'Writes are refused.', status: 'SERVICE_OUTAGE' },
        ],
        most_recent_update: { when: '2022-03-04T10:00:00+00:00', text: 'Writes work again.', status: 'AVAILABLE' },
        severity: 'high',
        affected_products: [{ title: 'Object storage', id: 'os' }],
      },
      {
        id: 'Qa2',
        begin: '2022-03-05T08:00:00+00:00',
        external_desc: 'Builds wait',
        most_recent_update: {
          when: '2022-03-05T08:10:00+00:00',
          text: 'Builds start late.',
          status: 'SERVICE_DISRUPTION',
        },
        severity: 'low',
      },
    ])
    expect(none).toBeUndefined()
    expect(first?.title).toBe('Object storage refuses writes in north2')
    expect(updatesOf(first)).toEqual([
      ['2022-03-04T08:20:00Z', 'update', 'Writes are refused.'],
      ['2022-03-04T10:00:00Z', 'resolved', 'Writes work again.'],
    ])
    expect(first?.incident).toMatchObject({ severity: 'high', status: 'resolved' })
    expect(first?.incident?.impact.affected).toEqual(['Object storage'])
    expect(first?.incident?.windows[0]).toMatchObject({
      startedAt: '2022-03-04T08:00:00Z',
      resolvedAt: '2022-03-04T09:30:00Z',
    })
    expect(second?.incident?.windows[0]?.resolvedAt).toBeNull()
    expect(second?.incident?.status).toBe('unknown')
  })

  it('reads updates with a state and the time they were published', () => {
    const [document] = incidentOf({
      status_page_incidents: [
        {
          id: '01A',
          name: 'Exports hang',
          updates: [
            { incident_status: 'investigating', message: 'Exports hang.', published_at: '2023-01-02T10:00:00Z' },
            { incident_status: 'resolved', message: 'Exports run.', published_at: '2023-01-02T11:00:00Z' },
          ],
        },
      ],
    })
    expect(updatesOf(document)).toEqual([
      ['2023-01-02T10:00:00Z', 'investigating', 'Exports hang.'],
      ['2023-01-02T11:00:00Z', 'resolved', 'Exports run.'],
    ])
    expect(document?.incident?.windows[0]).toMatchObject({ startedAt: null, resolvedAt: '2023-01-02T11:00:00Z' })
  })

  it('says what can be read where updates stand apart from their incidents', () => {
    const { documents, problems } = parseSource(
      JSON.stringify({
        data: { id: '1', type: 'status_page', attributes: { company_name: 'Harbour' } },
        included: [{ id: '2', type: 'status_report', attributes: { title: 'Slow' } }],
      }),
    )
    expect(documents).toEqual([])
    expect(problems[0]?.message).toContain('paste the text of the page')
  })

  it('leaves other data alone', () => {
    expect(incidentOf([{ name: 'a', updates: [{ version: 2 }] }])).toEqual([])
  })

  it('keeps an incident that has no name', () => {
    const documents = incidentOf({
      page: { id: 'pq' },
      incidents: [
        {
          id: 'k2',
          name: '',
          status: 'identified',
          created_at: '2025-01-08T20:00:00Z',
          incident_updates: [{ status: 'identified', body: 'Uploads fail.', created_at: '2025-01-08T20:00:00Z' }],
        },
      ],
    })
    expect(documents.map(({ title }) => title)).toEqual(['Untitled incident'])
    expect(updatesOf(documents[0])).toEqual([['2025-01-08T20:00:00Z', 'identified', 'Uploads fail.']])
  })

  it('gives sound drafts of any such data', () => {
    const text = fc.string({ maxLength: 40 })
    const time = fc.oneof(fc.constant('2024-05-06T07:08:09Z'), fc.constant('2024-05-06'), text)
    const update = fc.record(
      { when: time, text, status: fc.oneof(fc.constant('AVAILABLE'), text) },
      { requiredKeys: [] },
    )
    const incident = fc.record(
      { id: text, external_desc: text, begin: time, end: time, updates: fc.array(update, { maxLength: 4 }) },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.array(incident, { maxLength: 4 }), (data) => {
        const source = JSON.stringify(data)
        const { documents } = DraftSchema.parse(parseSource(source))
        for (const { spans } of documents)
          for (const [start, end] of Object.values(spans)) expect(source.slice(start, end)).not.toBe('')
      }),
      { numRuns: 200 },
    )
  })
})
