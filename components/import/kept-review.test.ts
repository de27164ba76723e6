import { expect, test } from 'vitest'
import { incidentDocument } from '@/tests/factories/documents'
import { keptSource, readKeptReview, restoredSource } from './kept-review'

const source = {
  kind: 'paste' as const,
  path: '',
  file: new File([new Uint8Array([0, 200, 13, 10, 255])], 'pasted text'),
  told: { date: '2026-05-04', zone: '+02:00' },
}

test('a source comes back byte by byte, with what was said of its times', async () => {
  const kept = await keptSource(source)
  const back = kept && restoredSource(kept)
  expect(back).toMatchObject({ kind: 'paste', path: '', told: source.told })
  expect([...new Uint8Array((await back?.file.arrayBuffer()) ?? [])]).toEqual([0, 200, 13, 10, 255])
})

test('a source that is too large for a browser is not kept', async () => {
  const file = new File([new Uint8Array(1_000_001)], 'large')
  expect(await keptSource({ kind: 'file', path: 'large', file })).toBeNull()
})

test('a review that does not say who may read it is not offered', async () => {
  const document = incidentDocument({ slug: 'outage' })
  const preview = {
    text: 'text',
    draft: { format: 'postmortem', documents: [document], problems: [] },
    forecast: [],
    messageHtml: {},
  }
  const kept = { source: await keptSource(source), preview, documents: [document], left: [], readers: null }
  expect(readKeptReview(structuredClone(kept))?.readers).toBeNull()
  const { readers: _, ...older } = kept
  expect(readKeptReview(structuredClone(older))).toBeNull()
})
