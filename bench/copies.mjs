// Fills a database to a size in seconds: copies stored incidents row by row under names, dates and keys of their own.
// Importing is measured on real imports; the copies are there so that lists, searches and comparisons have many rows to face.
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
  fingerprint: `array(select key || '~' || $1::int from unnest("fingerprint") key)`,
}

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
const changedValue = (table, column) => (table === 'ActionItem' && column === 'title' ? undefined : CHANGED[column])

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
  await client.query('create temporary table chosen (id text primary key)')
  for (let copy = Number(before.rows[0].last) + 1, left = missing; left > 0; copy++) {
    const chosen = originals.slice(0, left)
    await client.query('truncate chosen')
    await client.query('insert into chosen select unnest($1::text[])', [chosen])
    for (const [table, where] of Object.entries(TABLES)) await copyTable(client, table, where, copy)
    left -= chosen.length
  }
  await client.query('vacuum analyze')
  await client.end()
}
