-- What a person says of a version of a skill, and what to follow instead of a retired one
ALTER TABLE "SkillRevision" ADD COLUMN "note" TEXT;

ALTER TABLE "Skill" ADD COLUMN "successorId" TEXT;

CREATE INDEX "Skill_successorId_idx" ON "Skill"("successorId");

ALTER TABLE "Skill" ADD CONSTRAINT "Skill_successorId_fkey" FOREIGN KEY ("successorId") REFERENCES "Skill"("id") ON DELETE SET NULL ON UPDATE CASCADE;
