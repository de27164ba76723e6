import pg from 'pg'

/*
 * Fills a migrated database with action items of many incidents by SQL: 12,000 incidents of 400 companies with patterns and restricted
 * ones among them, 500 skills, and the items of both. Deterministic: the same figures each time.
 */
const INCIDENTS = 12_000
const SKILLS = 500

/** A whole number from 0 up to `below`, the same for the same text in each run. */
const pick = (of: string, below: number) => `(abs(hashtext(${of})::bigint) % ${below})`
const WORDS = `ARRAY['retry','cache','key','queue','disk','probe','quota','lease','index','token','replica','webhook','alarm','rollout','budget','pager']`
const word = (of: string) => `(${WORDS})[1 + ${pick(of, 16)}]`

const STATEMENTS = (items: number) => [
  `INSERT INTO "User" ("id", "name", "email", "role") VALUES ('reader', 'Maya', 'maya@example.com', 'editor'), ('other', 'Sam', 'sam@example.com', 'editor')`,
  `INSERT INTO "Pattern" ("id", "slug", "title", "family", "mechanism", "body", "cues", "questions", "controls", "origin", "updatedAt")
    SELECT 'p' || n, 'pattern-' || n, 'Pattern ' || n, 'family', 'mechanism', '', '{}', '{}', ARRAY['a control'], 'team', now() FROM generate_series(1, 60) n`,
  `INSERT INTO "Source" ("id", "kind", "bytes", "text", "sha256", "format", "lang", "importedBy") VALUES ('source', 'file', ''::bytea, '', 'none', 'postmortem', 'en', 'bench')`,
  `INSERT INTO "Incident" ("id", "slug", "title", "onDate", "startedAt", "endedAt", "impactMinutes", "visibility", "updatedAt")
    SELECT 'incident-' || n, 'incident-' || n, initcap(${word(`'t' || n`)}) || ' ' || ${word(`'u' || n`)} || ' outage ' || n, day, day + interval '9 hours',
      CASE WHEN n % 4 > 0 THEN day + interval '9 hours' + n % 300 * interval '1 minute' END, n % 300,
      (CASE WHEN n % 50 = 0 THEN 'restricted' ELSE 'internal' END)::"Visibility", now()
    FROM (SELECT n, date '2016-01-01' + ${pick(`'d' || n`, 3900)}::int AS day FROM generate_series(1, ${INCIDENTS}) n) each`,
  `INSERT INTO "Skill" ("id", "slug", "title", "lang", "body", "draft", "updatedAt")
    SELECT 'skill-' || n, 'skill-' || n, 'When the ' || ${word(`'s' || n`)} || ' of company' || n % 400 || ' fails', 'en', 'Look at api.company' || n % 400 || '.example first.', '{}', now() FROM generate_series(1, ${SKILLS}) n`,
  `INSERT INTO "Postmortem" ("id", "incidentId", "slug", "lang", "title", "body", "sourceId", "draft", "fingerprint", "updatedAt")
    SELECT 'edition-' || n, 'incident-' || n, 'edition-' || n, 'en', 'An outage', '', 'source', '{}',
      CASE WHEN n % 5 = 0 THEN ARRAY['id:job-' || n] ELSE ARRAY['domain:api.company' || ${pick(`'c' || n`, 400)} || '.example', 'name:company' || ${pick(`'c' || n`, 400)}]
      || ARRAY(SELECT 'at:' || n || '-' || m FROM generate_series(1, 60) m) END, now()
    FROM generate_series(1, ${INCIDENTS}) n`,
  `INSERT INTO "Match" ("id", "patternId", "incidentId", "role", "score", "state")
    SELECT 'm' || n || '-' || m, 'p' || 1 + least(${pick(`n || 'p' || m`, 60)}, ${pick(`n || 'q' || m`, 60)}), 'incident-' || n, CASE m WHEN 1 THEN 'root' ELSE 'contributing' END,
      0.4 + ${pick(`n || 'r' || m`, 50)} / 100.0, CASE WHEN n % 20 = 0 THEN 'rejected' ELSE 'suggested' END
    FROM generate_series(1, ${INCIDENTS}) n, generate_series(1, 3) m WHERE ${pick(`n || 'h' || m`, 3)} < 2 ON CONFLICT DO NOTHING`,
  `INSERT INTO "Match" ("id", "patternId", "skillId", "role", "score") SELECT 'ms' || n, 'p' || 1 + n % 60, 'skill-' || n, 'root', 0.8 FROM generate_series(1, ${SKILLS}) n`,
  `INSERT INTO "ActionItem" ("id", "incidentId", "skillId", "key", "position", "title", "description", "status", "owner", "due", "kind", "priority", "since", "sinceDate", "ticket", "origins", "updatedAt")
    SELECT gen_random_uuid(), CASE WHEN n % 25 > 0 THEN 'incident-' || 1 + ${pick(`'of' || n`, INCIDENTS)} END, CASE WHEN n % 25 = 0 THEN 'skill-' || 1 + ${pick(`'of' || n`, SKILLS)} END,
      'key-' || n, n, jsonb_build_object('en', initcap(${word(`'v' || n`)}) || ' the ' || ${word(`'w' || n`)} || ' of the ' || ${word(`'x' || n`)} || ' before it fails, number ' || n),
      jsonb_build_object('en', repeat('It has to be written down how this is done, and by whom. ', 1 + n % 6)),
      (ARRAY['open','open','open','in-progress','blocked','done','done','done','wont-do',NULL])[1 + ${pick(`'y' || n`, 10)}],
      CASE WHEN n % 3 > 0 THEN 'person' || ${pick(`'z' || n`, 300)} END, CASE WHEN n % 2 = 0 THEN date '2025-01-01' + ${pick(`'e' || n`, 1100)}::int END,
      (ARRAY['prevent','detect','mitigate','process',NULL])[1 + ${pick(`'k' || n`, 5)}], (ARRAY['urgent','high','medium','low',NULL])[1 + ${pick(`'i' || n`, 5)}],
      CASE WHEN n % 7 = 0 THEN to_char(date '2018-01-01' + n % 96 * interval '1 month', 'YYYY-MM') END,
      CASE WHEN n % 7 = 0 THEN (date '2018-01-01' + n % 96 * interval '1 month')::date END,
      CASE WHEN n % 6 = 0 THEN 'https://tracker.example/' || n END, '[]', now() - n * interval '1 minute' FROM generate_series(1, ${items}) n`,
  `INSERT INTO "SearchDocument" ("id", "kind", "refId", "slug", "lang", "title", "body")
    SELECT gen_random_uuid(), 'action-item', "id", "id", 'en', "title"->>'en', "description"->>'en' FROM "ActionItem"`,
  `INSERT INTO "IncidentReader" ("id", "incidentId", "userId") SELECT 'r' || n, 'incident-' || n, CASE WHEN n % 500 = 0 THEN 'reader' ELSE 'other' END FROM generate_series(50, ${INCIDENTS}, 50) n`,
  `VACUUM ANALYZE`,
]

/** Fills the database at `url`, once. */
export async function fillActionItems(url: string, items: number): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS "count" FROM "ActionItem"')
    if (rows[0]?.count === items) return
    for (const statement of STATEMENTS(items)) await client.query(statement)
  } finally {
    await client.end()
  }
}
