-- AlterTable
ALTER TABLE "ImportChange" ALTER COLUMN "importId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Postmortem" ADD COLUMN     "parsed" JSONB;
