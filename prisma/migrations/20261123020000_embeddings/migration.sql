-- Vectors that a model makes of what is stored, with a coarse index that needs no extension (docs/decisions/0020-embeddings.md).

-- Whether texts of a thing with these tags may be sent to an endpoint: the one place that says so.
CREATE FUNCTION hindsight_may_leave(tags TEXT[]) RETURNS BOOLEAN LANGUAGE sql IMMUTABLE AS
  'SELECT NOT (lower(tags::text)::text[] && ARRAY[''restricted'', ''confidential''])';

-- CreateTable
CREATE TABLE "Embedding" (
    "id" TEXT NOT NULL,
    "incidentId" TEXT,
    "skillId" TEXT,
    "lang" TEXT NOT NULL,
    "documentKey" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "signs" BIT(256) NOT NULL,
    "buckets" INTEGER[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Embedding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EmbeddingVector" (
    "embeddingId" TEXT NOT NULL,
    "vector" BYTEA NOT NULL,

    CONSTRAINT "EmbeddingVector_pkey" PRIMARY KEY ("embeddingId")
);

-- CreateTable
CREATE TABLE "EmbeddingModel" (
    "name" TEXT NOT NULL,
    "mean" BYTEA,
    "sampled" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "failedAt" TIMESTAMPTZ(3),

    CONSTRAINT "EmbeddingModel_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "Embedding_documentKey_idx" ON "Embedding"("documentKey");

-- CreateIndex
CREATE INDEX "Embedding_model_idx" ON "Embedding"("model");

-- CreateIndex
-- Written at once: what waits in a list of its own would be read whole for each bucket that is asked for.
CREATE INDEX "Embedding_buckets_idx" ON "Embedding" USING GIN ("buckets") WITH (fastupdate = off);

-- CreateIndex
CREATE UNIQUE INDEX "Embedding_incidentId_lang_key" ON "Embedding"("incidentId", "lang");

-- CreateIndex
CREATE UNIQUE INDEX "Embedding_skillId_lang_key" ON "Embedding"("skillId", "lang");

-- AddForeignKey
ALTER TABLE "Embedding" ADD CONSTRAINT "Embedding_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Embedding" ADD CONSTRAINT "Embedding_skillId_fkey" FOREIGN KEY ("skillId") REFERENCES "Skill"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EmbeddingVector" ADD CONSTRAINT "EmbeddingVector_embeddingId_fkey" FOREIGN KEY ("embeddingId") REFERENCES "Embedding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

