import { readConversation } from '@/lib/parse/thread-model'
import { ENOUGH } from '@/lib/parse/thread-signs'
import { type LabelledThread, readLabelledThreads } from './labelled-threads'
import { learnThreads, PIECE_WEIGHT, piecesOf, prepareThreads } from './learn-sentences'

/*
 * How well the sentences of conversations are read, by cross-validation over the labelled conversations of `bench/threads`: each is
 * read by a model that was learned without it. `npm run bench:threads`.
 */
const FOLDS = 4
const SETTING = /^(?:no incident|small|short|closing)(?=[:, ]|$)/

type Tally = { right: number; wrong: number; missed: number }

const kindOf = (label: string) => (label.startsWith('promise') ? 'promise' : label)
const share = (part: number, whole: number) => (whole === 0 ? '    -' : (part / whole).toFixed(3))

const threads = readLabelledThreads()
const prepared = prepareThreads(threads)
const tallies = new Map<string, Tally>()
const settings = new Map<string, { taken: number; all: number }>()
let [sentences, right] = [0, 0]

for (let fold = 0; fold < FOLDS; fold++) {
  const others = threads.filter((_, at) => at % FOLDS !== fold)
  const model = learnThreads([
    ...prepared.filter((_, at) => at % FOLDS !== fold),
    ...prepareThreads(piecesOf(others), PIECE_WEIGHT),
  ])
  threads.forEach((labelled, at) => {
    const read = prepared[at]
    if (at % FOLDS !== fold || !read) return
    const { labels, incident } = readConversation(read.all, labelled.thread.messages.length, model)
    read.labels.forEach((label, place) => {
      if (label !== null) count(kindOf(label), kindOf(labels[place]?.label ?? 'talk'))
    })
    countIncident(labelled, incident >= ENOUGH)
  })
}

function count(told: string, found: string): void {
  sentences++
  if (told === found) right++
  for (const kind of new Set([told, found])) {
    const tally = tallies.get(kind) ?? { right: 0, wrong: 0, missed: 0 }
    tallies.set(kind, tally)
    if (told === found) tally.right++
    else if (kind === found) tally.wrong++
    else tally.missed++
  }
}

function countIncident({ setting }: LabelledThread, taken: boolean): void {
  const kind = SETTING.exec(setting)?.[0] ?? 'incident'
  const own = settings.get(kind) ?? { taken: 0, all: 0 }
  settings.set(kind, { taken: own.taken + Number(taken), all: own.all + 1 })
}

console.log(`${threads.length} conversations, ${sentences} sentences of people, ${FOLDS} folds`)
console.log(`sentences read as labelled: ${share(right, sentences)}`)
for (const [kind, tally] of [...tallies].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
  const precision = share(tally.right, tally.right + tally.wrong)
  const recall = share(tally.right, tally.right + tally.missed)
  console.log(`${kind.padEnd(14)} precision ${precision}  recall ${recall}  of ${tally.right + tally.missed}`)
}
for (const [kind, { taken, all }] of settings)
  console.log(`conversations (${kind}) taken for an incident: ${taken} of ${all}`)
