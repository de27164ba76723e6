-- The cookie's token is kept as its SHA-256. Those that exist are hashed here, so that an upgrade signs nobody out.
ALTER TABLE "Session" ADD COLUMN "id" TEXT, ADD COLUMN "tokenHash" TEXT,
    ADD COLUMN "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    ADD COLUMN "lastSeenAt" TIMESTAMPTZ(3),
    ADD COLUMN "userAgent" TEXT,
    ADD COLUMN "method" TEXT NOT NULL DEFAULT 'link',
    ADD COLUMN "reason" TEXT;
-- Sessions have lasted 30 days from sign-in.
UPDATE "Session" SET "id" = gen_random_uuid()::text,
    "tokenHash" = encode(sha256(convert_to("sessionToken", 'UTF8')), 'hex'),
    "createdAt" = LEAST("expires" - INTERVAL '30 days', CURRENT_TIMESTAMP);
ALTER TABLE "Session" DROP CONSTRAINT "Session_pkey";
ALTER TABLE "Session" DROP COLUMN "sessionToken";
ALTER TABLE "Session" ALTER COLUMN "id" SET NOT NULL, ALTER COLUMN "tokenHash" SET NOT NULL,
    ADD CONSTRAINT "Session_pkey" PRIMARY KEY ("id");
CREATE UNIQUE INDEX "Session_tokenHash_key" ON "Session"("tokenHash");

ALTER TABLE "SignInLink" ADD COLUMN "method" TEXT NOT NULL DEFAULT 'link', ADD COLUMN "reason" TEXT;

-- A token that was made in a break-glass session is gone with it, however it ends.
ALTER TABLE "ApiToken" ADD COLUMN "sessionId" TEXT;
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
