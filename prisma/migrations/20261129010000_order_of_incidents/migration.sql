-- The first pages of the list of incidents, the newest first, and the languages that incidents have, each read from an index.
CREATE INDEX "Incident_onDate_order_idx" ON "Incident" ("onDate" DESC NULLS LAST, "startedAt" DESC NULLS LAST, "id");
CREATE INDEX "Incident_langs_order_idx" ON "Incident" ("langs");
