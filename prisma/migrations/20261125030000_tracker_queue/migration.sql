-- The queue of calls to trackers: one at a time for an item, none while a tracker asks to be left alone, and written by the
-- database with each change of an item that a tracker knows.
ALTER TABLE "TrackerProject" ADD COLUMN "pausedTo" TIMESTAMPTZ(3);
ALTER TABLE "TrackerIssue" ADD COLUMN "mayTell" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "TrackerTask" ADD COLUMN "callingFor" TEXT,
ADD COLUMN "mayTell" BOOLEAN NOT NULL DEFAULT false;
CREATE UNIQUE INDEX "TrackerTask_callingFor_key" ON "TrackerTask"("callingFor");

-- Whether a backup is being restored: false, and not unknown, in a session where nobody has ever said so. Until now triggers that asked
-- for "not restoring" heard neither yes nor no there, and told nothing.
CREATE OR REPLACE FUNCTION hindsight_restoring() RETURNS boolean LANGUAGE sql STABLE SET search_path = public AS E'
  SELECT COALESCE(current_setting(''hindsight.restoring'', true) = ''on'', FALSE)
    AND pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = ''"AuditEntry"''::regclass), ''MEMBER'')
';

-- Whichever code changes an item (a person, an import, many at once), its call waits in the same transaction. Of several that
-- wait for one item, the first that is made tells all: that they are one is seen when it is taken, as here a call that is being taken
-- looks as if it still waited.
CREATE FUNCTION hindsight_tracker_push() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
BEGIN
  IF hindsight_restoring() THEN RETURN NULL\x3b END IF\x3b
  INSERT INTO "TrackerTask" ("id", "projectId", "actionItemId", "kind", "byName")
  SELECT gen_random_uuid()::text, i."projectId", i."actionItemId", ''push'', ''Hindsight'' FROM "TrackerIssue" i
  WHERE i."actionItemId" = NEW."id"\x3b
  RETURN NULL\x3b
END 
';
CREATE TRIGGER "tracker_changed" AFTER UPDATE ON "ActionItem" FOR EACH ROW
  WHEN (OLD."status" IS DISTINCT FROM NEW."status" OR OLD."owner" IS DISTINCT FROM NEW."owner" OR OLD."due" IS DISTINCT FROM NEW."due")
  EXECUTE FUNCTION hindsight_tracker_push();

-- The queue is woken once for each transaction, and sees its calls when it is committed.
CREATE FUNCTION hindsight_tracker_wake() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
BEGIN
  IF EXISTS (SELECT 1 FROM added) AND hindsight_restoring() IS NOT TRUE THEN
    PERFORM graphile_worker.add_job(''call-trackers'', ''{}''::json, job_key := ''call-trackers:'' || pg_current_xact_id()::text, max_attempts := 3)\x3b
  END IF\x3b
  RETURN NULL\x3b
END 
';
CREATE TRIGGER "tracker_added" AFTER INSERT ON "TrackerTask" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION hindsight_tracker_wake();
