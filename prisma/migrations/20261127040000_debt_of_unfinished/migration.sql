-- Only an unfinished item has debt: an index of those alone is small enough that Postgres reads it instead of the rows.
DROP INDEX "ActionItem_debt_idx";
CREATE INDEX "ActionItem_debt_idx" ON "ActionItem" ("incidentId", "skillId", "openedEnd", "openedAt", "id", "status")
  WHERE ("status" IS NULL OR "status" IN ('open', 'in-progress', 'blocked'));
