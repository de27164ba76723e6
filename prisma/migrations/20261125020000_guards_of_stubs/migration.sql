-- An incident that is known only because a skill names its conversation says what the skill says: it is hidden with the skill, and is
-- its own again once it has an account.
-- Migrations are cut into statements at every semicolon, so those inside the functions are written \x3b.
CREATE OR REPLACE FUNCTION hindsight_guarded(ids text[]) RETURNS TABLE ("targetId" text, "byId" text) LANGUAGE sql STABLE SET search_path = public AS E'
  WITH restricted AS (
    SELECT i."id", i."slug" FROM "Incident" i WHERE i."visibility" = ''restricted'' AND i."id" = ANY (ids)
  ), edition AS (
    SELECT p."id", p."slug", p."sourceId", p."externalId", r."id" AS "byId"
      FROM restricted r JOIN "Postmortem" p ON p."incidentId" = r."id"
  ), name AS (
    SELECT r."slug", r."id" AS "byId" FROM restricted r
    UNION SELECT e."slug", e."byId" FROM edition e
    UNION SELECT a."slug", r."id" FROM restricted r JOIN "SlugAlias" a ON a."incidentId" = r."id"
  ), account AS (
    SELECT e."sourceId" AS "id", e."byId" FROM edition e
    UNION SELECT l."sourceId", n."byId" FROM name n JOIN "ImportLine" l ON l."slug" = n."slug" AND l."kind" = ''incident''
      WHERE l."sourceId" IS NOT NULL
  ), thread AS (
    SELECT t."id", t."slug", t."sourceId", a."byId" FROM account a JOIN "Thread" t ON t."sourceId" = a."id"
    UNION SELECT t."id", t."slug", t."sourceId", e."byId" FROM edition e JOIN "Thread" t
      ON e."externalId" LIKE ''slack:%/incident'' AND t."key" = left(e."externalId", -length(''/incident''))
    UNION SELECT t."id", t."slug", t."sourceId", a."byId" FROM account a
      JOIN "ImportLine" l ON l."sourceId" = a."id" AND l."kind" = ''thread'' JOIN "Thread" t ON t."slug" = l."slug"
  ), told AS (
    SELECT a."id", a."byId" FROM account a
    UNION SELECT t."sourceId", t."byId" FROM thread t
    UNION SELECT l."sourceId", t."byId" FROM thread t JOIN "ImportLine" l ON l."slug" = t."slug" AND l."kind" = ''thread''
      WHERE l."sourceId" IS NOT NULL
  ), skill AS (
    SELECT v."skillId" AS "id", t."byId" FROM told t JOIN "SkillRevision" v ON v."sourceId" = t."id"
    UNION SELECT k."skillId", r."id" FROM restricted r JOIN "SkillSource" k ON k."incidentId" = r."id"
  ), read AS (
    SELECT t."id", t."byId" FROM told t
    UNION SELECT v."sourceId", k."byId" FROM skill k JOIN "SkillRevision" v ON v."skillId" = k."id"
  ), source AS (
    SELECT t."id", t."byId" FROM read t
    UNION SELECT s."partOfId", t."byId" FROM read t JOIN "Source" s ON s."id" = t."id" WHERE s."partOfId" IS NOT NULL
  )
  SELECT r."id", r."id" FROM restricted r
  UNION SELECT e."id", e."byId" FROM edition e
  UNION SELECT s."id", s."byId" FROM source s
  UNION SELECT t."id", t."byId" FROM thread t
  UNION SELECT k."id", k."byId" FROM skill k
  UNION SELECT b."id", k."byId" FROM skill k JOIN "SkillSource" n ON n."skillId" = k."id"
    JOIN "Incident" b ON b."id" = n."incidentId" AND b."stub"
  UNION SELECT a."id", r."id" FROM restricted r JOIN "ActionItem" a ON a."incidentId" = r."id"
  UNION SELECT a."id", k."byId" FROM skill k JOIN "ActionItem" a ON a."skillId" = k."id"
';

CREATE OR REPLACE FUNCTION hindsight_guard_added() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
DECLARE ids text[]\x3b
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "Guard") THEN RETURN NULL\x3b END IF\x3b
  IF TG_TABLE_NAME IN (''Postmortem'', ''SlugAlias'') THEN
    SELECT array_agg(DISTINCT c."incidentId") INTO ids FROM changed c\x3b
  ELSIF TG_TABLE_NAME = ''SkillSource'' THEN
    SELECT array_agg(DISTINCT x."id") INTO ids FROM (
      SELECT c."incidentId" AS "id" FROM changed c
      UNION SELECT g."byId" FROM changed c JOIN "Guard" g ON g."targetId" = c."skillId") x\x3b
  ELSIF TG_TABLE_NAME = ''ActionItem'' THEN
    SELECT array_agg(DISTINCT x."id") INTO ids FROM (
      SELECT c."incidentId" AS "id" FROM changed c
      UNION SELECT g."byId" FROM changed c JOIN "Guard" g ON g."targetId" = c."skillId") x\x3b
  ELSIF TG_TABLE_NAME = ''SkillRevision'' THEN
    SELECT array_agg(DISTINCT x."id") INTO ids FROM (
      SELECT p."incidentId" AS "id" FROM changed c JOIN "Postmortem" p ON p."sourceId" = c."sourceId"
      UNION SELECT g."byId" FROM changed c JOIN "Guard" g ON g."targetId" = c."sourceId"
      UNION SELECT g."byId" FROM changed c JOIN "Guard" g ON g."targetId" = c."skillId") x\x3b
  ELSIF TG_TABLE_NAME = ''Thread'' THEN
    SELECT array_agg(DISTINCT x."id") INTO ids FROM (
      SELECT p."incidentId" AS "id" FROM changed c JOIN "Postmortem" p ON p."sourceId" = c."sourceId"
      UNION SELECT p."incidentId" FROM changed c JOIN "Postmortem" p ON p."externalId" = c."key" || ''/incident''
      UNION SELECT g."byId" FROM changed c JOIN "Guard" g ON g."targetId" = c."sourceId"
      UNION SELECT g."byId" FROM changed c JOIN "Guard" g ON g."targetId" = c."id") x\x3b
  ELSE
    SELECT array_agg(DISTINCT x."id") INTO ids FROM (
      SELECT p."incidentId" AS "id" FROM changed c JOIN "Postmortem" p ON p."slug" = c."slug"
      UNION SELECT a."incidentId" FROM changed c JOIN "SlugAlias" a ON a."slug" = c."slug"
      UNION SELECT i."id" FROM changed c JOIN "Incident" i ON i."slug" = c."slug"
      UNION SELECT g."byId" FROM changed c JOIN "Guard" g ON g."targetId" = c."sourceId"
      UNION SELECT g."byId" FROM changed c JOIN "Thread" t ON t."slug" = c."slug" JOIN "Guard" g ON g."targetId" = t."id") x\x3b
  END IF\x3b
  SELECT array_agg(i."id") INTO ids FROM "Incident" i WHERE i."id" = ANY (ids) AND i."visibility" = ''restricted''\x3b
  IF ids IS NOT NULL THEN PERFORM hindsight_guard(ids)\x3b END IF\x3b
  RETURN NULL\x3b
END 
';

CREATE FUNCTION hindsight_guard_stub() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
DECLARE ids text[]\x3b
BEGIN
  SELECT array_agg(DISTINCT i."id") INTO ids FROM (
    SELECT g."byId" AS "id" FROM "Guard" g WHERE g."targetId" = NEW."id"
    UNION SELECT g."byId" FROM "SkillSource" n JOIN "Guard" g ON g."targetId" = n."skillId" WHERE n."incidentId" = NEW."id"
  ) x JOIN "Incident" i ON i."id" = x."id" AND i."visibility" = ''restricted''\x3b
  IF ids IS NOT NULL THEN PERFORM hindsight_guard(ids)\x3b END IF\x3b
  RETURN NULL\x3b
END 
';
CREATE TRIGGER "guard_stub" AFTER UPDATE ON "Incident" FOR EACH ROW
  WHEN (OLD."stub" IS DISTINCT FROM NEW."stub") EXECUTE FUNCTION hindsight_guard_stub();

-- What is restricted already is guarded as above.
SELECT hindsight_guard(array_agg("id")) FROM "Incident" WHERE "visibility" = 'restricted' HAVING count(*) > 0;
