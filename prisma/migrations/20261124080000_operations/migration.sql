-- What is known of this place and not of what is stored: neither table is part of a backup.
CREATE TABLE "BackupRun" (
    "id" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "file" TEXT NOT NULL,
    "bytes" BIGINT,
    "rows" BIGINT,
    "error" TEXT,

    CONSTRAINT "BackupRun_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "BackupRun_startedAt_idx" ON "BackupRun"("startedAt" DESC);

CREATE TABLE "DatabaseCredential" (
    "name" TEXT NOT NULL,
    "validUntil" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DatabaseCredential_pkey" PRIMARY KEY ("name")
);
