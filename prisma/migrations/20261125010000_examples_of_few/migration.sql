-- What was decided about a restricted incident, or what was made of it, weighs in no other text: a score would tell that there is
-- something. Its words and its decisions are counted again as soon as nothing restricted guards it.
CREATE OR REPLACE FUNCTION "nearExamples"("asked" TEXT[], "told" TEXT[], "notIncident" TEXT, "notSkill" TEXT)
RETURNS TABLE ("terms" TEXT[], "counts" DOUBLE PRECISION[], "decided" JSONB) LANGUAGE sql STABLE AS $$
  SELECT n."terms", n."counts", (
    SELECT coalesce(jsonb_agg(jsonb_build_object('slug', p."slug", 'state', m."state")), '[]')
    FROM "Match" m JOIN "Pattern" p ON p."id" = m."patternId"
    WHERE m."state" <> 'suggested' AND (m."incidentId" = n."incidentId" OR m."skillId" = n."skillId")
  ) FROM (
    SELECT c.*, (SELECT count(*) FROM unnest(c."terms") t WHERE t = ANY("told")) AS "shared" FROM (
      SELECT * FROM "PatternExample" e WHERE e."terms" && "asked"
        AND e."incidentId" IS DISTINCT FROM coalesce("notIncident", '') AND e."skillId" IS DISTINCT FROM coalesce("notSkill", '')
        AND NOT EXISTS (SELECT 1 FROM "Guard" g WHERE g."targetId" = coalesce(e."incidentId", e."skillId"))
      LIMIT 200
    ) c ORDER BY "shared" DESC, c."id" LIMIT 16
  ) n
$$;
