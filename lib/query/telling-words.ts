import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'

/**
 * A search for some words, as `tsquery` texts. `all` is any of them, for ranking. Candidates are read by `few`, the words that
 * fewest rows have, and by `pairs`, two of the rarer words in one row; null when there is nothing to ask for.
 */
export type TellingTerms = { all: string; few: string; pairs: string | null }

/** Index entries that the words of `few`, and those of `pairs`, may have together: what a search costs at most. */
const FEW_ENTRIES = 20_000
const PAIR_ENTRIES = 60_000
const PAIRED_WORDS = 6
/** Words that are asked for together when even the rarest is too common. */
const TOGETHER = 3
/** A word that the statistics do not know is rarer than all that they know; by how much, they do not say. */
const UNKNOWN_SHARE = 0.25

const LexemesSchema = z.array(z.object({ word: z.string(), lexemes: z.array(z.string()), common: z.boolean() }))
type Word = { lexemes: readonly string[]; common: boolean }
const StampSchema = z.tuple([z.object({ stamp: z.string(), rows: z.number() })])
const SharesSchema = z.array(z.object({ lexeme: z.string(), share: z.number() }))

/**
 * Word → what it is in the index, in each language; common: some language passes it over, so that rows of that language do not
 * have it, and its being rare tells nothing. That never changes; emptied when it grows too large.
 */
const wordsKnown = new Map<string, Word>()
const KNOWN_LIMIT = 50_000

async function readLexemes(words: readonly string[]): Promise<void> {
  const fresh = words.filter((word) => !wordsKnown.has(word))
  if (fresh.length === 0) return
  const rows = await database.$queryRaw`
    SELECT word, ARRAY(
      SELECT DISTINCT unnest(tsvector_to_array(to_tsvector('public.hindsight_english', word) || to_tsvector('public.hindsight_german', word)
        || to_tsvector('public.hindsight_russian', word) || to_tsvector('public.hindsight_simple', word))) ORDER BY 1
    ) AS lexemes, length(to_tsvector('public.hindsight_english', word)) = 0 OR length(to_tsvector('public.hindsight_german', word)) = 0
      OR length(to_tsvector('public.hindsight_russian', word)) = 0 AS common FROM unnest(${fresh}::text[]) word`
  if (wordsKnown.size > KNOWN_LIMIT) wordsKnown.clear()
  for (const { word, ...known } of LexemesSchema.parse(rows)) wordsKnown.set(word, known)
}

type Frequencies = { stamp: string; rows: number; shares: ReadonlyMap<string, number>; least: number }
let frequencies: Frequencies | null = null

/** What Postgres's own statistics say of the words of the index; read anew after each ANALYZE, by whomever. */
async function readFrequencies(): Promise<Frequencies> {
  const found = await database.$queryRaw`
    SELECT concat(s.last_analyze, ' ', s.last_autoanalyze, ' ', c.oid) AS stamp, greatest(c.reltuples, 0)::float8 AS rows
    FROM pg_class c JOIN pg_stat_user_tables s ON s.relid = c.oid WHERE c.oid = '"SearchDocument"'::regclass`
  const [{ stamp, rows }] = StampSchema.parse(found)
  if (frequencies?.stamp === stamp) return frequencies
  // The last elements of the frequencies are their least and their greatest, of no lexeme.
  const known = await database.$queryRaw`
    SELECT lexeme, share FROM (
      SELECT unnest(most_common_elems::text::text[]) AS lexeme, unnest(most_common_elem_freqs)::float8 AS share
      FROM pg_stats WHERE schemaname = current_schema() AND tablename = 'SearchDocument' AND attname = 'search'
    ) one WHERE lexeme IS NOT NULL AND share IS NOT NULL`
  const shares = new Map(SharesSchema.parse(known).map(({ lexeme, share }) => [lexeme, share]))
  frequencies = { stamp, rows, shares, least: shares.size === 0 ? 0 : Math.min(...shares.values()) }
  return frequencies
}

const quoted = (lexeme: string) => `'${lexeme.replaceAll(/['\\]/g, '$&$&')}'`
const anyOf = (terms: readonly string[]) => (terms.length === 0 ? null : terms.join(' | '))

/**
 * The search for words (letters and digits only) that a text or a title has: rare words first, so that it costs as little
 * among 100,000 incidents as among few; null when none of them is in any index, as stop words are not.
 */
export async function tellingTerms(words: readonly string[]): Promise<TellingTerms | null> {
  const [{ rows, shares, least }] = await Promise.all([readFrequencies(), readLexemes(words)])
  const asked = words.flatMap((word) => {
    const { lexemes, common } = wordsKnown.get(word) ?? { lexemes: [], common: true }
    if (lexemes.length === 0) return []
    const entries = lexemes.reduce((sum, lexeme) => sum + (shares.get(lexeme) ?? least * UNKNOWN_SHARE), 0) * rows
    return [{ word, common, entries, term: `(${lexemes.map(quoted).join(' | ')})` }]
  })
  const all = anyOf(asked.map(({ term }) => term))
  if (all === null) return null
  const telling = asked.some(({ common }) => !common) ? asked.filter(({ common }) => !common) : asked
  const rarest = telling.toSorted((a, b) => a.entries - b.entries || (a.word < b.word ? -1 : 1))
  const few = anyOf(termsWithin(rarest, FEW_ENTRIES))
  const paired = termsWithin(rarest.slice(0, PAIRED_WORDS), PAIR_ENTRIES)
  const pairs = paired.flatMap((one, place) => paired.slice(place + 1).map((two) => `(${one} & ${two})`))
  const together = rarest.slice(0, TOGETHER).map(({ term }) => term)
  return { all, few: few ?? together.join(' & '), pairs: anyOf(pairs) }
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
