-- The table over all action items is filtered and sorted by the time since which an item is open, and by whether its incident came
-- back. Both follow from the item and its incident. They are kept beside the item by the database itself, so that no writer can forget
-- them, and so that a page of the table joins nothing.
-- Migrations are cut into statements at every semicolon, so those inside the functions are written \x3b.
ALTER TABLE "ActionItem" ADD COLUMN "openedAt" TIMESTAMPTZ(3);
ALTER TABLE "ActionItem" ADD COLUMN "openedEnd" TIMESTAMPTZ(3);

-- The period in which an item was opened: a year, a month or a day as far as its source knows, else the end of its incident, else the
-- day of it. As findRecurrenceDebt of lib/domain decides it, in UTC.
CREATE FUNCTION hindsight_opened(since text, "sinceDate" date, "endedAt" timestamptz, "reportedOn" date, "onDate" date, "startedAt" timestamptz,
  OUT "from" timestamptz, OUT "until" timestamptz) LANGUAGE plpgsql STABLE AS E'BEGIN
  IF "sinceDate" IS NOT NULL THEN
    "from" := "sinceDate"::timestamp AT TIME ZONE ''UTC''\x3b
    "until" := ("sinceDate" + CASE length(since) WHEN 4 THEN interval ''1 year'' WHEN 7 THEN interval ''1 month'' ELSE interval ''1 day'' END) AT TIME ZONE ''UTC''\x3b
  ELSE
    "from" := coalesce("endedAt", "reportedOn"::timestamp AT TIME ZONE ''UTC'', "onDate"::timestamp AT TIME ZONE ''UTC'', "startedAt")\x3b
    "until" := CASE WHEN "from" = date_trunc(''day'', "from", ''UTC'') THEN "from" + interval ''24 hours'' ELSE "from" END\x3b
  END IF\x3b
END';

CREATE FUNCTION hindsight_open_item() RETURNS trigger LANGUAGE plpgsql AS E'DECLARE i record\x3b BEGIN
  SELECT "endedAt", "reportedOn", "onDate", "startedAt" INTO i FROM public."Incident" WHERE "id" = NEW."incidentId"\x3b
  SELECT o."from", o."until" INTO NEW."openedAt", NEW."openedEnd"
  FROM public.hindsight_opened(NEW."since", NEW."sinceDate", i."endedAt", i."reportedOn", i."onDate", i."startedAt") o\x3b
  RETURN NEW\x3b
END';
CREATE TRIGGER "ActionItem_opened" BEFORE INSERT OR UPDATE ON "ActionItem" FOR EACH ROW EXECUTE FUNCTION hindsight_open_item();

-- An import writes an item and its incident in one statement, in no certain order: the incident finds items that came before it.
CREATE FUNCTION hindsight_open_items() RETURNS trigger LANGUAGE plpgsql AS E'BEGIN
  UPDATE public."ActionItem" a SET "openedAt" = o."from", "openedEnd" = o."until"
  FROM public."ActionItem" b, LATERAL public.hindsight_opened(b."since", b."sinceDate", NEW."endedAt", NEW."reportedOn", NEW."onDate", NEW."startedAt") o
  WHERE b."incidentId" = NEW."id" AND a."id" = b."id" AND (a."openedAt", a."openedEnd") IS DISTINCT FROM (o."from", o."until")\x3b
  RETURN NULL\x3b
END';
CREATE TRIGGER "Incident_opens_items" AFTER INSERT OR UPDATE OF "endedAt", "reportedOn", "onDate", "startedAt" ON "Incident"
  FOR EACH ROW EXECUTE FUNCTION hindsight_open_items();

UPDATE "ActionItem" SET "position" = "position";

-- Which incidents are the same again is compared once and remembered by each process. A row for each transaction that changed what is
-- compared says when that is out of date. Writers do not wait for each other: everyone has a row of their own.
CREATE TABLE "RecurrenceStamp" (
    "transaction" BIGINT NOT NULL,
    "changed" TEXT NOT NULL,
    CONSTRAINT "RecurrenceStamp_pkey" PRIMARY KEY ("transaction", "changed")
);
CREATE FUNCTION hindsight_stamp_recurrence() RETURNS trigger LANGUAGE plpgsql AS E'BEGIN
  INSERT INTO public."RecurrenceStamp" ("transaction", "changed") VALUES (pg_current_xact_id()::text::bigint, TG_ARGV[0]) ON CONFLICT DO NOTHING\x3b
  RETURN NULL\x3b
END';
CREATE TRIGGER "Match_stamp" AFTER INSERT OR UPDATE OR DELETE ON "Match" FOR EACH STATEMENT EXECUTE FUNCTION hindsight_stamp_recurrence('compared');
CREATE TRIGGER "Incident_stamp" AFTER INSERT OR DELETE OR UPDATE OF "title", "onDate", "startedAt", "visibility", "stage" ON "Incident" FOR EACH STATEMENT EXECUTE FUNCTION hindsight_stamp_recurrence('compared');
CREATE TRIGGER "Skill_stamp" AFTER INSERT OR DELETE OR UPDATE OF "title", "body" ON "Skill" FOR EACH STATEMENT EXECUTE FUNCTION hindsight_stamp_recurrence('compared');
CREATE TRIGGER "SkillSource_stamp" AFTER INSERT OR UPDATE OR DELETE ON "SkillSource" FOR EACH STATEMENT EXECUTE FUNCTION hindsight_stamp_recurrence('compared');
CREATE TRIGGER "Postmortem_stamp" AFTER INSERT OR DELETE OR UPDATE OF "incidentId", "fingerprint", "sourceId" ON "Postmortem" FOR EACH STATEMENT EXECUTE FUNCTION hindsight_stamp_recurrence('compared');
CREATE TRIGGER "Reference_stamp" AFTER INSERT OR UPDATE OR DELETE ON "Reference" FOR EACH STATEMENT EXECUTE FUNCTION hindsight_stamp_recurrence('compared');
CREATE TRIGGER "Source_stamp" AFTER UPDATE OF "context" ON "Source" FOR EACH STATEMENT EXECUTE FUNCTION hindsight_stamp_recurrence('compared');
CREATE TRIGGER "ActionItem_stamp" AFTER INSERT OR UPDATE OF "incidentId", "skillId" ON "ActionItem" FOR EACH STATEMENT EXECUTE FUNCTION hindsight_stamp_recurrence('items');

CREATE INDEX "ActionItem_openedAt_idx" ON "ActionItem" ("openedAt");
