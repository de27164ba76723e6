-- A token ends with the one that it was made with, and takes the place of the one that it replaces.
ALTER TABLE "ApiToken" ADD COLUMN "parentId" TEXT, ADD COLUMN "replacesId" TEXT;
CREATE UNIQUE INDEX "ApiToken_replacesId_key" ON "ApiToken"("replacesId");
CREATE INDEX "ApiToken_userId_idx" ON "ApiToken"("userId");
CREATE INDEX "ApiToken_parentId_idx" ON "ApiToken"("parentId");
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "ApiToken"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_replacesId_fkey" FOREIGN KEY ("replacesId") REFERENCES "ApiToken"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE TABLE "DroppedKey" (
    "issuer" TEXT NOT NULL,
    "keyId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "byName" TEXT NOT NULL,
    "reason" TEXT,
    CONSTRAINT "DroppedKey_pkey" PRIMARY KEY ("issuer", "keyId")
);

-- Counters of a minute: not worth a line in the write-ahead log. The names of the columns are those of rate-limiter-flexible.
CREATE UNLOGGED TABLE "RateLimit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,
    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("key")
);
CREATE INDEX "RateLimit_expire_idx" ON "RateLimit"("expire");
