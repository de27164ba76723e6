ALTER TABLE "Incident" ADD COLUMN "stage" TEXT NOT NULL DEFAULT 'published', ADD COLUMN "stageById" TEXT,
    ADD CONSTRAINT "Incident_stage" CHECK ("stage" IN ('draft', 'in-review', 'published'));

CREATE TABLE "IncidentRevision" (
    "incidentId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "txid" BIGINT NOT NULL,
    "fields" JSONB NOT NULL,
    "editions" JSONB NOT NULL,
    "sourceIds" TEXT[],
    CONSTRAINT "IncidentRevision_pkey" PRIMARY KEY ("incidentId", "version")
);
CREATE INDEX "IncidentRevision_sourceIds_idx" ON "IncidentRevision" USING GIN ("sourceIds");

CREATE TABLE "Comment" (
    "id" TEXT NOT NULL,
    "incidentId" TEXT,
    "skillId" TEXT,
    "userId" TEXT,
    "byName" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "editedAt" TIMESTAMPTZ(3),
    "resolvedAt" TIMESTAMPTZ(3),
    "resolvedBy" TEXT,
    CONSTRAINT "Comment_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Comment_one" CHECK (("incidentId" IS NULL) <> ("skillId" IS NULL))
);
CREATE INDEX "Comment_incidentId_createdAt_idx" ON "Comment"("incidentId", "createdAt");
CREATE INDEX "Comment_skillId_createdAt_idx" ON "Comment"("skillId", "createdAt");
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_skillId_fkey" FOREIGN KEY ("skillId") REFERENCES "Skill"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE TABLE "CommentMention" (
    "commentId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "readAt" TIMESTAMPTZ(3),
    CONSTRAINT "CommentMention_pkey" PRIMARY KEY ("commentId", "userId")
);
CREATE INDEX "CommentMention_userId_readAt_idx" ON "CommentMention"("userId", "readAt");
ALTER TABLE "CommentMention" ADD CONSTRAINT "CommentMention_commentId_fkey" FOREIGN KEY ("commentId") REFERENCES "Comment"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "CommentMention" ADD CONSTRAINT "CommentMention_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "ReviewRequest" (
    "incidentId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "askedBy" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "ReviewRequest_pkey" PRIMARY KEY ("incidentId", "userId")
);
CREATE INDEX "ReviewRequest_userId_idx" ON "ReviewRequest"("userId");
ALTER TABLE "ReviewRequest" ADD CONSTRAINT "ReviewRequest_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ReviewRequest" ADD CONSTRAINT "ReviewRequest_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Migrations are cut into statements at every semicolon, so those inside the functions are written \x3b.

-- Whether a backup is being restored by who owns the tables. A restore says SET LOCAL hindsight.restoring = 'on' in its transaction: then
-- nothing keeps revisions of rows that come back, and the audit log can be emptied before it is filled.
CREATE FUNCTION hindsight_restoring() RETURNS boolean LANGUAGE sql STABLE SET search_path = public AS E'
  SELECT current_setting(''hindsight.restoring'', true) = ''on''
    AND pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = ''"AuditEntry"''::regclass), ''MEMBER'')
';

-- The audit log only grows, also for the owner of its table.
CREATE FUNCTION hindsight_refuse_audit_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
BEGIN
  IF hindsight_restoring() THEN RETURN NULL\x3b END IF\x3b
  RAISE EXCEPTION ''the audit log is append-only: % is refused'', TG_OP USING ERRCODE = ''insufficient_privilege''\x3b
END 
';
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditEntry" FOR EACH STATEMENT EXECUTE FUNCTION hindsight_refuse_audit_change();

-- Keeps what an incident says before the first change of it in a transaction. One that is new in the transaction has said nothing before.
CREATE FUNCTION hindsight_keep_revision(changed text) RETURNS void LANGUAGE plpgsql SET search_path = public AS E'
BEGIN
  IF hindsight_restoring() THEN RETURN\x3b END IF\x3b
  INSERT INTO "IncidentRevision" ("incidentId", "version", "at", "txid", "fields", "editions", "sourceIds")
    SELECT i."id", i."version", CURRENT_TIMESTAMP, txid_current(),
      jsonb_build_object(''title'', i."title", ''severity'', i."severity", ''status'', i."status", ''tags'', COALESCE(i."tags", ''{}''), ''editedFields'', COALESCE(i."editedFields", ''{}'')),
      COALESCE(e."editions", ''[]''), COALESCE(e."sourceIds", ''{}'')
    FROM "Incident" i, LATERAL (
      SELECT array_agg(p."sourceId") AS "sourceIds", jsonb_agg(jsonb_build_object(''id'', p."id", ''slug'', p."slug", ''lang'', p."lang",
        ''sourceId'', p."sourceId", ''draft'', p."draft") ORDER BY p."lang", p."slug") AS "editions"
      FROM "Postmortem" p WHERE p."incidentId" = i."id") e
    WHERE i."id" = changed AND i."createdAt" <> CURRENT_TIMESTAMP::timestamptz(3) AND NOT EXISTS (
      SELECT 1 FROM "IncidentRevision" r WHERE r."incidentId" = changed AND r."txid" = txid_current() AND r."at" = CURRENT_TIMESTAMP::timestamptz(3))
    ON CONFLICT ("incidentId", "version") DO UPDATE SET "at" = EXCLUDED."at", "txid" = EXCLUDED."txid", "fields" = EXCLUDED."fields",
      "editions" = EXCLUDED."editions", "sourceIds" = EXCLUDED."sourceIds"\x3b
END 
';

CREATE FUNCTION hindsight_revise_incident() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
BEGIN
  PERFORM hindsight_keep_revision(OLD."id")\x3b
  RETURN NEW\x3b
END 
';
CREATE TRIGGER "revision_kept" BEFORE UPDATE ON "Incident" FOR EACH ROW
  WHEN ((OLD."title", OLD."severity", OLD."status", OLD."tags", OLD."editedFields") IS DISTINCT FROM (NEW."title", NEW."severity", NEW."status", NEW."tags", NEW."editedFields"))
  EXECUTE FUNCTION hindsight_revise_incident();

CREATE FUNCTION hindsight_revise_edition() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
BEGIN
  IF TG_OP <> ''INSERT'' THEN PERFORM hindsight_keep_revision(OLD."incidentId")\x3b END IF\x3b
  IF TG_OP = ''DELETE'' THEN RETURN OLD\x3b END IF\x3b
  IF TG_OP = ''INSERT'' OR NEW."incidentId" <> OLD."incidentId" THEN PERFORM hindsight_keep_revision(NEW."incidentId")\x3b END IF\x3b
  RETURN NEW\x3b
END 
';
CREATE TRIGGER "revision_kept" BEFORE INSERT OR DELETE ON "Postmortem" FOR EACH ROW EXECUTE FUNCTION hindsight_revise_edition();
CREATE TRIGGER "revision_kept_of_change" BEFORE UPDATE ON "Postmortem" FOR EACH ROW
  WHEN (OLD."draft" IS DISTINCT FROM NEW."draft" OR OLD."incidentId" <> NEW."incidentId")
  EXECUTE FUNCTION hindsight_revise_edition();

-- An import that is undone leaves no trace: what was made of its sources goes with them, and what is known without any goes with the incident.
CREATE FUNCTION hindsight_forget_revisions() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
BEGIN
  IF TG_TABLE_NAME = ''Source'' THEN
    DELETE FROM "IncidentRevision" WHERE "sourceIds" && (SELECT COALESCE(array_agg(g."id"), ''{}'') FROM gone g)\x3b
  ELSE
    DELETE FROM "IncidentRevision" r USING gone g WHERE r."incidentId" = g."id" AND r."sourceIds" = ''{}''\x3b
  END IF\x3b
  RETURN NULL\x3b
END 
';
CREATE TRIGGER "revisions_forgotten" AFTER DELETE ON "Source" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION hindsight_forget_revisions();
CREATE TRIGGER "revisions_forgotten" AFTER DELETE ON "Incident" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION hindsight_forget_revisions();
