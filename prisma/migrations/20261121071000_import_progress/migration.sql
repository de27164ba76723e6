-- AlterTable
ALTER TABLE "Import" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "current" TEXT;

-- AlterTable
ALTER TABLE "ImportLine" ADD COLUMN     "key" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "ImportLine_importId_key_key" ON "ImportLine"("importId", "key");
