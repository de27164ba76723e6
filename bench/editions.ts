import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parseSource } from '@/lib/parse/parse-source'
import { compareEditions } from '@/lib/recognise/compare-editions'
import { fingerprintOf, readFingerprint } from '@/lib/recognise/fingerprint'
import type { DocumentDraft } from '@/lib/schema/draft'
import { leastWeight, weightOf } from '@/lib/store/rare-keys'
import { cosine, readVectors } from './word-vectors'

/*
 * Whether documents about one incident are told from documents about others, on accounts written by us in several languages
 * (`bench/editions`), with others of the same product beside them; and whether incidents of one company are kept apart, on status
 * histories of the corpus, without the publisher's names that tell them apart in the product.
 */
const ACCOUNTS = 'bench/editions'
const HISTORIES = '../shared/corpus/statuspage'
/** As `lib/store/identity.ts`: from here on two incidents are shown to a person as possibly one. */
const SUGGEST_FROM = 0.5
/** Histories of at least so many incidents are compared with themselves. */
const LARGE = 150
const NEAR_MS = 4 * 86_400_000

/** A document with the name of its incident: that of its file, or one of its own. */
type Account = { incident: string; document: DocumentDraft }
type Pair = { one: number; two: number; same: boolean }

/** The accounts of `bench/editions`; a comment before each says its language, or of which incident it is not. */
export function readAccounts(): Account[] {
  return readdirSync(ACCOUNTS)
    .toSorted()
    .flatMap((file) =>
      readFileSync(path.join(ACCOUNTS, file), 'utf8')
        .split(/^<!-- (?=[^\n]+ -->$)/m)
        .slice(1)
        .flatMap((part) => {
          const [head = '', ...lines] = part.split('\n')
          const name = head.replace(' -->', '')
          const [document] = parseSource(lines.join('\n').trim(), { filename: `${name}.md` }).documents
          return document ? [{ incident: name.startsWith('other') ? name : file, document }] : []
        }),
    )
}

function pairsOf(accounts: readonly Account[]): Pair[] {
  return accounts.flatMap((a, one) =>
    accounts.slice(one + 1).map((b, rest) => ({ one, two: one + 1 + rest, same: a.incident === b.incident })),
  )
}

/** Whether the store would compare the two at all: by the weight of what their fingerprints share. */
function areCandidates(a: DocumentDraft, b: DocumentDraft): boolean {
  const [mine, theirs] = [fingerprintOf(a), new Set(fingerprintOf(b))]
  const shared = mine.filter((key) => theirs.has(key)).reduce((sum, key) => sum + weightOf(key), 0)
  return shared >= Math.min(leastWeight(mine), leastWeight([...theirs]))
}

type Figures = { recall: number; precision: number; wrong: Pair[]; missed: Pair[] }

function judge(pairs: readonly Pair[], saySame: (pair: Pair) => boolean): Figures {
  const said = pairs.filter(saySame)
  const right = said.filter(({ same }) => same).length
  const all = pairs.filter(({ same }) => same)
  return {
    recall: right / Math.max(1, all.length),
    precision: right / Math.max(1, said.length),
    wrong: said.filter(({ same }) => !same),
    missed: all.filter((pair) => !saySame(pair)),
  }
}

/** The figures at the threshold that is best for a score in hindsight: more than the baseline could know. */
function judgeAtBest(pairs: readonly Pair[], scoreOf: (pair: Pair) => number): Figures {
  const scores = pairs.map(scoreOf)
  const f1 = ({ recall, precision }: Figures) => (2 * recall * precision) / Math.max(1e-9, recall + precision)
  const steps = Array.from({ length: 50 }, (_, step) => step / 50)
  const judged = steps.map((from) => judge(pairs, (pair) => (scores[pairs.indexOf(pair)] ?? 0) >= from))
  return judged.reduce((best, one) => (f1(one) > f1(best) ? one : best))
}

function print(name: string, { recall, precision, wrong }: Figures): void {
  console.log(
    `${name.padEnd(22)} recall ${recall.toFixed(3)}  precision ${precision.toFixed(3)}  wrong pairs ${wrong.length}`,
  )
}

function readHistory(name: string): DocumentDraft[] {
  const bytes = readFileSync(path.join(HISTORIES, name))
  return parseSource(gunzipSync(bytes).toString('utf8'), { filename: name.replace(/\.gz$/, '') }).documents
}

/** Pairs of one company's incidents that would be merged without asking, and suggested; those far apart in time conflict. */
function judgeHistory(documents: readonly DocumentDraft[]) {
  const startOf = (document: DocumentDraft) => Math.min(...[...readFingerprint(document).instants].map(Date.parse))
  const timed = documents
    .map((document) => ({ document, start: startOf(document) }))
    .toSorted((a, b) => a.start - b.start)
  const [merged, suggested]: string[][] = [[], []]
  let [pairs, conflicting] = [0, 0]
  timed.forEach(({ document, start }, index) => {
    for (const other of timed.slice(index + 1)) {
      if (other.start - start > NEAR_MS) break
      pairs++
      const { score, decisive, conflicting: apart } = compareEditions(document, other.document)
      const name = `${document.slug} | ${other.document.slug} ${score}`
      if (apart) conflicting++
      else if (decisive) merged?.push(name)
      else if (score >= SUGGEST_FROM) suggested?.push(name)
    }
  })
  return { pairs, conflicting, merged: merged ?? [], suggested: suggested ?? [] }
}

/** Prints how well editions of one incident are found, beside TF-IDF and chance; `showErrors` names the wrong pairs. */
export function printEditions(next: () => number, showErrors: boolean): void {
  const accounts = readAccounts()
  const pairs = pairsOf(accounts)
  const documentAt = (index: number) => accounts[index]?.document
  const compared = new Map(
    pairs.map((pair) => {
      const [a, b] = [documentAt(pair.one), documentAt(pair.two)]
      return [pair, a && b && areCandidates(a, b) ? compareEditions(a, b) : null]
    }),
  )
  console.log(
    `Editions: ${accounts.length} accounts of ${new Set(accounts.map(({ incident }) => incident)).size} incidents`,
  )
  const isSuggested = (pair: Pair) => {
    const result = compared.get(pair)
    return result !== null && result !== undefined && !result.conflicting && result.score >= SUGGEST_FROM
  }
  const suggested = judge(pairs, isSuggested)
  print('Hindsight', suggested)
  print(
    'Hindsight, unasked',
    judge(pairs, (pair) => compared.get(pair)?.decisive === true),
  )
  const vectors = readVectors(accounts.map(({ document }) => `${document.title}\n${document.body}`))
  print(
    'TF-IDF at its best',
    judgeAtBest(pairs, ({ one, two }) => cosine(vectors[one] ?? new Map(), vectors[two] ?? new Map())),
  )
  print(
    'random',
    judgeAtBest(pairs, () => next()),
  )
  if (showErrors)
    for (const [name, list] of [['wrong', suggested.wrong] as const, ['missed', suggested.missed] as const])
      for (const { one, two } of list) console.log(name, documentAt(one)?.title, '|', documentAt(two)?.title)
  if (existsSync(HISTORIES)) printHistories(showErrors)
}

function printHistories(showErrors: boolean): void {
  for (const name of readdirSync(HISTORIES).filter((one) => one.endsWith('.gz'))) {
    const documents = readHistory(name)
    if (documents.length < LARGE) continue
    const { pairs, conflicting, merged, suggested } = judgeHistory(documents)
    console.log(
      `${name.split('.')[0]?.padEnd(13)} ${documents.length} incidents, ${pairs} pairs within days: ` +
        `conflicting ${conflicting}, merged ${merged.length}, suggested ${suggested.length}`,
    )
    if (showErrors) for (const one of [...merged, ...suggested.slice(0, 5)]) console.log(`  ${one}`)
  }
}
