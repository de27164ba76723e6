-- What agents propose and people decide.
CREATE TABLE "Proposal" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "title" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "note" TEXT,
    "aboutKind" TEXT,
    "aboutId" TEXT,
    "proposedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "proposedBy" TEXT NOT NULL,
    "userId" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedBy" TEXT,
    "reason" TEXT,
    "resultKind" TEXT,
    "resultId" TEXT,

    CONSTRAINT "Proposal_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "Proposal_state_proposedAt_idx" ON "Proposal"("state", "proposedAt" DESC);

CREATE INDEX "Proposal_hash_idx" ON "Proposal"("hash");

CREATE INDEX "Proposal_userId_idx" ON "Proposal"("userId");

ALTER TABLE "Proposal" ADD CONSTRAINT "Proposal_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
