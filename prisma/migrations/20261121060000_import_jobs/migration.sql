-- AlterTable
ALTER TABLE "Import" ADD COLUMN     "cancelledAt" TIMESTAMPTZ(3),
ADD COLUMN     "done" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "error" TEXT,
ADD COLUMN     "label" TEXT,
ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'finished',
ADD COLUMN     "total" INTEGER,
ADD COLUMN     "undoneAt" TIMESTAMPTZ(3),
ADD COLUMN     "undoneByName" TEXT,
ADD COLUMN     "userId" TEXT;

-- AlterTable
ALTER TABLE "Postmortem" ADD COLUMN     "edited" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "externalId" TEXT;

-- AlterTable
ALTER TABLE "Source" ADD COLUMN     "context" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "extent" JSONB,
ADD COLUMN     "partOfId" TEXT;

-- CreateTable
CREATE TABLE "ImportItem" (
    "id" BIGSERIAL NOT NULL,
    "importId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "path" TEXT,
    "kind" TEXT NOT NULL,
    "format" TEXT,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "ImportItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportChange" (
    "id" BIGSERIAL NOT NULL,
    "importId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "refId" TEXT NOT NULL,
    "version" INTEGER,
    "before" JSONB,

    CONSTRAINT "ImportChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EditConflict" (
    "id" TEXT NOT NULL,
    "postmortemId" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "base" JSONB,
    "mine" JSONB,
    "theirs" JSONB,
    "state" TEXT NOT NULL DEFAULT 'open',
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "EditConflict_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewItem" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "refId" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "span" JSONB,
    "state" TEXT NOT NULL DEFAULT 'open',
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ReviewItem_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ImportItem_importId_position_key" ON "ImportItem"("importId", "position");

-- CreateIndex
CREATE INDEX "ImportChange_importId_id_idx" ON "ImportChange"("importId", "id" DESC);

-- CreateIndex
CREATE INDEX "ImportChange_refId_idx" ON "ImportChange"("refId");

-- CreateIndex
CREATE INDEX "EditConflict_state_idx" ON "EditConflict"("state");

-- CreateIndex
CREATE UNIQUE INDEX "EditConflict_postmortemId_path_key" ON "EditConflict"("postmortemId", "path");

-- CreateIndex
CREATE INDEX "ReviewItem_state_createdAt_idx" ON "ReviewItem"("state", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "ReviewItem_kind_refId_path_key" ON "ReviewItem"("kind", "refId", "path");

-- CreateIndex
CREATE INDEX "Import_state_idx" ON "Import"("state");

-- CreateIndex
CREATE UNIQUE INDEX "Postmortem_externalId_key" ON "Postmortem"("externalId");

-- CreateIndex
CREATE INDEX "Source_partOfId_idx" ON "Source"("partOfId");

-- AddForeignKey
ALTER TABLE "Source" ADD CONSTRAINT "Source_partOfId_fkey" FOREIGN KEY ("partOfId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportItem" ADD CONSTRAINT "ImportItem_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportChange" ADD CONSTRAINT "ImportChange_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EditConflict" ADD CONSTRAINT "EditConflict_postmortemId_fkey" FOREIGN KEY ("postmortemId") REFERENCES "Postmortem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

