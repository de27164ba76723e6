import { expect, test } from 'vitest'
import { parseHindsightDocument } from './hindsight-document'

const PATTERN = `---
hindsight: pattern
title: Cache outlives the key
slug: cache-outlives-key
family: credential lifecycle
mechanism: A validator keeps an old key set after the signer has moved on.
lang: en
cues:
  en: [stale jwks, 'cache* + rotat*']
  ru: ['кэш* + ротаци*']
questions:
  - Which caches hold the old key, and for how long?
controls:
  - Invalidate first, rotate after.
---

The longer story.
`

test('a pattern is read with its place in the text', () => {
  const draft = parseHindsightDocument(PATTERN)
  expect(draft.problems).toEqual([])
  const [document] = draft.documents
  expect(document).toMatchObject({
    kind: 'pattern',
    slug: 'cache-outlives-key',
    lang: 'en',
    body: 'The longer story.',
    pattern: {
      family: 'credential lifecycle',
      cues: { en: ['stale jwks', 'cache* + rotat*'], ru: ['кэш* + ротаци*'] },
      questions: ['Which caches hold the old key, and for how long?'],
      controls: ['Invalidate first, rotate after.'],
    },
  })
  const span = document?.spans['cues.ru.0']
  expect(span && PATTERN.slice(...span)).toBe("'кэш* + ротаци*'")
})
