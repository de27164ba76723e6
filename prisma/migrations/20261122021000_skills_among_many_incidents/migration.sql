-- Skills are few beside incidents. Without indexes of their own they are looked for among all members of a pattern, and among
-- all rows that have a word.
CREATE INDEX "Match_patternId_score_of_skills_idx" ON "Match" ("patternId", "score" DESC) WHERE "skillId" IS NOT NULL;
CREATE INDEX "SearchDocument_search_of_skills_idx" ON "SearchDocument" USING GIN ("search") WHERE "kind" = 'skill';
