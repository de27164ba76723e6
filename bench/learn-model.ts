import type { CompiledCues } from '@/lib/recognise/cue-index'
import { calibrate, type WordModel } from '@/lib/recognise/word-model'
import { learnWords, logitsOf, type Prepared } from './learn-words'

/** Contributing patterns that the labels of reports do not know; only exemplars do. */
export const UNLABELLED: ReadonlySet<string> = new Set(['config-drift', 'test-gap', 'bypassed-change-process'])
const FOLDS = 5
/** A mechanism far below the best one of its text is not suggested; as in `lib/recognise/match-patterns.ts`. */
const SHARE_OF_BEST = 0.45

const THRESHOLDS = [0.15, 0.2, 0.25, 0.27, 0.3, 0.34, 0.37, 0.4, 0.45]

type Judged = { logits: number[]; labels: ReadonlySet<string> }

/**
 * Learns a model, its calibration and its threshold. Reports are judged by models that have not seen them (cross-validation, the
 * exemplars always among the learned), so that calibration and threshold hold for reports that are new.
 */
export function learnModel(
  reports: readonly Prepared[],
  exemplars: readonly Prepared[],
  cues: CompiledCues,
): { model: WordModel; figures: Figures } {
  const slugs = cues.patterns.map(({ slug }) => slug)
  const learn = (texts: readonly Prepared[]) => learnWords([...texts, ...exemplars], slugs, cues, UNLABELLED)
  const judged: Judged[] = []
  for (let fold = 0; fold < FOLDS; fold++) {
    const model = learn(reports.filter((_, index) => index % FOLDS !== fold))
    for (const report of reports.filter((_, index) => index % FOLDS === fold))
      judged.push({ logits: logitsOf(model, report, cues), labels: report.labels })
  }
  const model = { ...learn(reports), calibration: fitCalibration(judged, slugs) }
  return { model, figures: figuresOf(judged, slugs, model) }
}

const judgeable = (slug: string) => !UNLABELLED.has(slug)

/** Platt 1999: a logistic curve from logits to being right, by gradient descent. */
function fitCalibration(judged: readonly Judged[], slugs: readonly string[]): WordModel['calibration'] {
  const points = judged.flatMap(({ logits, labels }) =>
    slugs.flatMap((slug, number) =>
      judgeable(slug) ? [{ logit: logits[number] ?? 0, is: Number(labels.has(slug)) }] : [],
    ),
  )
  let [slope, offset] = [1, 0]
  for (let step = 0; step < 2000; step++) {
    let [ofSlope, ofOffset] = [0, 0]
    for (const { logit, is } of points) {
      const error = 1 / (1 + Math.exp(-(slope * logit + offset))) - is
      ofSlope += error * logit
      ofOffset += error
    }
    slope -= (2 * ofSlope) / points.length
    offset -= (2 * ofOffset) / points.length
  }
  return { slope, offset }
}

/** F1 of the judged reports at each threshold: for choosing the one in `lib/recognise/match-patterns.ts`. */
export type Figures = { threshold: number; microF1: number }[]

function figuresOf(judged: readonly Judged[], slugs: readonly string[], model: WordModel): Figures {
  const scored = judged.map(({ logits, labels }) => ({
    scores: logits.map((logit) => calibrate(model, logit)),
    labels,
  }))
  return THRESHOLDS.map((threshold) => {
    let [found, wrong, missed] = [0, 0, 0]
    for (const { scores, labels } of scored) {
      const top = Math.max(...scores)
      slugs.forEach((slug, number) => {
        if (!judgeable(slug)) return
        const score = scores[number] ?? 0
        const said = score >= threshold && score >= top * SHARE_OF_BEST
        if (said && labels.has(slug)) found++
        else if (said) wrong++
        else if (labels.has(slug)) missed++
      })
    }
    return { threshold, microF1: (2 * found) / Math.max(1, 2 * found + wrong + missed) }
  })
}
