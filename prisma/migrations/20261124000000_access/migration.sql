CREATE TYPE "UserKind" AS ENUM ('person', 'service');
CREATE TYPE "Visibility" AS ENUM ('restricted', 'internal', 'public');

ALTER TABLE "User" ADD COLUMN "kind" "UserKind" NOT NULL DEFAULT 'person', ADD COLUMN "disabledAt" TIMESTAMPTZ(3);
ALTER TABLE "Incident" ADD COLUMN "visibility" "Visibility" NOT NULL DEFAULT 'internal';
CREATE INDEX "Incident_visibility_idx" ON "Incident"("visibility");
CREATE INDEX "ImportLine_slug_idx" ON "ImportLine"("slug");

CREATE TABLE "Team" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Team_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Team_slug_key" ON "Team"("slug");

CREATE TABLE "TeamMember" (
    "teamId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    CONSTRAINT "TeamMember_pkey" PRIMARY KEY ("teamId", "userId")
);
CREATE INDEX "TeamMember_userId_idx" ON "TeamMember"("userId");
ALTER TABLE "TeamMember" ADD CONSTRAINT "TeamMember_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "TeamMember" ADD CONSTRAINT "TeamMember_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "IncidentReader" (
    "id" TEXT NOT NULL,
    "incidentId" TEXT NOT NULL,
    "userId" TEXT,
    "teamId" TEXT,
    CONSTRAINT "IncidentReader_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "IncidentReader_one" CHECK (("userId" IS NULL) <> ("teamId" IS NULL))
);
CREATE UNIQUE INDEX "IncidentReader_incidentId_userId_key" ON "IncidentReader"("incidentId", "userId");
CREATE UNIQUE INDEX "IncidentReader_incidentId_teamId_key" ON "IncidentReader"("incidentId", "teamId");
CREATE INDEX "IncidentReader_userId_idx" ON "IncidentReader"("userId");
CREATE INDEX "IncidentReader_teamId_idx" ON "IncidentReader"("teamId");
ALTER TABLE "IncidentReader" ADD CONSTRAINT "IncidentReader_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "IncidentReader" ADD CONSTRAINT "IncidentReader_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "IncidentReader" ADD CONSTRAINT "IncidentReader_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "Guard" (
    "targetId" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    CONSTRAINT "Guard_pkey" PRIMARY KEY ("targetId", "byId")
);
CREATE INDEX "Guard_byId_idx" ON "Guard"("byId");
ALTER TABLE "Guard" ADD CONSTRAINT "Guard_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Migrations are cut into statements at every semicolon, so those inside the functions are written \x3b.
-- Everything that tells of the restricted ones among these incidents. A source that several documents were cut from tells of each.
-- An older version of a source stands in no edition any more, but the line of its import still says what it became.
CREATE FUNCTION hindsight_guarded(ids text[]) RETURNS TABLE ("targetId" text, "byId" text) LANGUAGE sql STABLE SET search_path = public AS E'
  WITH restricted AS (
    SELECT i."id", i."slug" FROM "Incident" i WHERE i."visibility" = ''restricted'' AND i."id" = ANY (ids)
  ), edition AS (
    SELECT p."id", p."slug", p."sourceId", r."id" AS "byId" FROM restricted r JOIN "Postmortem" p ON p."incidentId" = r."id"
  ), thread AS (
    SELECT DISTINCT t."id", t."slug", t."sourceId", e."byId" FROM edition e JOIN "Thread" t ON t."sourceId" = e."sourceId"
  ), named AS (
    SELECT ''incident'' AS "kind", r."slug", r."id" AS "byId" FROM restricted r
    UNION SELECT ''incident'', e."slug", e."byId" FROM edition e
    UNION SELECT ''incident'', a."slug", r."id" FROM restricted r JOIN "SlugAlias" a ON a."incidentId" = r."id"
    UNION SELECT ''thread'', t."slug", t."byId" FROM thread t
  ), told AS (
    SELECT e."sourceId" AS "id", e."byId" FROM edition e
    UNION SELECT l."sourceId", n."byId" FROM named n JOIN "ImportLine" l ON l."slug" = n."slug" AND l."kind" = n."kind"
      WHERE l."sourceId" IS NOT NULL
  ), source AS (
    SELECT t."id", t."byId" FROM told t
    UNION SELECT s."partOfId", t."byId" FROM told t JOIN "Source" s ON s."id" = t."id" WHERE s."partOfId" IS NOT NULL
  ), skill AS (
    SELECT v."skillId" AS "id", t."byId" FROM told t JOIN "SkillRevision" v ON v."sourceId" = t."id"
    UNION SELECT k."skillId", r."id" FROM restricted r JOIN "SkillSource" k ON k."incidentId" = r."id"
  )
  SELECT r."id", r."id" FROM restricted r
  UNION SELECT e."id", e."byId" FROM edition e
  UNION SELECT s."id", s."byId" FROM source s
  UNION SELECT t."id", t."byId" FROM thread t
  UNION SELECT k."id", k."byId" FROM skill k
  UNION SELECT a."id", r."id" FROM restricted r JOIN "ActionItem" a ON a."incidentId" = r."id"
  UNION SELECT a."id", k."byId" FROM skill k JOIN "ActionItem" a ON a."skillId" = k."id"
';

CREATE FUNCTION hindsight_guard(ids text[]) RETURNS void LANGUAGE sql SET search_path = public AS E'
  DELETE FROM "Guard" WHERE "byId" = ANY (ids)\x3b
  INSERT INTO "Guard" SELECT * FROM hindsight_guarded(ids) ON CONFLICT DO NOTHING\x3b
';

CREATE FUNCTION hindsight_guard_incident() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
BEGIN
  PERFORM hindsight_guard(ARRAY[NEW."id"])\x3b
  RETURN NULL\x3b
END 
';
CREATE TRIGGER "guard_changed" AFTER UPDATE OF "visibility", "slug" ON "Incident" FOR EACH ROW
  WHEN (OLD."visibility" IS DISTINCT FROM NEW."visibility" OR (NEW."visibility" = 'restricted' AND OLD."slug" <> NEW."slug"))
  EXECUTE FUNCTION hindsight_guard_incident();
CREATE TRIGGER "guard_added" AFTER INSERT ON "Incident" FOR EACH ROW
  WHEN (NEW."visibility" = 'restricted') EXECUTE FUNCTION hindsight_guard_incident();

-- What is added to a restricted incident, or changes hands, is guarded in the same statement. Without restricted incidents this asks
-- one index and no more.
CREATE FUNCTION hindsight_guard_added() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
DECLARE ids text[]\x3b
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "Incident" WHERE "visibility" = ''restricted'') THEN RETURN NULL\x3b END IF\x3b
  IF TG_TABLE_NAME IN (''Postmortem'', ''SkillSource'', ''SlugAlias'') THEN
    SELECT array_agg(DISTINCT c."incidentId") INTO ids FROM changed c\x3b
  ELSIF TG_TABLE_NAME = ''ActionItem'' THEN
    SELECT array_agg(DISTINCT x."id") INTO ids FROM (
      SELECT c."incidentId" AS "id" FROM changed c
      UNION SELECT g."byId" FROM changed c JOIN "Guard" g ON g."targetId" = c."skillId") x\x3b
  ELSIF TG_TABLE_NAME IN (''SkillRevision'', ''Thread'') THEN
    SELECT array_agg(DISTINCT x."id") INTO ids FROM (
      SELECT p."incidentId" AS "id" FROM changed c JOIN "Postmortem" p ON p."sourceId" = c."sourceId"
      UNION SELECT g."byId" FROM changed c JOIN "Guard" g ON g."targetId" = c."sourceId") x\x3b
  ELSE
    SELECT array_agg(DISTINCT x."id") INTO ids FROM (
      SELECT p."incidentId" AS "id" FROM changed c JOIN "Postmortem" p ON p."slug" = c."slug"
      UNION SELECT a."incidentId" FROM changed c JOIN "SlugAlias" a ON a."slug" = c."slug"
      UNION SELECT i."id" FROM changed c JOIN "Incident" i ON i."slug" = c."slug"
      UNION SELECT g."byId" FROM changed c JOIN "Thread" t ON t."slug" = c."slug" JOIN "Guard" g ON g."targetId" = t."id") x\x3b
  END IF\x3b
  SELECT array_agg(i."id") INTO ids FROM "Incident" i WHERE i."id" = ANY (ids) AND i."visibility" = ''restricted''\x3b
  IF ids IS NOT NULL THEN PERFORM hindsight_guard(ids)\x3b END IF\x3b
  RETURN NULL\x3b
END 
';

CREATE TRIGGER "guard_added" AFTER INSERT ON "Postmortem" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION hindsight_guard_added();
CREATE TRIGGER "guard_changed" AFTER UPDATE ON "Postmortem" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION hindsight_guard_added();
CREATE TRIGGER "guard_added" AFTER INSERT ON "SlugAlias" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION hindsight_guard_added();
CREATE TRIGGER "guard_added" AFTER INSERT ON "SkillSource" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION hindsight_guard_added();
CREATE TRIGGER "guard_changed" AFTER UPDATE ON "SkillSource" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION hindsight_guard_added();
CREATE TRIGGER "guard_added" AFTER INSERT ON "ActionItem" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION hindsight_guard_added();
CREATE TRIGGER "guard_changed" AFTER UPDATE ON "ActionItem" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION hindsight_guard_added();
CREATE TRIGGER "guard_added" AFTER INSERT ON "SkillRevision" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION hindsight_guard_added();
CREATE TRIGGER "guard_added" AFTER INSERT ON "Thread" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION hindsight_guard_added();
CREATE TRIGGER "guard_changed" AFTER UPDATE ON "Thread" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION hindsight_guard_added();
CREATE TRIGGER "guard_added" AFTER INSERT ON "ImportLine" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION hindsight_guard_added();
