import { writeFileSync } from 'node:fs'
import { writeSentenceModel } from '@/lib/parse/sentence-model'
import { readLabelledThreads } from './labelled-threads'
import { learnThreads, PIECE_WEIGHT, piecesOf, prepareThreads } from './learn-sentences'

/*
 * Learns what the sentences of a conversation do, from the labelled conversations of `bench/threads`, and writes it into
 * `lib/parse/thread-weights.ts`: `npm run train:threads`. To be run again whenever cues of threads or labelled conversations change;
 * `npm run bench:threads` prints figures by cross-validation.
 */
const threads = readLabelledThreads()
const { first, second, whole } = learnThreads([
  ...prepareThreads(threads),
  ...prepareThreads(piecesOf(threads), PIECE_WEIGHT),
])
const words = [first, second, whole].map(writeSentenceModel)
writeFileSync(
  'lib/parse/thread-weights.ts',
  `/** Written by \`npm run train:threads\`: what sentences of conversations do, by themselves and by what stands around them; and what conversations are about. */
export const FIRST = \`
${words[0]}
\`
export const SECOND = \`
${words[1]}
\`
export const WHOLE = \`
${words[2]}
\`
`,
)
console.log(`${threads.length} conversations, ${first.weights.size} and ${second.weights.size} features`)
