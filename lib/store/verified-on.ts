import type { Transaction } from './transaction'

/**
 * The day on which a skill was last verified: `stated` by its source, or when a run of it that a person reported worked, whichever is
 * later; null for never. A run that names an incident for fewer readers than the skill has does not count: its day would tell of it.
 */
export async function verifiedOn(tx: Transaction, skillId: string, stated: Date | null): Promise<Date | null> {
  const rows = await tx.$queryRaw<{ on: Date | null }[]>`
    SELECT greatest(${stated?.toISOString().slice(0, 10) ?? null}::date,
      (SELECT max((run."endedAt" AT TIME ZONE 'UTC')::date) FROM "SkillRun" run
        WHERE run."skillId" = ${skillId} AND run."outcome" = 'worked' AND run."via" <> 'mcp'
          AND NOT EXISTS (SELECT 1 FROM "Guard" guard WHERE guard."targetId" = run."incidentId"
            AND NOT EXISTS (SELECT 1 FROM "Guard" own WHERE own."targetId" = run."skillId" AND own."byId" = guard."byId")))
    ) AS "on"`
  return rows[0]?.on ?? null
}
