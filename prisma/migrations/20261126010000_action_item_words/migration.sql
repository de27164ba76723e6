-- The table over all action items is searched by words of an item's title in any language, of what it follows and of its owner. They
-- stand in one column beside the item, in small letters, so that an index finds them and nothing is joined or folded for each row.
CREATE FUNCTION hindsight_item_words(title jsonb, "fromTitle" text, owner text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  'SELECT lower(coalesce((SELECT string_agg(value, chr(10)) FROM jsonb_each_text(title)), '''') || chr(10) || coalesce("fromTitle", '''') || chr(10) || coalesce(owner, ''''))';
ALTER TABLE "ActionItem" ADD COLUMN "words" TEXT GENERATED ALWAYS AS (hindsight_item_words("title", "fromTitle", "owner")) STORED;
CREATE INDEX "ActionItem_words_idx" ON "ActionItem" USING GIN ("words" gin_trgm_ops);

-- What decides about recurrence debt, read off an index: the rows themselves are five times as wide.
CREATE INDEX "ActionItem_debt_idx" ON "ActionItem" ("status", "openedEnd", "openedAt", "incidentId", "skillId", "id");
