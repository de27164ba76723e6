-- The newest incidents of a pattern are asked for at every look at open action items. Read off an index they cost the same for a
-- pattern with ten members as for one with ten thousand. The date is the incident's, kept in step by the database itself, so that
-- no writer can forget it. It is null for a match of a skill, and while nobody knows when the incident was.
-- Migrations are cut into statements at every semicolon, so those inside the functions are written \x3b.
ALTER TABLE "Match" ADD COLUMN "onDate" DATE;

UPDATE "Match" m SET "onDate" = i."onDate" FROM "Incident" i WHERE i."id" = m."incidentId" AND i."onDate" IS NOT NULL;

-- After the row, not before it: an import writes a match and its incident in one statement, in no certain order.
CREATE FUNCTION hindsight_date_of_match() RETURNS trigger LANGUAGE plpgsql AS E'BEGIN
  UPDATE public."Match" m SET "onDate" = i."onDate" FROM public."Incident" i
  WHERE m."id" = NEW."id" AND i."id" = NEW."incidentId" AND m."onDate" IS DISTINCT FROM i."onDate"\x3b
  RETURN NULL\x3b
END';

CREATE TRIGGER "Match_onDate" AFTER INSERT OR UPDATE OF "incidentId" ON "Match"
  FOR EACH ROW WHEN (NEW."incidentId" IS NOT NULL) EXECUTE FUNCTION hindsight_date_of_match();

CREATE FUNCTION hindsight_dates_of_matches() RETURNS trigger LANGUAGE plpgsql AS E'BEGIN
  UPDATE public."Match" SET "onDate" = NEW."onDate" WHERE "incidentId" = NEW."id"\x3b
  RETURN NULL\x3b
END';

CREATE TRIGGER "Incident_onDate_of_matches" AFTER UPDATE OF "onDate" ON "Incident"
  FOR EACH ROW WHEN (OLD."onDate" IS DISTINCT FROM NEW."onDate") EXECUTE FUNCTION hindsight_dates_of_matches();

CREATE INDEX "Match_patternId_onDate_incidentId_idx" ON "Match" ("patternId", "onDate" DESC, "incidentId");
