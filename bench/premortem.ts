import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { compileCues } from '@/lib/recognise/cue-index'
import { premortemOf } from '@/lib/recognise/premortem'
import { readCatalogueFiles } from './catalogue'
import { cosine, readVectors } from './word-vectors'

/*
 * Measures the pre-mortem on change plans (diffs, pull requests, tickets; en, de, ru), a part of `npm run bench:recognition`.
 * The plans were written and labelled before the signals were, by who wrote the signals, so figures are better than on plans of
 * strangers. The later ones were written when the signals were finished, and gave precision 0.53, recall 0.83 and F1 0.65 at the
 * first look; what they showed has been mended since, so now they are no measure of strangers either.
 */
const FILES = ['bench/change-plans.txt', 'bench/change-plans-later.txt']

type Plan = { id: string; kind: string; lang: string; labels: string[]; text: string }

/** Plans stand one after another, each under `%%%% id kind lang pattern, pattern` (or `none`). */
export function readPlans(file: string): Plan[] {
  return readFileSync(file, 'utf8')
    .split(/^%%%% /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n')
      const [id = '', kind = '', lang = '', ...labels] = part.slice(0, end).split(/[\s,]+/)
      return { id, kind, lang, labels: labels.filter((label) => label !== 'none'), text: part.slice(end + 1) }
    })
}

type Figures = { precision: number; recall: number; f1: number; quiet: number }

function judge(plans: readonly Plan[], answers: readonly string[][]): Figures {
  let [right, said, wanted, quiet, harmless] = [0, 0, 0, 0, 0]
  plans.forEach(({ labels }, index) => {
    const answer = answers[index] ?? []
    right += answer.filter((slug) => labels.includes(slug)).length
    said += answer.length
    wanted += labels.length
    if (labels.length > 0) return
    harmless++
    if (answer.length === 0) quiet++
  })
  const [precision, recall] = [right / (said || 1), right / (wanted || 1)]
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall || 1), quiet: quiet / (harmless || 1) }
}

function print(name: string, { precision, recall, f1, quiet }: Figures): void {
  const cells = { precision, recall, F1: f1, 'harmless plans left alone': quiet }
  const shown = Object.entries(cells).map(([key, value]) => `${key} ${value.toFixed(3)}`)
  console.log(`${name.padEnd(10)} ${shown.join('  ')}`)
}

/** As many patterns for each plan as there are labels on average. */
const GUESSES = 2

/** Prints the figures of one file of plans, beside the nearest descriptions of patterns by TF-IDF and beside chance. */
export function measurePlans(file: string): void {
  const plans = readPlans(file)
  const patterns = readCatalogueFiles()
  const cues = compileCues(patterns)
  const started = performance.now()
  const answers = plans.map(({ text }) => premortemOf(text, cues).patterns.map(({ slug }) => slug))
  const ms = (performance.now() - started) / plans.length
  const described = patterns.map(({ title, mechanism, body, questions, controls }) =>
    [title, mechanism, body, ...questions, ...controls].join('\n'),
  )
  const vectors = readVectors([...described, ...plans.map(({ text }) => text)])
  const byWords = plans.map((_, index) =>
    patterns
      .map(({ slug }, place) => ({
        slug,
        score: cosine(vectors[place] ?? new Map(), vectors[patterns.length + index] ?? new Map()),
      }))
      .toSorted((a, b) => b.score - a.score)
      .slice(0, GUESSES)
      .map(({ slug }) => slug),
  )
  let state = 42
  const next = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
  const byChance = plans.map(() =>
    Array.from({ length: GUESSES }, () => patterns[Math.floor(next() * patterns.length)]?.slug ?? ''),
  )
  console.log(`Pre-mortem of ${plans.length} plans (${file}), ${ms.toFixed(1)} ms each`)
  print('Hindsight', judge(plans, answers))
  print('TF-IDF', judge(plans, byWords))
  print('random', judge(plans, byChance))
  if (!process.argv.includes('--errors')) return
  plans.forEach(({ id, labels }, index) => {
    const answer = answers[index] ?? []
    const wrong = answer.filter((slug) => !labels.includes(slug))
    const missed = labels.filter((slug) => !answer.includes(slug))
    if (wrong.length + missed.length > 0) console.log(`${id}: wrong ${wrong.join(', ')} | missed ${missed.join(', ')}`)
  })
}

export function measureAllPlans(): void {
  for (const file of FILES) measurePlans(file)
}
