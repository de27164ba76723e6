-- What a person had decided about a pattern kept the words of an account that left with an undone merge or a split, also of one that
-- fewer people may read. Words of texts that are no account of the incident go, and so do role and score, which may be theirs. Those of
-- an incident without an account are its skills'.
WITH told AS (
  SELECT m."id", q."quote", q."place", EXISTS (
    SELECT 1 FROM "Postmortem" p WHERE p."incidentId" = m."incidentId" AND p."sourceId" = q."quote" ->> 'sourceId'
    UNION ALL
    SELECT 1 FROM "SkillSource" s JOIN "SkillRevision" r ON r."skillId" = s."skillId"
      WHERE s."incidentId" = m."incidentId" AND r."sourceId" = q."quote" ->> 'sourceId'
        AND NOT EXISTS (SELECT 1 FROM "Postmortem" p WHERE p."incidentId" = m."incidentId")
  ) AS "own"
  FROM "Match" m CROSS JOIN LATERAL jsonb_array_elements(m."evidence") WITH ORDINALITY AS q("quote", "place")
  WHERE m."state" <> 'suggested' AND m."incidentId" IS NOT NULL
), mended AS (
  SELECT t."id", coalesce(jsonb_agg(t."quote" ORDER BY t."place") FILTER (WHERE t."own"), '[]') AS "evidence"
  FROM told t GROUP BY t."id" HAVING NOT bool_and(t."own")
)
UPDATE "Match" m SET "role" = 'contributing', "score" = 1, "evidence" = mended."evidence" FROM mended WHERE mended."id" = m."id";
