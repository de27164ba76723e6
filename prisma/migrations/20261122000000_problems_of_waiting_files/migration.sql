ALTER TABLE "ImportItem" ADD COLUMN     "problems" JSONB NOT NULL DEFAULT '[]';
