import { readWordModel, type WordModel } from './word-model'

let read: WordModel | null = null

/** The model that was learned for the catalogue of the product; read at the first call. */
export function learnedModel(): WordModel {
  return (read ??= readWordModel(WEIGHTS))
}

/** Written by `npm run train:recognition`. */
const WEIGHTS = `
0 7 1 0
`
