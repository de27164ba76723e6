-- Planned changes that were asked about, with the answer and what is ticked of its checklist.

-- CreateTable
CREATE TABLE "Premortem" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "byName" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "answer" JSONB NOT NULL,
    "ticked" TEXT[],

    CONSTRAINT "Premortem_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Premortem_at_idx" ON "Premortem"("at");
