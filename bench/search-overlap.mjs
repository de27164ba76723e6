// Whether a search finds what is best: its first ten beside those of a ranking of everything that matches, which no bound cuts short.
import pg from 'pg'

/** @typedef {{ kind: string, slug: string }} Hit */
/** @typedef {{ strict: number, tied: number }} Overlap shares of the ten that are the same; `tied` counts what ranks as high as the last */

const TOP = 10

/** As `lib/query/search.ts` ranks, for plain words. $1 is what is asked for, $2 its words. */
const RANKED = `
  with asked as (
    select case cardinality($2::text[]) when 1 then each."words" else (each."words") || hindsight_query($1) end as q
    from (select string_agg('(' || hindsight_word(word)::text || ')', ' & ')::tsquery as "words" from unnest($2::text[]) word) each
  ), best as (
    select distinct on (d."kind", d."refId") d."id", d."kind", d."slug", d."weight",
      (0.3 * ts_rank_cd('{0, 0.05, 0.1, 1}', d."search", q, 32) + 0.4 * ts_rank_cd('{0, 0, 0, 1}', ts_filter(d."search", '{a}'), q, 32))
        * case d."kind" when 'action-item' then 0.3 else 1 end
        + case when d."slug" = lower($1) or lower(d."title") = lower($1) then 0.3 else 0 end as "score"
    from "SearchDocument" d, asked where d."search" @@ q
    order by d."kind", d."refId", "score" desc
  )
  select "kind", "slug", "place"::int from (
    select *, rank() over (order by "score" desc) as "place" from best
  ) placed where "place" <= ${TOP} order by "score" desc, "weight" desc, "id" collate "C"`

/** @param {Hit} hit */
const keyOf = ({ kind, slug }) => `${kind} ${slug}`

/**
 * @param {string} url of the database @param {string[]} queries plain words: no operators, phrases or misspelt words
 * @param {(query: string) => Promise<Hit[]>} search the first ten
 * @returns {Promise<Overlap>} means over what finds anything
 */
export async function measureOverlap(url, queries, search) {
  const client = new pg.Client(url)
  await client.connect()
  const sum = { strict: 0, tied: 0, queries: 0 }
  for (const query of queries) {
    const { rows } = await client.query(RANKED, [query, query.match(/[\p{L}\p{N}]+/gu) ?? []])
    if (rows.length === 0) continue
    const best = new Set(rows.slice(0, TOP).map(keyOf))
    const asGood = new Set(rows.map(keyOf))
    const found = await search(query)
    sum.strict += found.filter((hit) => best.has(keyOf(hit))).length / best.size
    sum.tied += found.filter((hit) => asGood.has(keyOf(hit))).length / best.size
    sum.queries++
  }
  await client.end()
  return { strict: sum.strict / sum.queries, tied: sum.tied / sum.queries }
}
