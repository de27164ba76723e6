-- What was asked of recognition, what was answered, and whether it was right.

-- CreateTable
CREATE TABLE "Asked" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "byName" TEXT NOT NULL,
    "userId" TEXT,
    "text" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "firing" TEXT,
    "resolvedAt" TIMESTAMPTZ(3),
    "hits" JSONB NOT NULL DEFAULT '[]',
    "score" DOUBLE PRECISION,
    "verdict" TEXT,
    "rightKind" TEXT,
    "rightSlug" TEXT,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Asked_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Asked_firing_key" ON "Asked"("firing");

-- CreateIndex
CREATE INDEX "Asked_at_idx" ON "Asked"("at");

-- CreateIndex
CREATE INDEX "Asked_key_decidedAt_idx" ON "Asked"("key", "decidedAt");
