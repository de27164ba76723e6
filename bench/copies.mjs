// Fills a database to a size in minutes: copies stored incidents row by row under names, dates and keys of their own. Importing
// is measured on real imports; the copies are there so that lists, searches and comparisons have many rows to face.
//
// An index of copies must look like one of real incidents. So the text of a copy is the beginning of its original and the
// rest of another of the same language, with four made-up names of 200,000; keys that many originals have stay as they are
// (they grow more common), all others become the copy's own; scores are spread, and one match of twenty is confirmed.
import pg from 'pg'

/** Rows of one incident: the table, and which of its rows belong to the incidents in the temporary table `chosen`. */
const TABLES = {
  Incident: 'id in (select id from chosen)',
  ImpactWindow: '"incidentId" in (select id from chosen)',
  TimelineEntry: '"incidentId" in (select id from chosen)',
  Cause: '"incidentId" in (select id from chosen)',
  ActionItem: '"incidentId" in (select id from chosen)',
  Postmortem: '"incidentId" in (select id from chosen)',
  Match: '"incidentId" in (select id from chosen)',
  SlugAlias: '"incidentId" in (select id from chosen)',
  Reference: `"fromKind" = 'incident' and "fromId" in (select id from chosen)`,
  SearchDocument: `"refId" in (select id from chosen union all select id from "ActionItem" where "incidentId" in (select id from chosen))`,
}

/** What a copy has of its own, by column; every other column is taken over. `$1` is the number of the copy. @type {Record<string, string>} */
const CHANGED = {
  id: `"id" || '~' || $1::int`,
  incidentId: `"incidentId" || '~' || $1::int`,
  fromId: `"fromId" || '~' || $1::int`,
  refId: `"refId" || '~' || $1::int`,
  slug: `"slug" || '-c' || $1::int`,
  title: `"title" || ' (' || $1::int || ')'`,
  onDate: `"onDate" - $1::int * 37`,
  startedAt: `"startedAt" - $1::int * interval '37 days'`,
  endedAt: `"endedAt" - $1::int * interval '37 days'`,
  fingerprint: `array(select case when exists (select from common where common.key = each.key) then each.key
    else each.key || '~' || $1::int end from unnest("fingerprint") with ordinality each(key, place) order by place)`,
  score: `least(0.99, greatest(0.37, "score" + ${spread('"id"', 1000)} / 10000.0 - 0.05))`,
  state: `case when ${spread('"id"', 20)} = 0 then 'confirmed' else "state" end`,
}

/** A whole number from 0 up to `below` that is the copy's own and always the same. @param {string} of @param {number} below */
function spread(of, below) {
  return `(abs(hashtext(${of} || ' ' || $1::int)::bigint) % ${below})`
}

/** The text of a copy: see the top. */
const MIXED_BODY = `case "kind" when 'incident' then (
  select left("SearchDocument"."body", length("SearchDocument"."body") / 2) || ' ' || coalesce((
    select right(other.body, length(other.body) / 2) from texts other
    where other.lang = "SearchDocument"."lang" and other.place = (mine.place + $1::int * 37) % mine.count), '')
    || (select string_agg(' svc' || ${spread(`mine.id || n`, 200_000)}, '') from generate_series(1, 4) n)
  from texts mine where mine.id = "SearchDocument"."id") else "body" end`

/** Filled anew when everything is in: adding half a million rows to them one by one takes several times as long. */
const LATE_INDEXES = [
  'SearchDocument_search_idx',
  'SearchDocument_title_idx',
  'Postmortem_fingerprint_idx',
  'Incident_title_idx',
]

/** @param {pg.Client} client @param {string} table @returns {Promise<string[]>} columns that can be written */
async function writableColumns(client, table) {
  const { rows } = await client.query(
    `select column_name as name from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  )
  return rows.map((row) => String(row.name))
}

/** @param {pg.Client} client @param {string} table @param {string} where @param {number} copy */
async function copyTable(client, table, where, copy) {
  const columns = await writableColumns(client, table)
  const names = columns.map((name) => `"${name}"`).join(', ')
  const values = columns.map((name) => changedValue(table, name) ?? `"${name}"`).join(', ')
  await client.query(`insert into "${table}" (${names}) select ${values} from "${table}" where ${where}`, [copy])
}

/** @param {string} table @param {string} column the title of an action item is a text per language and stays */
function changedValue(table, column) {
  if (table === 'SearchDocument' && column === 'body') return MIXED_BODY
  const isKept =
    (table === 'ActionItem' && column === 'title') ||
    (column === 'state' && table !== 'Match') ||
    (column === 'score' && table !== 'Match')
  return isKept ? undefined : CHANGED[column]
}

/** What the copies of one connection are made from. @param {pg.Client} client */
async function readOriginals(client) {
  await client.query('create temporary table chosen (id text primary key)')
  await client.query(`create temporary table texts as
    select "id", "lang", "body", row_number() over (partition by "lang" order by "id") - 1 as place,
      count(*) over (partition by "lang") as count
    from "SearchDocument" where "kind" = 'incident' and "refId" not like '%~%'`)
  await client.query('create index on texts (id); create index on texts (lang, place); analyze texts')
  await client.query(`create temporary table common as
    select key from "Postmortem", unnest("fingerprint") key where "id" not like '%~%'
    group by key having count(*) > 20`)
  await client.query('create index on common (key); analyze common')
}

/** @param {string} url @param {{ copy: number, ids: string[] }[]} rounds */
async function copyRounds(url, rounds) {
  const client = new pg.Client(url)
  await client.connect()
  await readOriginals(client)
  for (const { copy, ids } of rounds) {
    await client.query('truncate chosen')
    await client.query('insert into chosen select unnest($1::text[])', [ids])
    for (const [table, where] of Object.entries(TABLES)) await copyTable(client, table, where, copy)
  }
  await client.end()
}

/** Drops the indexes that are filled at the end; gives what makes them again. @param {pg.Client} client */
async function dropLateIndexes(client) {
  const { rows } = await client.query(
    `select indexname as name, indexdef as made from pg_indexes where schemaname = 'public' and indexname = any($1)`,
    [LATE_INDEXES],
  )
  for (const { name } of rows) await client.query(`drop index ${client.escapeIdentifier(String(name))}`)
  return rows.map((row) => String(row.made))
}

/**
 * @param {string} url of the database
 * @param {number} missing how many incidents to add
 */
export async function addCopies(url, missing) {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query(
    `select "id" from "Incident" where not "stub" and "id" not like '%~%' order by "id"`,
  )
  const before = await client.query(
    `select coalesce(max(split_part("id", '~', 2)::int), 0) as last from "Incident" where "id" like '%~%'`,
  )
  const originals = rows.map((row) => String(row.id))
  /** @type {{ copy: number, ids: string[] }[]} */
  const rounds = []
  for (let copy = Number(before.rows[0].last) + 1, left = missing; left > 0; copy++, left -= originals.length) {
    rounds.push({ copy, ids: originals.slice(0, left) })
  }
  const made = missing > originals.length * 5 ? await dropLateIndexes(client) : []
  await Promise.all(
    [0, 1].map((part) =>
      copyRounds(
        url,
        rounds.filter((_, index) => index % 2 === part),
      ),
    ),
  )
  await client.query("set maintenance_work_mem = '512MB'")
  for (const statement of made) await client.query(statement)
  await client.query('vacuum analyze')
  await client.end()
}
