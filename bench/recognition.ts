import { performance } from 'node:perf_hooks'
import { compileCues, type CompiledCues } from '@/lib/recognise/cue-index'
import { parseCue } from '@/lib/recognise/cue-syntax'
import type { RelativeNode } from '@/lib/recognise/relatives'
import { matchText, scorePatterns } from '@/lib/recognise/match-patterns'
import { weighByHeadings } from '@/lib/recognise/sections'
import { readCatalogueFiles } from './catalogue'
import { judgeLabels, type LabelFigures, type Said } from './label-figures'
import { type Labelled, readExemplars, readIncidents, readMarkdown } from './labelled'
import { learnModel, UNLABELLED } from './learn-model'
import { prepareTexts } from './learn-words'
import { printEditions } from './editions'
import { measureAllPlans } from './premortem'
import { judgeRanking, type Nearness } from './ranking-figures'
import { nearnessByRank, printFamilyLinks, relativeNodeOf } from './relatives'
import { printUnseenAccounts } from './unseen-accounts'
import { cosine, readVectors } from './word-vectors'

/*
 * Measures recognition on labelled incident reports: `npm run bench:recognition [-- dev|test] [--errors]`, test unless told.
 * `dev` is judged by cross-validation; for `test` the words are learned from everything but the test split. (The product's own
 * model is learned from both.) The authors of cues and exemplars had read the catalogue, the seeds and the dev split.
 */
const FOLDS = 5

/** What is said of each text by models that have not learned from it. */
function answer(
  split: 'dev' | 'test',
  texts: readonly Labelled[],
): { answers: Said[]; nodes: RelativeNode[]; vectors: Map<string, number>[]; model: CompiledCues; ms: number } {
  const patterns = readCatalogueFiles()
  const cues = compileCues(patterns)
  const exemplars = prepareTexts(readExemplars(), cues, true)
  const learn = (reports: readonly Labelled[]) =>
    compileCues(patterns, learnModel(prepareTexts(reports, cues, false), exemplars, cues).model)
  const others = readMarkdown()
  const models: CompiledCues[] =
    split === 'test'
      ? [learn([...readIncidents('dev'), ...others])]
      : Array.from({ length: FOLDS }, (_, fold) =>
          learn([...others, ...texts.filter((__, index) => index % FOLDS !== fold)]),
        )
  const modelOf = (index: number) => models[index % models.length] ?? cues
  const started = performance.now()
  const answers = texts.map(({ text }, index) => say(text, modelOf(index)))
  const ms = (performance.now() - started) / texts.length
  const vectors = answers.map(({ ranked }) => unit(new Map(ranked.map(({ slug, score }) => [slug, score]))))
  const nodes = texts.map(({ id, text }, index) => relativeNodeOf(id, text, modelOf(index)))
  return { answers, nodes, vectors, model: modelOf(0), ms }
}

function say(text: string, model: CompiledCues): Said {
  const isJudged = ({ slug }: { slug: string }) => !UNLABELLED.has(slug)
  const ranked = scorePatterns(text, weighByHeadings(text), model).map(({ pattern: { slug }, score }) => ({
    slug,
    score,
  }))
  return { ranked: ranked.filter(isJudged), suggested: matchText(text, model).filter(isJudged).length }
}

function unit(vector: Map<string, number>): Map<string, number> {
  const length = Math.sqrt([...vector.values()].reduce((sum, value) => sum + value * value, 0)) || 1
  return new Map([...vector].map(([key, value]) => [key, value / length]))
}

/** A fixed sequence of numbers from 0 to 1, so that a run can be repeated. */
function randomNumbers(): () => number {
  let state = 42
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
}

/** Labels drawn by their frequency, two for each text. */
function answerAtRandom(texts: readonly Labelled[]): Said[] {
  const pool = texts.flatMap(({ labels }) => labels)
  const next = randomNumbers()
  return texts.map(() => {
    const drawn = Array.from({ length: 6 }, () => pool[Math.floor(next() * pool.length)] ?? '')
    return { ranked: [...new Set(drawn)].map((slug) => ({ slug, score: next() })), suggested: 2 }
  })
}

/** The labels of the most similar other texts by TF-IDF: those of the nearest are suggested. It knows labels of its own split. */
function answerByNeighbour(texts: readonly Labelled[], near: Nearness): Said[] {
  return texts.map((_, index) => {
    const others = texts
      .flatMap((text, place) => (place === index ? [] : [{ text, score: near(index, place) }]))
      .toSorted((a, b) => b.score - a.score)
    const ranked = new Map<string, number>()
    for (const { text, score } of others.slice(0, 5))
      for (const label of text.labels) if (!ranked.has(label)) ranked.set(label, score)
    return {
      ranked: [...ranked].map(([slug, score]) => ({ slug, score })),
      suggested: others[0]?.text.labels.length ?? 0,
    }
  })
}

function printLabels(name: string, figures: LabelFigures): void {
  const { microF1, macroF1, precision, recall, hit1, hit3, precisionAtHalf } = figures
  const cells = { microF1, macroF1, precision, recall, hit1, hit3, 'precision at 50 % coverage': precisionAtHalf }
  console.log(
    `${name.padEnd(10)} ${Object.entries(cells)
      .map(([key, value]) => `${key} ${value.toFixed(3)}`)
      .join('  ')}`,
  )
}

function printRanking(name: string, texts: readonly Labelled[], near: Nearness): void {
  const any = judgeRanking(texts, near, 'any label')
  const main = judgeRanking(texts, near, 'main label')
  console.log(
    `${name.padEnd(10)} P@5 ${any.precisionAt5.toFixed(3)}  nDCG@10 ${any.ndcgAt10.toFixed(3)} (a label in common)   ` +
      `P@5 ${main.precisionAt5.toFixed(3)}  nDCG@10 ${main.ndcgAt10.toFixed(3)} (the same main label)`,
  )
}

function printErrors({ perLabel }: LabelFigures): void {
  const worst = [...perLabel].toSorted(([, a], [, b]) => b.wrong + b.missed - a.wrong - a.missed)
  for (const [label, { found, wrong, missed }] of worst)
    console.log(label.padEnd(24), `found ${found} wrong ${wrong} missed ${missed}`)
}

function main(): void {
  const split = process.argv.includes('dev') ? 'dev' : 'test'
  const texts = readIncidents(split)
  if (texts.length === 0) {
    console.log('No labelled reports at hand; nothing to measure.')
    return
  }
  for (const pattern of readCatalogueFiles())
    for (const cue of Object.values(pattern.cues).flat())
      if (!parseCue(cue)) console.log(`${pattern.slug}: cannot read cue "${cue}"`)
  const { answers, nodes, vectors, model, ms } = answer(split, texts)
  const words = readVectors(texts.map(({ text }) => text))
  const byWords: Nearness = (here, there) => cosine(words[here] ?? new Map(), words[there] ?? new Map())
  const byPatterns: Nearness = (here, there) => cosine(vectors[here] ?? new Map(), vectors[there] ?? new Map())
  const next = randomNumbers()
  const figures = judgeLabels(texts, answers)
  console.log(`Patterns of ${texts.length} reports (${split}), ${ms.toFixed(1)} ms each`)
  printLabels('Hindsight', figures)
  printLabels('TF-IDF', judgeLabels(texts, answerByNeighbour(texts, byWords)))
  printLabels('random', judgeLabels(texts, answerAtRandom(texts)))
  console.log('Relatives among them')
  printRanking('Hindsight', texts, nearnessByRank(nodes))
  printRanking('patterns', texts, byPatterns)
  printRanking('TF-IDF', texts, byWords)
  printRanking('random', texts, () => next())
  printFamilyLinks(model)
  printUnseenAccounts(model)
  printEditions(next, process.argv.includes('--errors'))
  if (process.argv.includes('--errors')) printErrors(figures)
}

main()
measureAllPlans()
