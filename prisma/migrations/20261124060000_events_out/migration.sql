CREATE TABLE "WebhookEndpoint" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "events" TEXT[],
    "includesRestricted" BOOLEAN NOT NULL DEFAULT false,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "failingSince" TIMESTAMPTZ(3),
    "disabledAt" TIMESTAMPTZ(3),
    "disabledReason" TEXT,
    CONSTRAINT "WebhookEndpoint_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "WebhookSecret" (
    "id" TEXT NOT NULL,
    "endpointId" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endsAt" TIMESTAMPTZ(3),
    CONSTRAINT "WebhookSecret_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "WebhookSecret_endpointId_idx" ON "WebhookSecret"("endpointId");
ALTER TABLE "WebhookSecret" ADD CONSTRAINT "WebhookSecret_endpointId_fkey" FOREIGN KEY ("endpointId") REFERENCES "WebhookEndpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "WebhookEvent" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "subject" JSONB NOT NULL,
    "key" TEXT,
    "plannedAt" TIMESTAMPTZ(3),
    CONSTRAINT "WebhookEvent_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "WebhookEvent_key_key" ON "WebhookEvent"("key");
CREATE INDEX "WebhookEvent_plannedAt_idx" ON "WebhookEvent"("plannedAt");
CREATE INDEX "WebhookEvent_at_idx" ON "WebhookEvent"("at");

CREATE TABLE "WebhookDelivery" (
    "id" TEXT NOT NULL,
    "endpointId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "about" TEXT[],
    "state" TEXT NOT NULL DEFAULT 'due',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "triedAt" TIMESTAMPTZ(3),
    "deliveredAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "WebhookDelivery_endpointId_eventId_key" ON "WebhookDelivery"("endpointId", "eventId");
CREATE INDEX "WebhookDelivery_eventId_idx" ON "WebhookDelivery"("eventId");
CREATE INDEX "WebhookDelivery_state_dueAt_idx" ON "WebhookDelivery"("state", "dueAt");
CREATE INDEX "WebhookDelivery_createdAt_idx" ON "WebhookDelivery"("createdAt" DESC);
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_endpointId_fkey" FOREIGN KEY ("endpointId") REFERENCES "WebhookEndpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "WebhookEvent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "WebhookTry" (
    "id" BIGSERIAL NOT NULL,
    "deliveryId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "milliseconds" INTEGER NOT NULL,
    "status" INTEGER,
    "answer" TEXT,
    "error" TEXT,
    "signature" TEXT NOT NULL,
    CONSTRAINT "WebhookTry_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "WebhookTry_deliveryId_idx" ON "WebhookTry"("deliveryId");
ALTER TABLE "WebhookTry" ADD CONSTRAINT "WebhookTry_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "WebhookDelivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "FeedToken" (
    "userId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),
    CONSTRAINT "FeedToken_pkey" PRIMARY KEY ("userId")
);
CREATE UNIQUE INDEX "FeedToken_hash_key" ON "FeedToken"("hash");
ALTER TABLE "FeedToken" ADD CONSTRAINT "FeedToken_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Events are written by triggers, in the transaction of the change, whichever code makes it. Where no endpoint wants a type, its
-- trigger asks one small table and writes nothing. Migrations are cut at every semicolon, so those in functions are written \x3b.

-- Which of these types an endpoint that is switched on wants. A backup that is restored is no event.
CREATE FUNCTION hindsight_wanted(types text[]) RETURNS text[] LANGUAGE sql STABLE SET search_path = public AS E'
  SELECT COALESCE(array_agg(DISTINCT t), ARRAY[]::text[]) FROM "WebhookEndpoint" e, unnest(e."events") t
  WHERE e."disabledAt" IS NULL AND t = ANY (types) AND NOT hindsight_restoring()
';

-- One event. A `key` that has been told is not told again.
CREATE FUNCTION hindsight_event(event_type text, event_subject jsonb, event_key text DEFAULT NULL) RETURNS void LANGUAGE sql SET search_path = public AS E'
  INSERT INTO "WebhookEvent" ("id", "type", "subject", "key")
  VALUES (''evt_'' || replace(gen_random_uuid()::text, ''-'', ''''), event_type, jsonb_strip_nulls(event_subject), event_key)
  ON CONFLICT DO NOTHING
';

-- The queue is woken once for each transaction, and sees its events when it is committed.
CREATE FUNCTION hindsight_event_added() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
BEGIN
  IF EXISTS (SELECT 1 FROM added) THEN
    PERFORM graphile_worker.add_job(''plan-webhooks'', ''{}''::json, job_key := ''plan-webhooks:'' || pg_current_xact_id()::text, max_attempts := 3)\x3b
  END IF\x3b
  RETURN NULL\x3b
END 
';
CREATE TRIGGER "event_added" AFTER INSERT ON "WebhookEvent" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION hindsight_event_added();

-- Incidents that come into being, and stubs that become accounts of one.
CREATE FUNCTION hindsight_event_incidents() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
BEGIN
  IF ''incident.created'' = ANY (hindsight_wanted(ARRAY[''incident.created''])) THEN
    PERFORM hindsight_event(''incident.created'', jsonb_build_object(''incidentId'', i."id")) FROM added i WHERE NOT i."stub"\x3b
  END IF\x3b
  RETURN NULL\x3b
END 
';
CREATE TRIGGER "event_added" AFTER INSERT ON "Incident" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION hindsight_event_incidents();

CREATE FUNCTION hindsight_event_told() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
BEGIN
  IF ''incident.created'' = ANY (hindsight_wanted(ARRAY[''incident.created''])) THEN
    PERFORM hindsight_event(''incident.created'', jsonb_build_object(''incidentId'', NEW."id"))\x3b
  END IF\x3b
  RETURN NULL\x3b
END 
';
CREATE TRIGGER "event_changed" AFTER UPDATE OF "stub" ON "Incident" FOR EACH ROW WHEN (OLD."stub" AND NOT NEW."stub") EXECUTE FUNCTION hindsight_event_told();

CREATE FUNCTION hindsight_event_published() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
BEGIN
  IF ''incident.published'' = ANY (hindsight_wanted(ARRAY[''incident.published''])) THEN
    PERFORM hindsight_event(''incident.published'', jsonb_build_object(''incidentId'', NEW."id"))\x3b
  END IF\x3b
  RETURN NULL\x3b
END 
';
CREATE TRIGGER "event_published" AFTER UPDATE OF "stage" ON "Incident" FOR EACH ROW
  WHEN (OLD."stage" <> 'published' AND NEW."stage" = 'published') EXECUTE FUNCTION hindsight_event_published();

-- What the audit log tells of incidents. Their fields are named, never their values.
CREATE FUNCTION hindsight_event_audit() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
DECLARE wanted text[] := hindsight_wanted(ARRAY[''incident.updated'', ''incident.merged'', ''pattern.matched''])\x3b
BEGIN
  IF cardinality(wanted) = 0 THEN RETURN NULL\x3b END IF\x3b
  PERFORM hindsight_event(t."type", jsonb_build_object(''incidentId'', t."targetId", ''mergedSlug'', t."merged", ''changed'', t."changed")) FROM (
    SELECT a."targetId", kind."type", CASE WHEN kind."type" = ''incident.merged'' THEN min(a."changes"->''incident''->>''from'') END AS "merged",
      array_agg(DISTINCT field) FILTER (WHERE field IS NOT NULL AND kind."type" = ''incident.updated'') AS "changed"
    FROM added a LEFT JOIN LATERAL jsonb_object_keys(a."changes") field ON TRUE
    CROSS JOIN LATERAL (SELECT CASE WHEN a."action" = ''incident.merged'' THEN a."action" ELSE ''incident.updated'' END AS "type") kind
    WHERE a."targetKind" = ''incident'' AND a."action" LIKE ''incident.%'' AND a."action" NOT IN (''incident.created'', ''incident.removed'')
    GROUP BY a."targetId", kind."type") t
  WHERE t."type" = ANY (wanted)\x3b
  IF ''pattern.matched'' = ANY (wanted) THEN
    PERFORM hindsight_event(''pattern.matched'', jsonb_build_object(''incidentId'', a."targetId", ''pattern'', substr(field, 10)))
    FROM added a, jsonb_object_keys(a."changes") field
    WHERE a."targetKind" = ''incident'' AND a."action" = ''match.confirmed'' AND field LIKE ''patterns.%''\x3b
  END IF\x3b
  RETURN NULL\x3b
END 
';
CREATE TRIGGER "event_added" AFTER INSERT ON "AuditEntry" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION hindsight_event_audit();

-- Patterns that are found in a new incident, each once. Suggestions are written anew whenever an incident or a pattern changes:
-- in what has been here for longer than a day only what a person confirms is an event.
CREATE FUNCTION hindsight_event_matches() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
BEGIN
  IF ''pattern.matched'' = ANY (hindsight_wanted(ARRAY[''pattern.matched''])) THEN
    PERFORM hindsight_event(''pattern.matched'', jsonb_build_object(''incidentId'', m."incidentId", ''pattern'', p."slug"), ''match:'' || p."id" || '':'' || m."incidentId")
    FROM added m JOIN "Pattern" p ON p."id" = m."patternId" JOIN "Incident" i ON i."id" = m."incidentId"
    WHERE m."state" = ''suggested'' AND i."createdAt" > now() - interval ''1 day''\x3b
  END IF\x3b
  RETURN NULL\x3b
END 
';
CREATE TRIGGER "event_added" AFTER INSERT ON "Match" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION hindsight_event_matches();

CREATE FUNCTION hindsight_event_items() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
BEGIN
  IF ''action-item.opened'' = ANY (hindsight_wanted(ARRAY[''action-item.opened''])) THEN
    PERFORM hindsight_event(''action-item.opened'', jsonb_build_object(''actionItemId'', a."id"))
    FROM added a WHERE a."status" IS NULL OR a."status" NOT IN (''done'', ''wont-do'')\x3b
  END IF\x3b
  RETURN NULL\x3b
END 
';
CREATE TRIGGER "event_added" AFTER INSERT ON "ActionItem" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION hindsight_event_items();

CREATE FUNCTION hindsight_event_item() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
DECLARE
  was_closed boolean := COALESCE(OLD."status" IN (''done'', ''wont-do''), FALSE)\x3b
  is_closed boolean := COALESCE(NEW."status" IN (''done'', ''wont-do''), FALSE)\x3b
  what text := ''action-item.'' || CASE WHEN is_closed AND NOT was_closed THEN ''closed'' WHEN was_closed AND NOT is_closed THEN ''opened'' ELSE ''changed'' END\x3b
  changed text[] := array_remove(ARRAY[
    CASE WHEN OLD."status" IS DISTINCT FROM NEW."status" THEN ''status'' END, CASE WHEN OLD."owner" IS DISTINCT FROM NEW."owner" THEN ''owner'' END,
    CASE WHEN OLD."due" IS DISTINCT FROM NEW."due" THEN ''due'' END, CASE WHEN OLD."ticket" IS DISTINCT FROM NEW."ticket" THEN ''ticket'' END,
    CASE WHEN OLD."kind" IS DISTINCT FROM NEW."kind" THEN ''kind'' END, CASE WHEN OLD."title" IS DISTINCT FROM NEW."title" THEN ''title'' END], NULL)\x3b
BEGIN
  IF what = ANY (hindsight_wanted(ARRAY[what])) THEN
    PERFORM hindsight_event(what, jsonb_build_object(''actionItemId'', NEW."id", ''changed'', changed))\x3b
  END IF\x3b
  RETURN NULL\x3b
END 
';
CREATE TRIGGER "event_changed" AFTER UPDATE ON "ActionItem" FOR EACH ROW
  WHEN (OLD."status" IS DISTINCT FROM NEW."status" OR OLD."owner" IS DISTINCT FROM NEW."owner" OR OLD."due" IS DISTINCT FROM NEW."due"
    OR OLD."ticket" IS DISTINCT FROM NEW."ticket" OR OLD."kind" IS DISTINCT FROM NEW."kind" OR OLD."title" IS DISTINCT FROM NEW."title")
  EXECUTE FUNCTION hindsight_event_item();

CREATE FUNCTION hindsight_event_skill() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
BEGIN
  IF ''skill.verified'' = ANY (hindsight_wanted(ARRAY[''skill.verified''])) THEN
    PERFORM hindsight_event(''skill.verified'', jsonb_build_object(''skillId'', NEW."id"))\x3b
  END IF\x3b
  RETURN NULL\x3b
END 
';
CREATE TRIGGER "event_changed" AFTER UPDATE OF "lastVerified" ON "Skill" FOR EACH ROW
  WHEN (NEW."lastVerified" > OLD."lastVerified" OR (OLD."lastVerified" IS NULL AND NEW."lastVerified" IS NOT NULL))
  EXECUTE FUNCTION hindsight_event_skill();

CREATE FUNCTION hindsight_event_import() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
BEGIN
  IF ''import.finished'' = ANY (hindsight_wanted(ARRAY[''import.finished''])) THEN
    PERFORM hindsight_event(''import.finished'', jsonb_build_object(''importId'', NEW."id"))\x3b
  END IF\x3b
  RETURN NULL\x3b
END 
';
CREATE TRIGGER "event_changed" AFTER UPDATE OF "state" ON "Import" FOR EACH ROW
  WHEN (OLD."state" IS DISTINCT FROM NEW."state" AND NEW."state" IN ('finished', 'failed', 'cancelled'))
  EXECUTE FUNCTION hindsight_event_import();

CREATE FUNCTION hindsight_event_asked() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
BEGIN
  IF ''recognition.asked'' = ANY (hindsight_wanted(ARRAY[''recognition.asked''])) THEN
    PERFORM hindsight_event(''recognition.asked'', jsonb_build_object(''askedId'', NEW."id"))\x3b
  END IF\x3b
  RETURN NULL\x3b
END 
';
CREATE TRIGGER "event_added" AFTER INSERT ON "Asked" FOR EACH ROW EXECUTE FUNCTION hindsight_event_asked();
