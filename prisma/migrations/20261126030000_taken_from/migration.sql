-- Which incidents a text was taken from: what a person has accepted of a draft that was made of their accounts, or that was proposed
-- about one of them. It tells what they tell, so whoever may not read one of them reads neither it nor what is made of it.
CREATE TABLE "TakenFrom" (
    "sourceId" TEXT NOT NULL,
    "incidentId" TEXT NOT NULL,
    CONSTRAINT "TakenFrom_pkey" PRIMARY KEY ("sourceId", "incidentId")
);
CREATE INDEX "TakenFrom_incidentId_idx" ON "TakenFrom"("incidentId");
ALTER TABLE "TakenFrom" ADD CONSTRAINT "TakenFrom_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "TakenFrom" ADD CONSTRAINT "TakenFrom_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Migrations are cut into statements at every semicolon, so those inside the functions are written \x3b.
-- As before, and what was taken from a restricted incident is guarded by it: a skill, and another incident as if it were that one itself,
-- however many steps lie between. The line of an import says what a text became whose newer version has replaced it.
CREATE OR REPLACE FUNCTION hindsight_guarded(ids text[]) RETURNS TABLE ("targetId" text, "byId" text) LANGUAGE sql STABLE SET search_path = public AS E'
  WITH RECURSIVE made AS (
    SELECT x."incidentId" AS "fromId", p."incidentId" AS "id" FROM "TakenFrom" x JOIN "Postmortem" p ON p."sourceId" = x."sourceId"
    UNION SELECT x."incidentId", p."incidentId" FROM "TakenFrom" x
      JOIN "ImportLine" l ON l."sourceId" = x."sourceId" AND l."kind" = ''incident'' JOIN "Postmortem" p ON p."slug" = l."slug"
    UNION SELECT x."incidentId", a."incidentId" FROM "TakenFrom" x
      JOIN "ImportLine" l ON l."sourceId" = x."sourceId" AND l."kind" = ''incident'' JOIN "SlugAlias" a ON a."slug" = l."slug"
  ), hidden AS (
    SELECT i."id", i."id" AS "byId" FROM "Incident" i WHERE i."visibility" = ''restricted'' AND i."id" = ANY (ids)
    UNION SELECT m."id", h."byId" FROM hidden h JOIN made m ON m."fromId" = h."id"
  ), incident AS (
    SELECT i."id", i."slug", h."byId" FROM hidden h JOIN "Incident" i ON i."id" = h."id"
  ), edition AS (
    SELECT p."id", p."slug", p."sourceId", p."externalId", i."byId"
      FROM incident i JOIN "Postmortem" p ON p."incidentId" = i."id"
  ), name AS (
    SELECT i."slug", i."byId" FROM incident i
    UNION SELECT e."slug", e."byId" FROM edition e
    UNION SELECT a."slug", i."byId" FROM incident i JOIN "SlugAlias" a ON a."incidentId" = i."id"
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
    UNION SELECT x."sourceId", i."byId" FROM incident i JOIN "TakenFrom" x ON x."incidentId" = i."id"
    UNION SELECT t."sourceId", t."byId" FROM thread t
    UNION SELECT l."sourceId", t."byId" FROM thread t JOIN "ImportLine" l ON l."slug" = t."slug" AND l."kind" = ''thread''
      WHERE l."sourceId" IS NOT NULL
  ), skill AS (
    SELECT v."skillId" AS "id", t."byId" FROM told t JOIN "SkillRevision" v ON v."sourceId" = t."id"
    UNION SELECT k."skillId", i."byId" FROM incident i JOIN "SkillSource" k ON k."incidentId" = i."id"
  ), read AS (
    SELECT t."id", t."byId" FROM told t
    UNION SELECT v."sourceId", k."byId" FROM skill k JOIN "SkillRevision" v ON v."skillId" = k."id"
  ), source AS (
    SELECT t."id", t."byId" FROM read t
    UNION SELECT s."partOfId", t."byId" FROM read t JOIN "Source" s ON s."id" = t."id" WHERE s."partOfId" IS NOT NULL
  )
  SELECT i."id", i."byId" FROM incident i
  UNION SELECT e."id", e."byId" FROM edition e
  UNION SELECT s."id", s."byId" FROM source s
  UNION SELECT t."id", t."byId" FROM thread t
  UNION SELECT k."id", k."byId" FROM skill k
  UNION SELECT b."id", k."byId" FROM skill k JOIN "SkillSource" n ON n."skillId" = k."id"
    JOIN "Incident" b ON b."id" = n."incidentId" AND b."stub"
  UNION SELECT a."id", i."byId" FROM incident i JOIN "ActionItem" a ON a."incidentId" = i."id"
  UNION SELECT a."id", k."byId" FROM skill k JOIN "ActionItem" a ON a."skillId" = k."id"
';

CREATE OR REPLACE FUNCTION hindsight_guard_added() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
DECLARE ids text[]\x3b
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "Guard") THEN RETURN NULL\x3b END IF\x3b
  IF TG_TABLE_NAME = ''SlugAlias'' THEN
    SELECT array_agg(DISTINCT c."incidentId") INTO ids FROM changed c\x3b
  ELSIF TG_TABLE_NAME IN (''Postmortem'', ''TakenFrom'') THEN
    SELECT array_agg(DISTINCT x."id") INTO ids FROM (
      SELECT c."incidentId" AS "id" FROM changed c
      UNION SELECT g."byId" FROM changed c JOIN "Guard" g ON g."targetId" = c."sourceId") x\x3b
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
  -- Also those that guard what changed: an incident that was taken from a restricted one is hidden with it.
  SELECT array_agg(i."id") INTO ids FROM "Incident" i WHERE i."visibility" = ''restricted'' AND (i."id" = ANY (ids)
    OR i."id" IN (SELECT g."byId" FROM "Guard" g WHERE g."targetId" = ANY (ids)))\x3b
  IF ids IS NOT NULL THEN PERFORM hindsight_guard(ids)\x3b END IF\x3b
  RETURN NULL\x3b
END 
';

CREATE TRIGGER "guard_added" AFTER INSERT ON "TakenFrom" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION hindsight_guard_added();
CREATE TRIGGER "guard_changed" AFTER UPDATE ON "TakenFrom" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION hindsight_guard_added();
CREATE TRIGGER "guard_moved" AFTER UPDATE ON "TakenFrom" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION hindsight_guard_added();
CREATE TRIGGER "guard_left" AFTER DELETE ON "TakenFrom" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION hindsight_guard_added();

-- What was accepted before: its source is called after the proposal, or has its very text.
INSERT INTO "TakenFrom" ("sourceId", "incidentId")
SELECT DISTINCT s."id", i."id" FROM "Proposal" p
CROSS JOIN LATERAL (
  SELECT p."aboutId" AS "id" WHERE p."aboutKind" = 'incident'
  UNION SELECT jsonb_array_elements_text(coalesce(p."content"->'of', '[]'))
) named
JOIN "Incident" i ON i."id" = named."id"
JOIN LATERAL (
  SELECT v."sourceId" FROM "SkillRevision" v WHERE p."resultKind" = 'skill' AND v."skillId" = p."resultId"
  UNION SELECT e."sourceId" FROM "Postmortem" e WHERE p."resultKind" = 'incident' AND e."incidentId" = p."resultId"
) became ON true
JOIN "Source" s ON s."id" = became."sourceId"
WHERE p."state" = 'accepted' AND p."kind" IN ('skill', 'postmortem')
  AND (s."origin" = 'proposal ' || left(p."id", 8) || ' of ' || p."proposedBy" OR s."text" = p."content"->>'text');

-- What is restricted already is guarded as above.
SELECT hindsight_guard(array_agg("id")) FROM "Incident" WHERE "visibility" = 'restricted' HAVING count(*) > 0;
