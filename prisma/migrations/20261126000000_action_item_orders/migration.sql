-- A page of the table over all action items is read off an index in the order that is asked for, and counted in an index that has the
-- columns of its filters. Unknown values and the finished ones are parts of their own, see lib/query/action-item-order.ts.
-- Migrations are cut into statements at every semicolon, so those inside the functions are written \x3b.
DROP INDEX "ActionItem_due_idx";
DROP INDEX "ActionItem_openedAt_idx";
DROP INDEX "ActionItem_status_sinceDate_idx";
CREATE INDEX "ActionItem_due_id_idx" ON "ActionItem" ("due", "id");
CREATE INDEX "ActionItem_openedAt_id_idx" ON "ActionItem" ("openedAt", "id");
CREATE INDEX "ActionItem_updatedAt_id_idx" ON "ActionItem" ("updatedAt", "id");
CREATE INDEX "ActionItem_status_openedAt_id_idx" ON "ActionItem" ("status", "openedAt", "id");
CREATE INDEX "ActionItem_priority_openedAt_id_idx" ON "ActionItem" ("priority", "openedAt", "id");
CREATE INDEX "ActionItem_title_order_idx" ON "ActionItem" ((left(coalesce("title"->>'en', "title"::text), 300)), "id");
CREATE INDEX "ActionItem_owner_order_idx" ON "ActionItem" ((lower("owner")), "id");
CREATE INDEX "ActionItem_owner_name_idx" ON "ActionItem" ((lower(ltrim(btrim("owner"), '@'))));
CREATE INDEX "ActionItem_status_kind_priority_due_owner_idx" ON "ActionItem" ("status", "kind", "priority", "due", "owner");
-- An index takes no more than some thousand bytes: the beginnings of titles are kept in order.
ALTER TABLE "ActionItem" ADD COLUMN "fromTitle" TEXT;
CREATE INDEX "ActionItem_fromTitle_id_idx" ON "ActionItem" ("fromTitle", "id");

CREATE OR REPLACE FUNCTION hindsight_open_item() RETURNS trigger LANGUAGE plpgsql AS E'DECLARE i record\x3b BEGIN
  SELECT "endedAt", "reportedOn", "onDate", "startedAt", "title" INTO i FROM public."Incident" WHERE "id" = NEW."incidentId"\x3b
  SELECT o."from", o."until" INTO NEW."openedAt", NEW."openedEnd"
  FROM public.hindsight_opened(NEW."since", NEW."sinceDate", i."endedAt", i."reportedOn", i."onDate", i."startedAt") o\x3b
  NEW."fromTitle" := left(coalesce(i."title", (SELECT s."title" FROM public."Skill" s WHERE s."id" = NEW."skillId")), 500)\x3b
  RETURN NEW\x3b
END';

-- An import writes an item and what it belongs to in one statement, in no certain order: whichever comes second finds the other.
CREATE FUNCTION hindsight_name_items() RETURNS trigger LANGUAGE plpgsql AS E'BEGIN
  IF TG_TABLE_NAME = ''Incident'' THEN
    UPDATE public."ActionItem" SET "fromTitle" = left(NEW."title", 500)
    WHERE "incidentId" = NEW."id" AND "fromTitle" IS DISTINCT FROM left(NEW."title", 500)\x3b
  ELSE
    UPDATE public."ActionItem" SET "fromTitle" = left(NEW."title", 500)
    WHERE "skillId" = NEW."id" AND "incidentId" IS NULL AND "fromTitle" IS DISTINCT FROM left(NEW."title", 500)\x3b
  END IF\x3b
  RETURN NULL\x3b
END';
CREATE TRIGGER "Incident_names_items" AFTER INSERT OR UPDATE OF "title" ON "Incident" FOR EACH ROW EXECUTE FUNCTION hindsight_name_items();
CREATE TRIGGER "Skill_names_items" AFTER INSERT OR UPDATE OF "title" ON "Skill" FOR EACH ROW EXECUTE FUNCTION hindsight_name_items();

UPDATE "ActionItem" SET "position" = "position";

-- Who has the newest incidents of each pattern is remembered with what is shown of them, and their names are compared: both are kept
-- as they are asked for.
DROP TRIGGER "Incident_stamp" ON "Incident";
CREATE TRIGGER "Incident_stamp" AFTER INSERT OR DELETE OR UPDATE OF "slug", "title", "onDate", "startedAt", "impactMinutes", "visibility", "stage" ON "Incident"
  FOR EACH STATEMENT EXECUTE FUNCTION hindsight_stamp_recurrence('compared');

-- Of a fingerprint the keys that name something, one a line.
ALTER TABLE "Postmortem" ADD COLUMN "named" TEXT NOT NULL DEFAULT '';
CREATE FUNCTION hindsight_name_edition() RETURNS trigger LANGUAGE plpgsql AS E'BEGIN
  NEW."named" := coalesce((SELECT string_agg(each.key, chr(10) ORDER BY each.place) FROM unnest(NEW."fingerprint") WITH ORDINALITY each(key, place)
    WHERE each.key LIKE ''domain:%'' OR each.key LIKE ''name:%'' OR each.key LIKE ''id:%''), '''')\x3b
  RETURN NEW\x3b
END';
CREATE TRIGGER "Postmortem_named" BEFORE INSERT OR UPDATE OF "fingerprint" ON "Postmortem" FOR EACH ROW EXECUTE FUNCTION hindsight_name_edition();
UPDATE "Postmortem" SET "fingerprint" = "fingerprint";
