-- What people have judged is a small part of what was asked, and is read for every page of a skill. Partial, so it is here alone.
CREATE INDEX "Asked_judged_at_idx" ON "Asked"("at") WHERE "verdict" IS NOT NULL;
