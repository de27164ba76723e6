-- AlterTable
ALTER TABLE "Pattern" ADD COLUMN     "retiredAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "PatternRevision" (
    "id" TEXT NOT NULL,
    "patternId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "draft" JSONB NOT NULL,
    "byName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PatternRevision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PatternRun" (
    "patternId" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'skill',
    "after" TEXT NOT NULL DEFAULT '',
    "checked" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PatternRun_pkey" PRIMARY KEY ("patternId")
);

-- CreateTable
CREATE TABLE "PatternExample" (
    "id" TEXT NOT NULL,
    "incidentId" TEXT,
    "skillId" TEXT,
    "terms" TEXT[],
    "counts" DOUBLE PRECISION[],

    CONSTRAINT "PatternExample_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Unexplained" (
    "id" TEXT NOT NULL,
    "incidentId" TEXT,
    "skillId" TEXT,
    "byName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Unexplained_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "PatternRevision_patternId_number_key" ON "PatternRevision"("patternId", "number");

-- CreateIndex
CREATE INDEX "PatternRun_finishedAt_idx" ON "PatternRun"("finishedAt");

-- CreateIndex
CREATE UNIQUE INDEX "PatternExample_incidentId_key" ON "PatternExample"("incidentId");

-- CreateIndex
CREATE UNIQUE INDEX "PatternExample_skillId_key" ON "PatternExample"("skillId");

-- CreateIndex
CREATE INDEX "PatternExample_terms_idx" ON "PatternExample" USING GIN ("terms");

-- CreateIndex
CREATE UNIQUE INDEX "Unexplained_incidentId_key" ON "Unexplained"("incidentId");

-- CreateIndex
CREATE UNIQUE INDEX "Unexplained_skillId_key" ON "Unexplained"("skillId");

-- CreateIndex
CREATE INDEX "Unexplained_createdAt_idx" ON "Unexplained"("createdAt");

-- AddForeignKey
ALTER TABLE "PatternRevision" ADD CONSTRAINT "PatternRevision_patternId_fkey" FOREIGN KEY ("patternId") REFERENCES "Pattern"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PatternRun" ADD CONSTRAINT "PatternRun_patternId_fkey" FOREIGN KEY ("patternId") REFERENCES "Pattern"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PatternExample" ADD CONSTRAINT "PatternExample_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PatternExample" ADD CONSTRAINT "PatternExample_skillId_fkey" FOREIGN KEY ("skillId") REFERENCES "Skill"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Unexplained" ADD CONSTRAINT "Unexplained_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Unexplained" ADD CONSTRAINT "Unexplained_skillId_fkey" FOREIGN KEY ("skillId") REFERENCES "Skill"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Examples that share telling words with a text, those with the most of them first, and what was decided about their patterns.
-- Both an import and a question ask for them. Bounded before they are ordered, so that a word that many have costs no more.
CREATE FUNCTION "nearExamples"("asked" TEXT[], "told" TEXT[], "notIncident" TEXT, "notSkill" TEXT)
RETURNS TABLE ("terms" TEXT[], "counts" DOUBLE PRECISION[], "decided" JSONB) LANGUAGE sql STABLE AS $$
  SELECT n."terms", n."counts", (
    SELECT coalesce(jsonb_agg(jsonb_build_object('slug', p."slug", 'state', m."state")), '[]')
    FROM "Match" m JOIN "Pattern" p ON p."id" = m."patternId"
    WHERE m."state" <> 'suggested' AND (m."incidentId" = n."incidentId" OR m."skillId" = n."skillId")
  ) FROM (
    SELECT c.*, (SELECT count(*) FROM unnest(c."terms") t WHERE t = ANY("told")) AS "shared" FROM (
      SELECT * FROM "PatternExample" e WHERE e."terms" && "asked"
        AND e."incidentId" IS DISTINCT FROM coalesce("notIncident", '') AND e."skillId" IS DISTINCT FROM coalesce("notSkill", '')
      LIMIT 200
    ) c ORDER BY "shared" DESC, c."id" LIMIT 16
  ) n
$$;
