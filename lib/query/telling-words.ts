import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import { type Frequencies, readFrequencies } from './frequencies'

/**
 * A search for some words, as `tsquery` texts. `all` is any of them, for ranking. Candidates are read by `few`, the words that
 * fewest rows have, and by `pairs`, a rarer word beside another of the next rarer ones; null when there is nothing to ask for.
 */
export type TellingTerms = { all: string; few: string; pairs: string | null }

/** Index entries that the words of `few`, and the rarer words of `pairs`, may have together: what a search costs at most. */
const FEW_ENTRIES = 3_000
const PAIR_ENTRIES = 5_000
/** Words that begin a pair, and words that each is paired with: Postgres tries them all on every entry of the first. */
const PAIRED_WORDS = 4
const PAIRED_WITH = 3
/** Words that are asked for together when even the rarest is too common. */
const TOGETHER = 3

const LexemesSchema = z.array(z.object({ word: z.string(), lexemes: z.array(z.string()), common: z.boolean() }))
type Word = { lexemes: readonly string[]; common: boolean }

/**
 * Word → what it is in the index, in each language; common: some language passes it over, so that rows of that language do not
 * have it, and its being rare tells nothing. That never changes; emptied when it grows too large.
 */
const wordsKnown = new Map<string, Word>()
const KNOWN_LIMIT = 50_000

/** What each word is in the index. Others may empty what is remembered meanwhile: what was known at first is given all the same. */
async function readLexemes(words: readonly string[]): Promise<ReadonlyMap<string, Word>> {
  const found = new Map<string, Word>()
  for (const word of words) {
    const known = wordsKnown.get(word)
    if (known) found.set(word, known)
  }
  const fresh = words.filter((word) => !found.has(word))
  if (fresh.length === 0) return found
  const rows = await database.$queryRaw`
    SELECT word, ARRAY(
      SELECT DISTINCT unnest(tsvector_to_array(to_tsvector('public.hindsight_english', word) || to_tsvector('public.hindsight_german', word)
        || to_tsvector('public.hindsight_russian', word) || to_tsvector('public.hindsight_simple', word))) ORDER BY 1
    ) AS lexemes, length(to_tsvector('public.hindsight_english', word)) = 0 OR length(to_tsvector('public.hindsight_german', word)) = 0
      OR length(to_tsvector('public.hindsight_russian', word)) = 0 AS common FROM unnest(${fresh}::text[]) word`
  if (wordsKnown.size > KNOWN_LIMIT) wordsKnown.clear()
  for (const { word, ...known } of LexemesSchema.parse(rows)) {
    wordsKnown.set(word, known)
    found.set(word, known)
  }
  return found
}

const quoted = (lexeme: string) => `'${lexeme.replaceAll(/['\\]/g, '$&$&')}'`
const anyOf = (terms: readonly string[]) => (terms.length === 0 ? null : terms.join(' | '))

/**
 * The search for words (letters and digits only) that a text or a title has: rare words first, so that it costs as little
 * among 100,000 incidents as among few; null when there is no word in them.
 */
export async function tellingTerms(words: readonly string[]): Promise<TellingTerms | null> {
  const [frequencies, known] = await Promise.all([readFrequencies('SearchDocument', 'search'), readLexemes(words)])
  const asked = words.flatMap((word) => askedFor(word, known, frequencies))
  const all = anyOf(asked.map(({ term }) => term))
  if (all === null) return null
  const telling = asked.some(({ common }) => !common) ? asked.filter(({ common }) => !common) : asked
  const rarest = telling.toSorted((a, b) => a.entries - b.entries || (a.word < b.word ? -1 : 1))
  const terms = rarest.map(({ term }) => term)
  const few = anyOf(termsWithin(rarest, FEW_ENTRIES))
  // Each asks for its first word at least: Postgres then looks at that word's entries and at no others.
  const pairs = termsWithin(rarest, PAIR_ENTRIES)
    .slice(0, PAIRED_WORDS)
    .flatMap((first, place) => {
      const second = anyOf(terms.slice(place + 1, place + 1 + PAIRED_WITH))
      return second === null ? [] : [`(${first} & (${second}))`]
    })
  return { all, few: few ?? terms.slice(0, TOGETHER).join(' & '), pairs: anyOf(pairs) }
}

/** A word as a term with the entries that it is expected to have; nothing for one that no language puts into the index. */
function askedFor(word: string, known: ReadonlyMap<string, Word>, { entriesOf }: Frequencies) {
  const { lexemes, common } = known.get(word) ?? { lexemes: [], common: true }
  if (lexemes.length === 0) return []
  const entries = lexemes.reduce((sum, lexeme) => sum + entriesOf(lexeme), 0)
  return [{ word, common, entries, term: `(${lexemes.map(quoted).join(' | ')})` }]
}

function termsWithin(rarest: readonly { entries: number; term: string }[], most: number): string[] {
  let total = 0
  return rarest.filter(({ entries }) => (total += entries) <= most).map(({ term }) => term)
}

/**
 * Candidates told in these words: `columns` of the rows of `SearchDocument` that have two of the rarer words, and of those that
 * have one of the rarest, at most `limit` of each; rows may come twice.
 */
export function tellingRows(
  { few, pairs }: TellingTerms,
  columns: Prisma.Sql,
  where: Prisma.Sql,
  limit: number,
): Prisma.Sql {
  const rowsOf = (terms: string) => Prisma.sql`
    (SELECT ${columns} FROM "SearchDocument" WHERE "search" @@ ${terms}::tsquery AND ${where} LIMIT ${limit})`
  return pairs === null ? rowsOf(few) : Prisma.sql`${rowsOf(pairs)} UNION ALL ${rowsOf(few)}`
}
