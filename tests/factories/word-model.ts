import type { WordModel } from '@/lib/recognise/word-model'

/** A model that knows no pattern: cues alone count. */
export const NOTHING_LEARNED: WordModel = {
  slugs: [],
  additions: [],
  terms: new Map(),
  rarest: 7,
  calibration: { slope: 1, offset: 0 },
}
