import { expect, test, vi } from 'vitest'
import { SAID_AT_ONCE } from '@/lib/schema/said-sentences'
import { testViewer } from '@/tests/factories/viewer'
import { saySentencesAction } from './say-sentences'

// Who calls, and in which language, is found by Next's own request; what is called with is what is tried here.
vi.mock('@/lib/auth/viewer', () => ({ requireViewer: () => Promise.resolve(testViewer()) }))
vi.mock('next-intl/server', async (original) => ({
  ...(await original<object>()),
  getLocale: () => Promise.resolve('de'),
}))

test('sentences are said in their order, one that comes twice as well', async () => {
  expect(await saySentencesAction(['not stored', 'a lift', 'not stored'])).toEqual({
    ok: true,
    value: ['nicht gespeichert', 'a lift', 'nicht gespeichert'],
  })
})

test('as much as an import page asks for is said, and no more: a call holds up all others', async () => {
  const { sentences, characters } = SAID_AT_ONCE
  const most = Array.from({ length: sentences }, () => 'a'.repeat(characters / sentences))
  expect(await saySentencesAction(most)).toEqual({ ok: true, value: most })
  const long = Array.from({ length: 11 }, () => `Same measures: ${'a, '.repeat(661)}a`)
  expect(await saySentencesAction(long)).toMatchObject({
    ok: false,
    code: 'bad_input',
    message: expect.stringContaining('Das sind mehr Sätze, als auf einmal übersetzt werden.') as string,
  })
  expect(await saySentencesAction([...most, 'a'])).toMatchObject({ ok: false, code: 'bad_input' })
})
