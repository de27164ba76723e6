-- AlterTable
ALTER TABLE "EditConflict" ADD COLUMN     "skillId" TEXT,
ALTER COLUMN "postmortemId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "SkillRevision" ADD COLUMN     "parsed" JSONB;

-- CreateTable
CREATE TABLE "SkillActionItem" (
    "skillId" TEXT NOT NULL,
    "actionItemId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "SkillActionItem_pkey" PRIMARY KEY ("skillId","actionItemId")
);

-- CreateIndex
CREATE INDEX "SkillActionItem_actionItemId_idx" ON "SkillActionItem"("actionItemId");

-- CreateIndex
CREATE UNIQUE INDEX "EditConflict_skillId_path_key" ON "EditConflict"("skillId", "path");

-- AddForeignKey
ALTER TABLE "EditConflict" ADD CONSTRAINT "EditConflict_skillId_fkey" FOREIGN KEY ("skillId") REFERENCES "Skill"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SkillActionItem" ADD CONSTRAINT "SkillActionItem_skillId_fkey" FOREIGN KEY ("skillId") REFERENCES "Skill"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SkillActionItem" ADD CONSTRAINT "SkillActionItem_actionItemId_fkey" FOREIGN KEY ("actionItemId") REFERENCES "ActionItem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- An action item that stands on an incident and on the skill of the same conversation in the same words, and that nobody has
-- edited on the skill, is that of the incident.
CREATE TEMPORARY TABLE "SharedTwice" AS
SELECT DISTINCT ON (mine.id) mine.id AS "ownId", mine."skillId", mine.position, theirs.id AS "actionItemId"
FROM "ActionItem" mine
JOIN "Reference" s ON s."fromKind" = 'skill' AND s."fromId" = mine."skillId" AND s.target LIKE 'threads/%'
JOIN "Reference" i ON i.target = s.target AND i."fromKind" = 'incident'
JOIN "ActionItem" theirs ON theirs."incidentId" = i."fromId"
WHERE cardinality(mine."editedFields") = 0
  AND EXISTS (SELECT 1 FROM jsonb_each_text(mine.title) one JOIN jsonb_each_text(theirs.title) two
    ON one.key = two.key AND one.value = two.value)
ORDER BY mine.id, theirs.position, theirs.id;

INSERT INTO "SkillActionItem" ("skillId", "actionItemId", "position")
SELECT "skillId", "actionItemId", position FROM "SharedTwice" ON CONFLICT DO NOTHING;
DELETE FROM "SearchDocument" WHERE kind = 'action-item' AND "refId" IN (SELECT "ownId" FROM "SharedTwice");
DELETE FROM "ActionItem" WHERE id IN (SELECT "ownId" FROM "SharedTwice");
DROP TABLE "SharedTwice";
