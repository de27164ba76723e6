-- Written by `prisma migrate diff` from schema.prisma, and completed by hand: everything before the first CreateEnum, and
-- the search column. Postgres 15 and later.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- One text search configuration a language. Accents do not matter, except in Russian: unaccent would turn й into и.
CREATE TEXT SEARCH CONFIGURATION hindsight_english (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION hindsight_english
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, pg_catalog.english_stem;
CREATE TEXT SEARCH CONFIGURATION hindsight_german (COPY = pg_catalog.german);
ALTER TEXT SEARCH CONFIGURATION hindsight_german
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, pg_catalog.german_stem;
CREATE TEXT SEARCH CONFIGURATION hindsight_simple (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION hindsight_simple
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, pg_catalog.simple;
CREATE TEXT SEARCH CONFIGURATION hindsight_russian (COPY = pg_catalog.russian);

-- ISO 639-1 code to configuration. A language gets its stemmer here only together with its arm of hindsight_query below:
-- stems that no query asks for would hide the word itself. All others are found by their exact words.
CREATE FUNCTION hindsight_config(lang text) RETURNS regconfig LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE split_part(lower(lang), '-', 1)
        WHEN 'en' THEN 'public.hindsight_english'::regconfig
        WHEN 'de' THEN 'public.hindsight_german'::regconfig
        WHEN 'ru' THEN 'public.hindsight_russian'::regconfig
        ELSE 'public.hindsight_simple'::regconfig
    END
$$;

-- What a person typed, asked in every language at once: nobody says which one they search in.
CREATE FUNCTION hindsight_query(q text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT websearch_to_tsquery('public.hindsight_english', q)
        || websearch_to_tsquery('public.hindsight_german', q)
        || websearch_to_tsquery('public.hindsight_russian', q)
        || websearch_to_tsquery('public.hindsight_simple', q)
$$;

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('admin', 'editor', 'viewer');

-- CreateEnum
CREATE TYPE "Scope" AS ENUM ('read', 'write', 'admin');

-- CreateEnum
CREATE TYPE "Via" AS ENUM ('session', 'token', 'command-line');

-- CreateEnum
CREATE TYPE "SourceKind" AS ENUM ('paste', 'file', 'url', 'content');

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "name" TEXT,
    "email" TEXT,
    "emailVerified" TIMESTAMPTZ(3),
    "image" TEXT,
    "role" "Role" NOT NULL DEFAULT 'viewer',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "userId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "providerAccountId" TEXT NOT NULL,
    "refresh_token" TEXT,
    "access_token" TEXT,
    "expires_at" INTEGER,
    "token_type" TEXT,
    "scope" TEXT,
    "id_token" TEXT,
    "session_state" TEXT,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("provider","providerAccountId")
);

-- CreateTable
CREATE TABLE "Session" (
    "sessionToken" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "expires" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("sessionToken")
);

-- CreateTable
CREATE TABLE "VerificationToken" (
    "identifier" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "VerificationToken_pkey" PRIMARY KEY ("identifier","token")
);

-- CreateTable
CREATE TABLE "SignInLink" (
    "tokenHash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SignInLink_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scope" "Scope" NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "userId" TEXT,
    "byName" TEXT NOT NULL,
    "via" "Via" NOT NULL,
    "action" TEXT NOT NULL,
    "targetKind" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "changes" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Source" (
    "id" TEXT NOT NULL,
    "kind" "SourceKind" NOT NULL,
    "format" TEXT NOT NULL,
    "origin" TEXT,
    "lang" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "text" TEXT NOT NULL,
    "importedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "importedById" TEXT,
    "importedBy" TEXT NOT NULL,

    CONSTRAINT "Source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Import" (
    "id" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),
    "via" TEXT NOT NULL,
    "byName" TEXT NOT NULL,

    CONSTRAINT "Import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportLine" (
    "id" BIGSERIAL NOT NULL,
    "importId" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "kind" TEXT,
    "slug" TEXT,
    "problems" JSONB NOT NULL DEFAULT '[]',
    "reasons" JSONB NOT NULL DEFAULT '[]',
    "sourceId" TEXT,

    CONSTRAINT "ImportLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Incident" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "stub" BOOLEAN NOT NULL DEFAULT false,
    "onDate" DATE,
    "reportedOn" DATE,
    "zone" TEXT,
    "zoneText" TEXT,
    "statedMinutes" DOUBLE PRECISION,
    "statedApproximate" BOOLEAN NOT NULL DEFAULT false,
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "impactMinutes" DOUBLE PRECISION,
    "severity" TEXT,
    "status" TEXT NOT NULL DEFAULT 'unknown',
    "tags" TEXT[],
    "langs" TEXT[],
    "impact" JSONB NOT NULL DEFAULT '{}',
    "customerActions" JSONB NOT NULL DEFAULT '{}',
    "lessons" JSONB NOT NULL DEFAULT '{}',
    "differences" JSONB NOT NULL DEFAULT '[]',
    "editedFields" TEXT[],
    "openActionItems" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImpactWindow" (
    "id" TEXT NOT NULL,
    "incidentId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "label" JSONB NOT NULL DEFAULT '{}',
    "startedAt" TIMESTAMPTZ(3),
    "detectedAt" TIMESTAMPTZ(3),
    "declaredAt" TIMESTAMPTZ(3),
    "mitigatedAt" TIMESTAMPTZ(3),
    "resolvedAt" TIMESTAMPTZ(3),
    "affected" JSONB NOT NULL DEFAULT '{}',
    "unaffected" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "ImpactWindow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TimelineEntry" (
    "id" TEXT NOT NULL,
    "incidentId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3),
    "precision" TEXT NOT NULL,
    "zone" TEXT,
    "zoneText" TEXT,
    "timeText" JSONB NOT NULL DEFAULT '{}',
    "phase" TEXT NOT NULL,
    "phaseByLang" JSONB NOT NULL DEFAULT '{}',
    "lane" TEXT NOT NULL,
    "state" TEXT,
    "text" JSONB NOT NULL DEFAULT '{}',
    "origins" JSONB NOT NULL DEFAULT '[]',
    "editedFields" TEXT[],

    CONSTRAINT "TimelineEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Cause" (
    "id" TEXT NOT NULL,
    "incidentId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "text" JSONB NOT NULL DEFAULT '{}',
    "origins" JSONB NOT NULL DEFAULT '[]',
    "editedFields" TEXT[],

    CONSTRAINT "Cause_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ActionItem" (
    "id" TEXT NOT NULL,
    "incidentId" TEXT,
    "skillId" TEXT,
    "key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" JSONB NOT NULL DEFAULT '{}',
    "status" TEXT,
    "owner" TEXT,
    "due" DATE,
    "kind" TEXT,
    "condition" JSONB,
    "since" TEXT,
    "sinceDate" DATE,
    "closedAt" TIMESTAMPTZ(3),
    "closedBy" TEXT,
    "ticket" TEXT,
    "origins" JSONB NOT NULL DEFAULT '[]',
    "editedFields" TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ActionItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ActionItemChange" (
    "id" BIGSERIAL NOT NULL,
    "actionItemId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "byName" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "from" TEXT,
    "to" TEXT,

    CONSTRAINT "ActionItemChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Postmortem" (
    "id" TEXT NOT NULL,
    "incidentId" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "authors" TEXT[],
    "tags" TEXT[],
    "sourceId" TEXT NOT NULL,
    "draft" JSONB NOT NULL,
    "fingerprint" TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Postmortem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EditionSuggestion" (
    "id" TEXT NOT NULL,
    "incidentId" TEXT NOT NULL,
    "otherId" TEXT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "reasons" JSONB NOT NULL DEFAULT '[]',
    "state" TEXT NOT NULL DEFAULT 'open',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "EditionSuggestion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Skill" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "description" TEXT,
    "category" TEXT,
    "version" TEXT,
    "confidence" DOUBLE PRECISION,
    "lastVerified" DATE,
    "owners" TEXT[],
    "tags" TEXT[],
    "path" TEXT,
    "body" TEXT NOT NULL,
    "draft" JSONB NOT NULL,
    "recordVersion" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Skill_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SkillRevision" (
    "id" TEXT NOT NULL,
    "skillId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "version" TEXT,
    "body" TEXT NOT NULL,
    "draft" JSONB NOT NULL,
    "sourceId" TEXT NOT NULL,
    "byName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SkillRevision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SkillSource" (
    "id" TEXT NOT NULL,
    "skillId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "channel" TEXT,
    "onDate" DATE,
    "fromAt" TIMESTAMPTZ(3),
    "toAt" TIMESTAMPTZ(3),
    "participants" TEXT[],
    "messages" INTEGER,
    "inCorpus" BOOLEAN NOT NULL,
    "annotatedBy" TEXT,
    "incidentId" TEXT,

    CONSTRAINT "SkillSource_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Pattern" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "mechanism" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "cues" JSONB NOT NULL,
    "questions" TEXT[],
    "controls" TEXT[],
    "origin" TEXT NOT NULL,
    "sourceId" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Pattern_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Match" (
    "id" TEXT NOT NULL,
    "patternId" TEXT NOT NULL,
    "incidentId" TEXT,
    "skillId" TEXT,
    "role" TEXT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'suggested',
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "evidence" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "Match_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Reference" (
    "id" TEXT NOT NULL,
    "fromKind" TEXT NOT NULL,
    "fromId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "note" TEXT,
    "span" JSONB,
    "sourceId" TEXT,
    "toKind" TEXT,
    "toId" TEXT,

    CONSTRAINT "Reference_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DirectoryPage" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "detail" TEXT,
    "handle" TEXT,
    "body" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DirectoryPage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SlugAlias" (
    "slug" TEXT NOT NULL,
    "incidentId" TEXT NOT NULL,

    CONSTRAINT "SlugAlias_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "SearchDocument" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "refId" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "weight" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "search" tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector(hindsight_config("lang"), "title"), 'A') ||
        setweight(to_tsvector(hindsight_config("lang"), left("body", 200000)), 'B')) STORED,

    CONSTRAINT "SearchDocument_pkey" PRIMARY KEY ("id")
);

-- Kept in the row where it fits: ranking reads it for every candidate, and fetching it from TOAST costs four times as much.
ALTER TABLE "SearchDocument" ALTER COLUMN "search" SET STORAGE MAIN;

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_hash_key" ON "ApiToken"("hash");

-- CreateIndex
CREATE INDEX "AuditEntry_at_idx" ON "AuditEntry"("at" DESC);

-- CreateIndex
CREATE INDEX "AuditEntry_targetKind_targetId_idx" ON "AuditEntry"("targetKind", "targetId");

-- CreateIndex
CREATE INDEX "Source_sha256_idx" ON "Source"("sha256");

-- CreateIndex
CREATE INDEX "Source_origin_idx" ON "Source"("origin");

-- CreateIndex
CREATE INDEX "Source_importedAt_idx" ON "Source"("importedAt" DESC);

-- CreateIndex
CREATE INDEX "Import_startedAt_idx" ON "Import"("startedAt" DESC);

-- CreateIndex
CREATE INDEX "ImportLine_importId_idx" ON "ImportLine"("importId");

-- CreateIndex
CREATE INDEX "ImportLine_sourceId_idx" ON "ImportLine"("sourceId");

-- CreateIndex
CREATE UNIQUE INDEX "Incident_slug_key" ON "Incident"("slug");

-- CreateIndex
CREATE INDEX "Incident_onDate_id_idx" ON "Incident"("onDate" DESC, "id");

-- CreateIndex
CREATE INDEX "Incident_startedAt_idx" ON "Incident"("startedAt" DESC);

-- CreateIndex
CREATE INDEX "Incident_impactMinutes_idx" ON "Incident"("impactMinutes");

-- CreateIndex
CREATE INDEX "Incident_title_idx" ON "Incident" USING GIN ("title" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "Incident_langs_idx" ON "Incident" USING GIN ("langs");

-- CreateIndex
CREATE UNIQUE INDEX "ImpactWindow_incidentId_position_key" ON "ImpactWindow"("incidentId", "position");

-- CreateIndex
CREATE INDEX "TimelineEntry_incidentId_position_idx" ON "TimelineEntry"("incidentId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "TimelineEntry_incidentId_key_key" ON "TimelineEntry"("incidentId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "Cause_incidentId_key_key" ON "Cause"("incidentId", "key");

-- CreateIndex
CREATE INDEX "ActionItem_status_sinceDate_idx" ON "ActionItem"("status", "sinceDate");

-- CreateIndex
CREATE INDEX "ActionItem_owner_idx" ON "ActionItem"("owner");

-- CreateIndex
CREATE INDEX "ActionItem_due_idx" ON "ActionItem"("due");

-- CreateIndex
CREATE UNIQUE INDEX "ActionItem_incidentId_key_key" ON "ActionItem"("incidentId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "ActionItem_skillId_key_key" ON "ActionItem"("skillId", "key");

-- CreateIndex
CREATE INDEX "ActionItemChange_actionItemId_idx" ON "ActionItemChange"("actionItemId");

-- CreateIndex
CREATE UNIQUE INDEX "Postmortem_slug_key" ON "Postmortem"("slug");

-- CreateIndex
CREATE INDEX "Postmortem_incidentId_idx" ON "Postmortem"("incidentId");

-- CreateIndex
CREATE INDEX "Postmortem_sourceId_idx" ON "Postmortem"("sourceId");

-- CreateIndex
CREATE INDEX "Postmortem_fingerprint_idx" ON "Postmortem" USING GIN ("fingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "EditionSuggestion_incidentId_otherId_key" ON "EditionSuggestion"("incidentId", "otherId");

-- CreateIndex
CREATE UNIQUE INDEX "Skill_slug_key" ON "Skill"("slug");

-- CreateIndex
CREATE INDEX "Skill_lastVerified_idx" ON "Skill"("lastVerified");

-- CreateIndex
CREATE INDEX "SkillRevision_sourceId_idx" ON "SkillRevision"("sourceId");

-- CreateIndex
CREATE UNIQUE INDEX "SkillRevision_skillId_number_key" ON "SkillRevision"("skillId", "number");

-- CreateIndex
CREATE INDEX "SkillSource_incidentId_idx" ON "SkillSource"("incidentId");

-- CreateIndex
CREATE UNIQUE INDEX "SkillSource_skillId_position_key" ON "SkillSource"("skillId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Pattern_slug_key" ON "Pattern"("slug");

-- CreateIndex
CREATE INDEX "Pattern_family_idx" ON "Pattern"("family");

-- CreateIndex
CREATE INDEX "Match_incidentId_idx" ON "Match"("incidentId");

-- CreateIndex
CREATE INDEX "Match_skillId_idx" ON "Match"("skillId");

-- CreateIndex
CREATE INDEX "Match_patternId_score_idx" ON "Match"("patternId", "score" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Match_patternId_incidentId_key" ON "Match"("patternId", "incidentId");

-- CreateIndex
CREATE UNIQUE INDEX "Match_patternId_skillId_key" ON "Match"("patternId", "skillId");

-- CreateIndex
CREATE INDEX "Reference_target_idx" ON "Reference"("target");

-- CreateIndex
CREATE INDEX "Reference_toKind_toId_idx" ON "Reference"("toKind", "toId");

-- CreateIndex
CREATE UNIQUE INDEX "Reference_fromKind_fromId_position_key" ON "Reference"("fromKind", "fromId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "DirectoryPage_kind_slug_key" ON "DirectoryPage"("kind", "slug");

-- CreateIndex
CREATE INDEX "SlugAlias_incidentId_idx" ON "SlugAlias"("incidentId");

-- CreateIndex
CREATE INDEX "SearchDocument_search_idx" ON "SearchDocument" USING GIN ("search");

-- CreateIndex
CREATE INDEX "SearchDocument_title_idx" ON "SearchDocument" USING GIN ("title" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "SearchDocument_kind_slug_idx" ON "SearchDocument"("kind", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "SearchDocument_kind_refId_lang_key" ON "SearchDocument"("kind", "refId", "lang");

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportLine" ADD CONSTRAINT "ImportLine_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportLine" ADD CONSTRAINT "ImportLine_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImpactWindow" ADD CONSTRAINT "ImpactWindow_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TimelineEntry" ADD CONSTRAINT "TimelineEntry_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Cause" ADD CONSTRAINT "Cause_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActionItem" ADD CONSTRAINT "ActionItem_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActionItem" ADD CONSTRAINT "ActionItem_skillId_fkey" FOREIGN KEY ("skillId") REFERENCES "Skill"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActionItemChange" ADD CONSTRAINT "ActionItemChange_actionItemId_fkey" FOREIGN KEY ("actionItemId") REFERENCES "ActionItem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Postmortem" ADD CONSTRAINT "Postmortem_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Postmortem" ADD CONSTRAINT "Postmortem_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EditionSuggestion" ADD CONSTRAINT "EditionSuggestion_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EditionSuggestion" ADD CONSTRAINT "EditionSuggestion_otherId_fkey" FOREIGN KEY ("otherId") REFERENCES "Incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SkillRevision" ADD CONSTRAINT "SkillRevision_skillId_fkey" FOREIGN KEY ("skillId") REFERENCES "Skill"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SkillRevision" ADD CONSTRAINT "SkillRevision_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SkillSource" ADD CONSTRAINT "SkillSource_skillId_fkey" FOREIGN KEY ("skillId") REFERENCES "Skill"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SkillSource" ADD CONSTRAINT "SkillSource_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Pattern" ADD CONSTRAINT "Pattern_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Match" ADD CONSTRAINT "Match_patternId_fkey" FOREIGN KEY ("patternId") REFERENCES "Pattern"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Match" ADD CONSTRAINT "Match_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Match" ADD CONSTRAINT "Match_skillId_fkey" FOREIGN KEY ("skillId") REFERENCES "Skill"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DirectoryPage" ADD CONSTRAINT "DirectoryPage_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
