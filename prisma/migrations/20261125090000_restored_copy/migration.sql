-- What is known of this place and not of what is stored: not part of a backup.
CREATE TABLE "RestoredCopy" (
    "id" TEXT NOT NULL,
    "restoredAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "releasedAt" TIMESTAMPTZ(3),
    "releasedBy" TEXT,

    CONSTRAINT "RestoredCopy_pkey" PRIMARY KEY ("id")
);
