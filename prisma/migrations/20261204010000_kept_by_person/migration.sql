-- What is kept of each person is counted when another comes, and suggestions are looked up from both sides.
CREATE INDEX "Asked_userId_at_idx" ON "Asked"("userId", "at");
CREATE INDEX "Premortem_userId_at_idx" ON "Premortem"("userId", "at");
CREATE INDEX "EditionSuggestion_otherId_idx" ON "EditionSuggestion"("otherId");
