import { afterAll, expect, test, vi } from 'vitest'
import { database } from '@/lib/database'
import { testViewer } from '@/tests/factories/viewer'
import { previewAction, saveAction } from './actions'

// Who calls is found by Next's own request; what is called with is what is tried here.
vi.mock('@/lib/auth/viewer', () => ({ requireViewer: () => Promise.resolve(testViewer()) }))
afterAll(() => database.$disconnect())

/** A form as no page of ours sends it. */
function form(fields: Record<string, string | File>): FormData {
  const made = new FormData()
  for (const [name, value] of Object.entries(fields)) made.set(name, value)
  return made
}
const file = new File(['# The lift stopped\n\nIt stood still.'], 'lift.md')
const source = { file, kind: 'file', path: 'lift.md' }

const NO_FORMS: unknown[] = [undefined, null, 'text', 7, [], {}, { get: 'x', has: 'y' }, new Map([['file', file]])]
const ODD_FORMS: [string, FormData][] = [
  ['nothing', form({})],
  ['a text in the place of the file', form({ ...source, file: 'text' })],
  ['another kind', form({ ...source, kind: 'stream' })],
  ['a path of a megabyte', form({ ...source, path: 'x'.repeat(1_000_000) })],
  ['a file in the place of the path', form({ ...source, path: file })],
  ['no such format', form({ ...source, format: '__proto__' })],
  ['no such day', form({ ...source, date: '2026-02-31' })],
  ['a sharing that is no JSON', form({ ...source, sharing: '{"visibility":' })],
  ['a sharing that is none', form({ ...source, sharing: '[]' })],
]
const ODD_DRAFTS: [string, FormData][] = [
  ['no draft', form(source)],
  ['a draft that is no JSON', form({ ...source, takenOut: '[]', draft: '{' })],
  ['a draft that is none', form({ ...source, takenOut: '[]', draft: '{"documents":7}' })],
  ['a draft that is a file', form({ ...source, takenOut: '[]', draft: file })],
  ['takenOut that is no JSON', form({ ...source, takenOut: 'x' })],
]

/** A refusal in words, and nothing stored. */
async function expectRefused(call: Promise<unknown>): Promise<void> {
  const answer = await call
  expect(answer).toMatchObject({ ok: false, code: 'bad_input' })
  const { message } = answer as { message: string }
  expect(message).toMatch(/^[A-Z].{10,}/)
  expect(message).not.toMatch(/ {2,}at |is not a function|JSON at position/)
  expect(await database.source.count()).toBe(0)
}

test.each(NO_FORMS)('an import is not called with what is no form: %o', async (given) => {
  // Type-checked callers send forms; a hand-made request sends anything.
  const any = given as FormData
  await expectRefused(previewAction(any))
  await expectRefused(saveAction(any))
})

test.each(ODD_FORMS)('a form of an import with %s is refused in words', async (_what, given) => {
  await expectRefused(previewAction(given))
  await expectRefused(saveAction(given))
})

test.each(ODD_DRAFTS)('a reviewed import with %s is refused in words', async (_what, given) => {
  await expectRefused(saveAction(given))
})
