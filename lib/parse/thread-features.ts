import { light, matchesOf } from './light-expression'
import { plain } from './piece'
import { CHANGES } from './thread-commands'
import type { Spoken } from './thread-sentences'
import type { Said } from './thread-text'

const WORD = light(/[\p{L}\p{N}]+(?:'[\p{L}]+)*|[?!…。？！:]/gu)
const UNSPACED = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]/
/** Words of a sentence that are looked at; what matters stands at its beginning, and in its last words. */
const MAX_WORDS = 48
const LAST_WORDS = 8
/** Letters that the forms of a word share at its beginning and its end: "поправлю", "добавлю"; "restarting", "restarted". */
const STEM = 5
const ENDING = 3
/** Places within a thread that are told apart. */
const PLACES = 5
/** Words of a sentence, in steps that are told apart. */
const LENGTHS = [3, 6, 12, 24]

/**
 * What the first step of the model looks at: words, pairs of words, how the sentence begins and ends, what stands in it beside words, who speaks
 * before and after, and where in the conversation it stands. `at`: place in `all`, the sentences of the thread in order; `messages`: how many it has.
 */
export function featuresOf(all: readonly Spoken[], at: number, messages: number): string[] {
  const one = all[at]
  if (!one) return []
  const lower = plain(one.said.text).toLowerCase().replaceAll('’', "'").slice(0, 800)
  return [...wordFeatures(lower), ...markFeatures(one.said), ...placeFeatures(all, at, messages)]
}

function wordFeatures(lower: string): string[] {
  const words = wordsOf(lower)
  const features: string[] = []
  let before = '^'
  for (const word of words) {
    features.push(`w ${word}`, `b ${before} ${word}`)
    if (word.length > STEM) features.push(`p ${word.slice(0, STEM)}`, `s ${word.slice(-ENDING)}`)
    before = word
  }
  const length = LENGTHS.findIndex((most) => words.length < most)
  features.push(`b ${before} $`, `^ ${words.slice(0, 3).join(' ')}`, `n ${length}`)
  return features
}

function wordsOf(lower: string): string[] {
  const words = matchesOf(lower, WORD).flatMap(([word]) => {
    if (/^\d/.test(word)) return [/\p{L}/u.test(word) ? '#x' : '#']
    return UNSPACED.test(word) ? pairsOf(word) : [word]
  })
  return words.length <= MAX_WORDS ? words : [...words.slice(0, MAX_WORDS - LAST_WORDS), ...words.slice(-LAST_WORDS)]
}

/** Two letters each, for languages without spaces. */
function pairsOf(word: string): string[] {
  if (word.length < 2) return [word]
  return Array.from({ length: word.length - 1 }, (_, index) => word.slice(index, index + 2))
}

function markFeatures({ text, addressed, item, lead, ticked, code, place }: Said): string[] {
  const features = code.flatMap((block) => [
    `d ${/[\w.-]+/.exec(block)?.[0]?.toLowerCase() ?? ''}`,
    `d changes ${CHANGES.test(block)}`,
  ])
  const marks = {
    addressed: addressed !== null,
    item,
    ticked: ticked === true,
    open: ticked === false,
    code: text.includes('`'),
    changes: text.includes('`') && CHANGES.test(text),
    block: code.length > 0,
    bare: text === '',
    mention: text.includes('@'),
    address: /https?:/.test(text),
    ticket: /(?<![\p{L}\p{N}-])[A-Z][A-Z0-9]{1,9}-\d{1,6}(?!\p{N})/u.test(text),
    later: place > 0,
  }
  for (const [mark, is] of Object.entries(marks)) if (is) features.push(`x ${mark}`)
  for (const word of lead ? wordsOf(lead.toLowerCase()) : []) features.push(`v ${word}`)
  return features
}

function placeFeatures(all: readonly Spoken[], at: number, messages: number): string[] {
  const said = all[at]?.said
  if (!said) return []
  const features = [`t ${Math.min(PLACES - 1, Math.floor((said.index / Math.max(1, messages)) * PLACES))}`]
  if (said.index === 0) features.push('t first')
  if (said.index >= messages - 1) features.push('t last')
  for (const step of [-2, -1, 1]) {
    const other = all[at + step]
    if (!other) continue
    const same = other.said.message === said.message
    const near = same ? 'here' : other.said.message.author === said.message.author ? 'own' : 'other'
    features.push(`o ${step} ${other.alert ?? near}`)
    if (step === -1 && /[?？]\s*$/.test(other.said.text)) features.push(`o asks ${near}`)
  }
  return features
}

/** How far around a sentence the second step looks, in sentences. */
const AROUND = 3
const SURE = 0.7
/** What matters wherever in the conversation it is said. */
const MARKING = ['resolution', 'effect', 'promise', 'cause', 'action', 'hypothesis', 'declaration']
/** Steps of a probability that are told apart. */
const STEPS = 5

/** All promises are one when it is asked what stands around. */
function kindOfLabel(label: string): string {
  return label.startsWith('promise') ? 'promise' : label
}

/** For each sentence what the second step looks at: what the first says of it, of those around it, and of the whole conversation before and after. */
export function aroundFeatures(weighed: readonly Float64Array[], labels: readonly string[]): string[][] {
  const likely = weighed.map((one) => likeliest(one, labels))
  const marks = MARKING.map((kind) => {
    const told = weighed.map((one) => chanceOf(one, kind, labels) > 0.5)
    return { kind, first: told.indexOf(true), last: told.lastIndexOf(true) }
  })
  return weighed.map((one, at) => {
    const features: string[] = []
    for (let step = -AROUND; step <= AROUND; step++) {
      const other = likely[at + step]
      features.push(`z ${step} ${other?.kind ?? 'none'}`)
      if (other && other.chance > SURE) features.push(`y ${step} ${other.kind}`)
    }
    for (const { kind, first, last } of marks)
      features.push(`f ${kind} ${first >= 0 && first < at}`, `l ${kind} ${last > at}`)
    one.forEach((chance, label) => {
      const step = Math.floor(chance * STEPS)
      if (step > 0) features.push(`q ${labels[label] ?? ''} ${step}`)
    })
    return features
  })
}

function likeliest(weighed: Float64Array, labels: readonly string[]): { kind: string; chance: number } {
  const chance = Math.max(...weighed)
  return { kind: kindOfLabel(labels[weighed.indexOf(chance)] ?? ''), chance }
}

function chanceOf(weighed: Float64Array, kind: string, labels: readonly string[]): number {
  return weighed.reduce((sum, chance, label) => (kindOfLabel(labels[label] ?? '') === kind ? sum + chance : sum), 0)
}

/** How many sentences of a kind a conversation has, in steps that are told apart; what the first step weighs is summed. */
const COUNTS = [0.3, 0.8, 1.5, 2.5, 4]

/** What tells whether a conversation is about an incident: how much of each kind is in it. */
export function wholeFeatures(weighed: readonly Float64Array[], labels: readonly string[]): string[] {
  const sums = new Map<string, number>()
  for (const one of weighed)
    one.forEach((probability, label) => {
      const kind = kindOfLabel(labels[label] ?? '')
      sums.set(kind, (sums.get(kind) ?? 0) + probability)
    })
  return [...sums].flatMap(([kind, sum]) => [
    ...COUNTS.flatMap((count) => (sum >= count ? [`has ${kind} ${count}`] : [])),
    ...(sum >= weighed.length / 8 ? [`eighth ${kind}`] : []),
    ...(sum >= weighed.length / 3 ? [`third ${kind}`] : []),
  ])
}
