-- The token that an import was started with: a queued import ends with it. No foreign key: one whose token is gone must not look
-- like one that was started without.
ALTER TABLE "Import" ADD COLUMN     "tokenId" TEXT,
ADD COLUMN     "tokenKind" TEXT;

-- Files that nothing can import any more: earlier versions left them when an import was undone.
DELETE FROM "ImportItem" i USING "Import" m WHERE m."id" = i."importId" AND m."state" IN ('undone', 'cancelled');
