import { readFileSync, writeFileSync } from 'node:fs'
import { compileCues } from '@/lib/recognise/cue-index'
import { writeWordModel, type WordModel } from '@/lib/recognise/word-model'
import { readCatalogueFiles } from './catalogue'
import { readExemplars, readIncidents, readMarkdown } from './labelled'
import { learnModel } from './learn-model'
import { prepareTexts } from './learn-words'

/*
 * Learns what words say about the catalogue's patterns, from the exemplars and whatever labelled reports are at hand, and writes
 * it into `lib/recognise/word-weights.ts`: `npm run train:recognition`. The figures of `npm run bench:recognition` are of a model
 * that was learned without the test split.
 */
const FILE = 'lib/recognise/word-weights.ts'
const OPEN = 'const WEIGHTS = `'

function write(model: WordModel): void {
  const before = readFileSync(FILE, 'utf8')
  const start = before.indexOf(OPEN)
  if (start < 0) throw new Error(`${FILE} has no place for weights`)
  writeFileSync(FILE, `${before.slice(0, start)}${OPEN}\n${writeWordModel(model)}\n\`\n`)
}

const cues = compileCues(readCatalogueFiles())
const reports = [...readIncidents('dev'), ...readIncidents('test'), ...readMarkdown()]
const { model, figures } = learnModel(
  prepareTexts(reports, cues, false),
  prepareTexts(readExemplars(), cues, true),
  cues,
)
write(model)
console.log(`${reports.length} reports, ${readExemplars().length} exemplars, ${model.terms.size} terms`)
const told = figures.map(({ threshold, microF1 }) => `${threshold}: ${microF1.toFixed(3)}`)
console.log(`micro-F1 by cross-validation at each threshold: ${told.join('  ')}`)
