import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { excerptPlaces } from '@/lib/domain/excerpt-places'
import { readSearchOperators } from '@/lib/domain/search-operators'
import { sentence } from '@/lib/schema/sentence'
import { NodeKindSchema } from '@/lib/schema/reference'
import { SearchItemSchema, type SearchItem, type SearchQuery, type SearchResult } from '@/lib/schema/search'
import type { Near } from '@/lib/recognise/near-in-meaning'
import { fuse, nearestSentences } from '@/lib/recognise/near-in-meaning'
import type { Viewer } from '@/lib/schema/viewer'
import { listNearAsked, type Meaning } from './near'
import { narrowTo } from './search-narrowing'
import { likePattern, searchTerms } from './sql'

/**
 * Bounds of one search, so that a word which stands in every document costs no more than a rare one: matches looked at,
 * of which the weightiest are ranked beside the weightiest that have the word in their title; documents compared letter by letter.
 */
const LOOKED_AT = 5_000
const RANKED = 1_000
const TITLED = 1_000
/** Of those, the best whose title is weighed for itself, beside as many as are shown. */
const TITLES_READ = 200
const SCANNED = 600
/** Similarity of a word to a title from which a spelling counts as meant: one wrong letter in six passes, two do not. */
const SIMILAR = 0.5
/** For what stands in a document as it was typed, when that are joined words: their parts alone are not what was meant. */
const AS_TYPED = 0.3
/** An action item is one line, so that any word of it looks like a title: what it belongs to should come before it. */
const ACTION_ITEM_SHARE = 0.3

const RowSchema = SearchItemSchema.omit({ snippet: true }).extend({ total: z.number(), text: z.string() })
const RowsSchema = z.array(RowSchema)
type Row = z.infer<typeof RowSchema>
const SnippetsSchema = z.array(z.object({ snippet: z.string() }))
const KINDS = NodeKindSchema.options

type Asked = {
  text: string
  words: string[]
  /** Words to find, as SQL of type tsquery. */
  terms: Prisma.Sql
  narrow: Prisma.Sql
  limit: number
}

/** `shown`: words to mark in excerpts, as SQL of type tsquery; null when none of them stands there. */
type Found = { rows: Row[]; shown: Prisma.Sql | null; fuzzy: boolean }

const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? []

/**
 * What Postgres can read of what somebody typed: it keeps a stack of 32 for negations without anything to negate and
 * fails beyond, and it refuses the zero character in any text.
 */
function readable(text: string): string {
  return text
    .replaceAll('\u0000', ' ')
    .replace(/-(?!"?[\p{L}\p{N}])/gu, ' ')
    .trim()
}

/** Whether somebody asks for a phrase or without a word: then other matches than those are no answer. */
const isStrict = (text: string) => /"|(^|\s)-/.test(text)

/** Where words are joined to one: `signing_key`, `auth.example.com`, `deployment/token-checker`. */
const JOINED = /(?<=[\p{L}\p{N}])[-_./:=@](?=[\p{L}\p{N}])/gu

/** Words that are looked for in German compounds: a question of more is a text. */
const HALVES = 6

/** Words or phrases that must not be there. */
const NEGATED = /(?<=^|\s)-(?:"[^"]*"?|\S+)/g

/**
 * Joined words also as their parts, since Postgres keeps some of these in one piece; each word also as the beginning or the end
 * of a German compound. What must not be there must not in any language: a stem of one is no word of the others.
 */
function termsOf(text: string): Prisma.Sql {
  const wanted = text.replace(NEGATED, ' ').trim()
  const refused = wanted === '' ? [] : (text.match(NEGATED) ?? []).map((word) => word.slice(1))
  const asked = wanted === '' ? text : wanted
  const spaced = asked.replace(JOINED, ' ')
  const words = wordsOf(spaced)
  const any: Prisma.Sql[] = []
  if (words.length > 0 && words.length <= HALVES && !isStrict(text)) {
    const each = words.map((word) => Prisma.sql`hindsight_word(${word})`)
    any.push(Prisma.sql`(${Prisma.join(each, ' && ')})`)
  }
  // A single word is all said by its forms. Several also as one question: a language leaves out words that say nothing in it.
  if (any.length === 0 || asked !== words[0]) any.push(Prisma.sql`hindsight_query(${asked})`)
  if (spaced !== asked) any.push(Prisma.sql`hindsight_query(${spaced})`)
  const without = refused.map((word) => Prisma.sql`&& !! hindsight_query(${word})`)
  return Prisma.sql`(SELECT (${Prisma.join(any, ' || ')}) ${Prisma.join([Prisma.empty, ...without], ' ')})`
}

/** As many words as an excerpt can show; a phrase of more is shown by its words. */
const SHOWN = 16
const PHRASED = 6

/**
 * What an excerpt should hold: every word, each in all languages. Not `termsOf`: for an excerpt Postgres combines each word of one
 * alternative with each of all others, which in four languages and two spellings is the eighth power of the number of words.
 */
function shownTermsOf(text: string): Prisma.Sql {
  const wanted = text.replace(NEGATED, ' ').trim()
  const words = wordsOf(wanted.replace(JOINED, ' ')).slice(0, SHOWN)
  if (words.length === 0 || (wanted.includes('"') && words.length <= PHRASED)) return searchTerms(wanted)
  const halved = words.length <= HALVES
  const each = words.map((word) =>
    halved ? Prisma.sql`hindsight_word(${word})` : Prisma.sql`hindsight_query(${word})`,
  )
  return Prisma.sql`(SELECT ${Prisma.join(each, /(?:^|\s)or(?:\s|$)/i.test(wanted) ? ' || ' : ' && ')})`
}

/** Any of the words, also as the beginning of a longer one. Words hold letters and digits only, so they need no quoting. */
function looseTermsOf(words: string[]): Prisma.Sql {
  const beginnings = words.filter((word) => word.length >= 3).map((word) => `${word.toLowerCase()}:*`)
  const whole = words.join(' or ')
  if (beginnings.length === 0) return searchTerms(whole)
  const begin = Prisma.sql`to_tsquery('public.hindsight_simple', ${beginnings.join(' | ')})`
  return Prisma.sql`(SELECT hindsight_query(${whole}) || ${begin})`
}

/** How much of a text an excerpt is looked for in, and how much of it is shown when nobody has asked for a word: in characters. */
const READ = 20_000
const BEGINNING = 240

/**
 * The best languages of the best things, with their text; of two alike the newer. `ranked` has id, weight, score and total. Ids are
 * compared as bytes: by the rules of a language it takes longer than all else.
 */
function present(ranked: Prisma.Sql, asked: Asked): Prisma.Sql {
  return Prisma.sql`
    SELECT d."kind", d."slug", d."title", d."lang", best."score"::float8 AS "score", best."total",
      left(CASE d."body" WHEN '' THEN d."title" ELSE d."body" END, ${READ}::int) AS "text"
    FROM (SELECT * FROM (${ranked}) r ORDER BY "score" DESC, "weight" DESC, "id" COLLATE "C" LIMIT ${asked.limit}) best
    JOIN "SearchDocument" d ON d."id" = best."id"
    ORDER BY best."score" DESC, best."weight" DESC, d."id" COLLATE "C"`
}

/** A phrase between quotes, and words that are joined to one: as they stand, beside their parts. */
const TOGETHER = /(?<=")[^"]+(?=")|[^\s"]+[-_./:=@][^\s"]+/g

/**
 * An excerpt for each row, its hits marked; the beginning of the text where there is nothing to show. Postgres reads every word of what it
 * makes one of, so it is given only the places where the words stand.
 */
async function excerptsOf({ rows, shown }: Found, { text, words }: Asked): Promise<string[]> {
  const plain = rows.map((row) => row.text.replaceAll('⟦', '[').replaceAll('⟧', ']'))
  // A pair of surrogates is not cut in half.
  if (shown === null) return plain.map((one) => one.slice(0, BEGINNING).replace(/[\uD800-\uDBFF]$/, ''))
  if (rows.length === 0) return []
  const needles = [...(text.match(TOGETHER) ?? []), ...words].slice(0, SHOWN)
  const places = plain.map((one) => excerptPlaces(one, needles))
  const found = await database.$queryRaw`
    SELECT ts_headline(hindsight_config(each."lang"), hindsight_parsable(each."text"), ${shown},
      'StartSel=⟦, StopSel=⟧, MaxFragments=2, MaxWords=18, MinWords=6, FragmentDelimiter=" … "') AS "snippet"
    FROM unnest(${rows.map(({ lang }) => lang)}::text[], ${places}::text[]) WITH ORDINALITY each("lang", "text", "place")
    ORDER BY each."place"`
  return SnippetsSchema.parse(found).map(({ snippet }) => snippet)
}

/**
 * Full text. Ranks by how close the words stand (ts_rank_cd, 32 brings it below 1) and, weighing more than any number of
 * repetitions in a body, by the words in the title; a thing whose whole title or slug was asked for comes first. Several
 * languages of one thing are one hit. The words of the title are weighed only for the best so far, and for the best whose title has the
 * longest word: a second reading of every text would take as long again. Titles are looked for only where not everything that matches is
 * ranked anyway.
 */
function rankByWords(asked: Asked): Prisma.Sql {
  const longest = asked.words.toSorted((a, b) => b.length - a.length)[0] ?? asked.text
  const asSlug = asked.text.toLowerCase()
  const typed = likePattern(asked.text)
  const isTyped =
    asked.text.search(JOINED) < 0 ? Prisma.sql`false` : Prisma.sql`d."title" ILIKE ${typed} OR d."body" ILIKE ${typed}`
  const share = (row: Prisma.Sql) =>
    Prisma.sql`CASE ${row} WHEN 'action-item' THEN ${ACTION_ITEM_SHARE}::float8 ELSE 1 END`
  const read = Prisma.sql`
    SELECT DISTINCT ON (d."kind" COLLATE "C", d."refId" COLLATE "C") d."id", d."kind", d."weight", hits."total",
      0.3 * ts_rank_cd('{0, 0.05, 0.1, 1}', d."search", ${asked.terms}, 32) * ${share(Prisma.sql`d."kind"`)}
        + CASE WHEN ${isTyped} THEN ${AS_TYPED}::float8 ELSE 0 END
        + CASE WHEN d."slug" = ${asSlug} OR lower(d."title") = ${asSlug} THEN 0.3 ELSE 0 END AS "score",
      strpos(lower(d."title"), ${longest.toLowerCase()}) > 0 AS "titled"
    FROM (
      SELECT c."id", (SELECT count(DISTINCT hashtextextended("refId", 0))::int FROM matched) AS "total" FROM (
        (SELECT "id" FROM matched ORDER BY "weight" DESC, "id" COLLATE "C" LIMIT ${RANKED})
        UNION (SELECT "id" FROM (
            SELECT d."id", d."weight" FROM "SearchDocument" d
            WHERE (SELECT count(*) FROM matched) > ${RANKED}::int AND d."title" ILIKE ${likePattern(longest)}
              AND d."search" @@ ${asked.terms} ${asked.narrow} LIMIT ${LOOKED_AT}
          ) titled ORDER BY "weight" DESC, "id" COLLATE "C" LIMIT ${TITLED})
        UNION (SELECT d."id" FROM "SearchDocument" d
          WHERE d."kind" = ANY(${KINDS}) AND d."slug" = ${asSlug} ${asked.narrow} LIMIT 20)
      ) c
    ) hits JOIN "SearchDocument" d ON d."id" = hits."id"
    ORDER BY d."kind" COLLATE "C", d."refId" COLLATE "C", "score" DESC`
  const best = Prisma.sql`"score" DESC, "weight" DESC, "id" COLLATE "C" LIMIT ${asked.limit + TITLES_READ}`
  return Prisma.sql`
    SELECT first."id", first."weight", first."total", first."score"
      + 0.4 * ts_rank_cd('{0, 0, 0, 1}', ts_filter(d."search", '{a}'), ${asked.terms}, 32) * ${share(Prisma.sql`first."kind"`)} AS "score"
    FROM (WITH read AS MATERIALIZED (${read})
      (SELECT * FROM read ORDER BY ${best})
      UNION (SELECT * FROM read WHERE "titled" ORDER BY ${best})) first
    JOIN "SearchDocument" d ON d."id" = first."id"`
}

async function findByWords(asked: Asked): Promise<Row[]> {
  const rows = await database.$queryRaw`
    WITH matched AS MATERIALIZED (
      SELECT d."id", d."refId", d."weight" FROM "SearchDocument" d
      WHERE d."search" @@ ${asked.terms} ${asked.narrow} LIMIT ${LOOKED_AT + 1}
    )
    ${present(rankByWords(asked), asked)}`
  return RowsSchema.parse(rows)
}

/** A piece of code or of an address as it is written, in documents that have any of its words: words alone lose its order. */
async function findByLetters(asked: Asked): Promise<Row[]> {
  const like = likePattern(asked.text)
  const ranked = Prisma.sql`
    SELECT DISTINCT ON (d."kind", d."refId") d."id", d."weight", count(*) OVER ()::int AS "total",
      CASE WHEN d."title" ILIKE ${like} THEN 0.4 ELSE 0.2 END AS "score"
    FROM (
      SELECT d."id" FROM "SearchDocument" d WHERE d."search" @@ ${looseTermsOf(asked.words)} ${asked.narrow}
      ORDER BY d."weight" DESC LIMIT ${SCANNED}
    ) few JOIN "SearchDocument" d ON d."id" = few."id"
    WHERE d."title" ILIKE ${like} OR d."body" ILIKE ${like}
    ORDER BY d."kind", d."refId", "score" DESC`
  return RowsSchema.parse(await database.$queryRaw`${present(ranked, asked)}`)
}

/** Titles with a word that is spelled like one of the asked words. */
async function findBySpelling(asked: Asked): Promise<Row[]> {
  const words = asked.words.filter((word) => word.length >= 4).slice(0, 6)
  if (words.length === 0) return []
  const spelled = Prisma.join(
    words.map((word) => Prisma.sql`d."title" %> ${word}`),
    ' OR ',
  )
  const ranked = Prisma.sql`
    SELECT DISTINCT ON ("kind", "refId") "id", "weight", count(*) OVER ()::int AS "total", "alike" / 2 AS "score" FROM (
      SELECT d."id", d."kind", d."refId", d."weight",
        (SELECT max(word_similarity(w, d."title")) FROM unnest(${words}::text[]) w) AS "alike"
      FROM "SearchDocument" d WHERE (${spelled}) ${asked.narrow} LIMIT ${SCANNED}
    ) s ORDER BY "kind", "refId", "score" DESC`
  // The operator %>, which has an index, takes its threshold from a setting; both settings hold for this transaction alone. Postgres
  // expects most titles to be similar and would compare each with the word, which takes several times as long as the index.
  const [, rows] = await database.$transaction([
    database.$queryRaw`SELECT set_config('pg_trgm.word_similarity_threshold', ${String(SIMILAR)}, true),
      set_config('enable_seqscan', 'off', true)`,
    database.$queryRaw`${present(ranked, asked)}`,
  ])
  return RowsSchema.parse(rows)
}

/** Everything that the operators let through, the newest first: nobody has asked for a word of it. */
async function findByOperators(asked: Asked): Promise<Row[]> {
  const ranked = Prisma.sql`
    SELECT m."id", m."weight", (SELECT count(*)::int FROM matched) AS "total",
      (1 + m."weight") / 3 * CASE m."kind" WHEN 'action-item' THEN ${ACTION_ITEM_SHARE}::float8 ELSE 1 END AS "score"
    FROM matched m`
  const rows = await database.$queryRaw`
    WITH matched AS MATERIALIZED (
      SELECT * FROM (
        SELECT DISTINCT ON (d."kind", d."refId") d."id", d."kind", d."weight" FROM "SearchDocument" d WHERE TRUE ${asked.narrow}
        ORDER BY d."kind", d."refId", d."lang") each LIMIT ${LOOKED_AT + 1}
    )
    ${present(ranked, asked)}`
  return RowsSchema.parse(rows)
}

/** All words, else the text as it is written (code), else any of the words or their beginnings, else similar spellings. */
async function findInSteps(asked: Asked): Promise<Found> {
  const shown = shownTermsOf(asked.text)
  const exact = await findByWords(asked)
  if (exact.length > 0 || asked.words.length === 0 || isStrict(asked.text)) return { rows: exact, shown, fuzzy: false }
  const code = /[^\p{L}\p{N}\s"'?!,-]/u.test(asked.text) ? await findByLetters(asked) : []
  if (code.length > 0) return { rows: code, shown, fuzzy: false }
  const anyWord = looseTermsOf(asked.words)
  const loose = await findByWords({ ...asked, terms: anyWord })
  if (loose.length > 0) return { rows: loose, shown: anyWord, fuzzy: false }
  return { rows: await findBySpelling(asked), shown: null, fuzzy: true }
}

/** Bodies are Markdown; an excerpt is read as plain text, so its marks would only be noise. */
function asPlainText(markdown: string): string {
  return markdown
    .replace(/```\w*|^#{1,6} |\*\*|`|\[\[|\]\]/gm, '')
    .replace(/\s+/g, ' ')
    .trim()
}

function viewItem({ kind, slug, title, lang, score }: Row, snippet: string): SearchItem {
  return { kind, slug, title, lang, snippet: asPlainText(snippet), score: Math.round(Math.min(1, score) * 1000) / 1000 }
}

const NEAR_KINDS = ['incident', 'skill'] as const
const nearKinds = ({ kind }: SearchQuery) => NEAR_KINDS.filter((one) => kind === undefined || kind === one)

/** What is near in meaning as one more list; a whole title or slug that was asked for stays first. */
function fuseNear(text: string, items: SearchItem[], near: readonly Near[]): SearchItem[] {
  const asked = text.toLowerCase()
  const exact = items.filter(({ title, slug }) => title.toLowerCase() === asked || slug === asked)
  const known = new Set(exact.map(keyOfItem))
  const others = near.filter((one) => !known.has(keyOfItem(one)))
  const rest = fuse(
    items.filter((item) => !known.has(keyOfItem(item))),
    others,
    {
      keyOf: keyOfItem,
      both: (item) => ({ ...item, reason: sentence`Near in meaning, too` }),
      only: (one) => ({
        kind: one.kind,
        slug: one.slug,
        title: one.title,
        lang: one.lang,
        snippet: nearestSentences({ text, lang: 'und' }, one).there.text,
        score: 0,
        reason: sentence`Near in meaning`,
      }),
    },
  )
  return [...exact, ...rest]
}

const keyOfItem = ({ kind, slug }: { kind: string; slug: string }) => `${kind} ${slug}`

/**
 * Searches everything in all languages at once. Understands words, `"phrases"`, `or`, `-without` and the operators of
 * `readSearchOperators`; never fails on what somebody types. `total` counts things and is exact while it is not `capped`. `meaning` is of what is asked, where a model is
 * used: what is near in meaning joins, unless somebody asks for a phrase or without a word.
 */
export async function search(
  viewer: Viewer,
  query: SearchQuery,
  meaning: Promise<Meaning | null> | null = null,
): Promise<SearchResult> {
  assertCan(viewer, 'read')
  const started = performance.now()
  const { operators, problems, ...read } = readSearchOperators(query.q)
  const text = readable(read.text)
  const asked = {
    text,
    words: wordsOf(text),
    terms: termsOf(text),
    narrow: narrowTo(viewer, query, operators),
    limit: query.limit,
  }
  const [found, near] = await Promise.all([
    text === ''
      ? { rows: operators.length > 0 ? await findByOperators(asked) : [], shown: null, fuzzy: false }
      : findInSteps(asked),
    isStrict(text) || operators.length > 0
      ? []
      : listNearAsked(viewer, meaning, { kinds: nearKinds(query), lang: query.lang }),
  ])
  const { rows, fuzzy } = found
  const total = rows[0]?.total ?? 0
  const excerpts = await excerptsOf(found, asked)
  const items = fuseNear(
    text,
    rows.map((row, index) => viewItem(row, excerpts[index] ?? '')),
    near,
  ).slice(0, query.limit)
  return {
    items,
    total: Math.max(total, items.length),
    capped: total >= LOOKED_AT,
    fuzzy: fuzzy && items.length > 0 && near.length === 0,
    tookMs: Math.round((performance.now() - started) * 10) / 10,
    ...(problems.length > 0 && { problems }),
  }
}
