import { existsSync, readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { z } from 'zod'
import { compileCues } from '@/lib/recognise/cue-index'
import { parseCue } from '@/lib/recognise/cue-syntax'
import { matchText } from '@/lib/recognise/match-patterns'
import { tokenise } from '@/lib/recognise/tokens'
import { readCatalogueFiles } from './catalogue'

/*
 * Measures recognition on labelled incident reports: `npx tsx bench/recognition.ts [dev|test] [--errors]`.
 * Tune on `dev`; `test` is for reporting. Baselines of the same run: labels at random by their frequency, and the labels of
 * the most similar other report by TF-IDF (which, unlike the cues, learns from the labels).
 */
const RowSchema = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  labels: z.array(z.string()),
  primary: z.string(),
  split: z.enum(['dev', 'test']),
})
type Row = z.infer<typeof RowSchema>
type Predict = (row: Row) => string[]

const FILE = '../shared/corpus/patterns/incidents.jsonl'
/** Contributing patterns that the labels do not know. */
const UNLABELLED = new Set(['config-drift', 'test-gap', 'bypassed-change-process'])

function measure(rows: Row[], predict: Predict) {
  const perLabel = new Map<string, { tp: number; fp: number; fn: number }>()
  const count = (label: string, field: 'tp' | 'fp' | 'fn') => {
    const counts = perLabel.get(label) ?? { tp: 0, fp: 0, fn: 0 }
    counts[field]++
    perLabel.set(label, counts)
  }
  let hit1 = 0
  let hit3 = 0
  const started = performance.now()
  for (const row of rows) {
    const predicted = predict(row).filter((slug) => !UNLABELLED.has(slug))
    for (const slug of predicted) count(slug, row.labels.includes(slug) ? 'tp' : 'fp')
    for (const label of row.labels) if (!predicted.includes(label)) count(label, 'fn')
    if (predicted[0] && row.labels.includes(predicted[0])) hit1++
    if (predicted.slice(0, 3).includes(row.primary)) hit3++
  }
  const ms = (performance.now() - started) / rows.length
  const f1 = ({ tp, fp, fn }: { tp: number; fp: number; fn: number }) => (tp === 0 ? 0 : (2 * tp) / (2 * tp + fp + fn))
  const all = [...perLabel.values()]
  const sum = { tp: 0, fp: 0, fn: 0 }
  for (const one of all) for (const field of ['tp', 'fp', 'fn'] as const) sum[field] += one[field]
  return {
    microF1: f1(sum),
    macroF1: all.reduce((total, one) => total + f1(one), 0) / all.length,
    precision: sum.tp / Math.max(1, sum.tp + sum.fp),
    recall: sum.tp / Math.max(1, sum.tp + sum.fn),
    hit1: hit1 / rows.length,
    hit3: hit3 / rows.length,
    ms,
    perLabel,
  }
}

/** Labels drawn by their frequency with a fixed seed, as many as a report has on average. */
function randomBaseline(rows: Row[]): Predict {
  const pool = rows.flatMap((row) => row.labels)
  let state = 42
  const next = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
  return () => [
    ...new Set([pool[Math.floor(next() * pool.length)] ?? '', pool[Math.floor(next() * pool.length)] ?? '']),
  ]
}

/** Labels of the most similar other report. */
function tfidfBaseline(rows: Row[]): Predict {
  const bags = new Map(rows.map((row) => [row.id, new Map<string, number>()]))
  const frequency = new Map<string, number>()
  for (const row of rows) {
    const bag = bags.get(row.id)
    for (const { word } of tokenise(`${row.title} ${row.text}`)) bag?.set(word, (bag.get(word) ?? 0) + 1)
    for (const word of bag?.keys() ?? []) frequency.set(word, (frequency.get(word) ?? 0) + 1)
  }
  for (const bag of bags.values()) {
    let norm = 0
    for (const [word, count] of bag) {
      const weight = (1 + Math.log(count)) * Math.log(rows.length / (frequency.get(word) ?? 1))
      bag.set(word, weight)
      norm += weight * weight
    }
    for (const [word, weight] of bag) bag.set(word, weight / Math.sqrt(norm))
  }
  return (row) => {
    const here = bags.get(row.id) ?? new Map<string, number>()
    let best: Row | null = null
    let top = -1
    for (const other of rows) {
      if (other.id === row.id) continue
      let dot = 0
      const there = bags.get(other.id)
      for (const [word, weight] of here) dot += weight * (there?.get(word) ?? 0)
      if (dot > top) [best, top] = [other, dot]
    }
    return best?.labels ?? []
  }
}

function print(name: string, figures: ReturnType<typeof measure>): void {
  const { microF1, macroF1, precision, recall, hit1, hit3, ms } = figures
  const cells = { microF1, macroF1, precision, recall, hit1, hit3 }
  const line = Object.entries(cells).map(([key, value]) => `${key} ${value.toFixed(3)}`)
  console.log(`${name.padEnd(8)} ${line.join('  ')}  ${ms.toFixed(2)} ms/report`)
}

function main(): void {
  if (!existsSync(FILE)) {
    console.log(`No labelled reports at ${FILE}; nothing to measure.`)
    return
  }
  const split = process.argv[2] === 'test' ? 'test' : 'dev'
  const all = readFileSync(FILE, 'utf8')
    .trim()
    .split('\n')
    .map((line) => RowSchema.parse(JSON.parse(line)))
  const rows = all.filter((row) => row.split === split)
  const patterns = readCatalogueFiles()
  for (const pattern of patterns) {
    for (const cue of Object.values(pattern.cues).flat())
      if (!parseCue(cue)) console.log(`${pattern.slug}: cannot read cue "${cue}"`)
  }
  const started = performance.now()
  const cues = compileCues(patterns)
  const took = performance.now() - started
  console.log(`${split}: ${rows.length} reports, ${cues.cues.length} cues compiled in ${took.toFixed(1)} ms`)
  const predict: Predict = (row) => matchText(`${row.title}\n\n${row.text}`, cues).map((match) => match.slug)
  measure(rows, predict)
  const figures = measure(rows, predict)
  print('cues', figures)
  print('tf-idf', measure(rows, tfidfBaseline(rows)))
  print('random', measure(rows, randomBaseline(rows)))
  if (process.argv.includes('--errors')) {
    for (const [label, { tp, fp, fn }] of [...figures.perLabel].toSorted(
      (a, b) => b[1].fp + b[1].fn - a[1].fp - a[1].fn,
    )) {
      console.log(label.padEnd(24), `tp ${tp} fp ${fp} fn ${fn}`)
    }
  }
}

main()
