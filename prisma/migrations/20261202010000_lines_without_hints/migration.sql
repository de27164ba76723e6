-- Lines of imports kept a copy of what else an incident may be, with the title of the other one, whoever may read that. It is looked up
-- when a line is shown. Every such hint begins with these words, and nothing else that a line says does.
UPDATE "ImportLine" l SET "reasons" = (
  SELECT coalesce(jsonb_agg(r."said" ORDER BY r."place"), '[]')
  FROM jsonb_array_elements(l."reasons") WITH ORDINALITY r("said", "place")
  WHERE r."said" #>> '{}' NOT LIKE 'may be another edition of “%')
WHERE jsonb_typeof(l."reasons") = 'array' AND l."reasons"::text LIKE '%"may be another edition of “%';
