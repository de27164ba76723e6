import { z } from 'zod'
import type { TrustedSkillRow } from '@/lib/schema/skill'
import { SkillStageSchema } from '@/lib/schema/skill-edit'

export const SkillFilterSchema = z.object({
  q: z.string().trim().max(200).optional(),
  owner: z.string().max(120).optional(),
  pattern: z.string().max(80).optional(),
  stale: z.stringbool().optional(),
  stage: SkillStageSchema.optional().catch(undefined),
  sort: z.enum(['title', 'confidence', 'computed', 'lastVerified']).default('title'),
  dir: z.enum(['asc', 'desc']).default('asc'),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(100).default(50),
})
export type SkillFilter = z.infer<typeof SkillFilterSchema>

/** The rows that a filter leaves, sorted; unknown values come last in both directions. */
export function filterSkills(rows: TrustedSkillRow[], filter: SkillFilter): TrustedSkillRow[] {
  const words = (filter.q ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const left = rows.filter((row) => {
    const text = `${row.title} ${row.description ?? ''} ${row.owners.join(' ')} ${row.category ?? ''}`.toLowerCase()
    return (
      words.every((word) => text.includes(word)) &&
      (filter.owner === undefined || row.owners.includes(filter.owner)) &&
      (filter.pattern === undefined || row.patterns.some((pattern) => pattern.slug === filter.pattern)) &&
      (filter.stage === undefined || row.stage === filter.stage) &&
      (filter.stale === undefined || row.stale === filter.stale)
    )
  })
  const sign = filter.dir === 'asc' ? 1 : -1
  return left.toSorted((a, b) => {
    const [x, y] = [valueOf(a, filter.sort), valueOf(b, filter.sort)]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    return sign * (typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y)))
  })
}

const valueOf = (row: TrustedSkillRow, name: SkillFilter['sort']) =>
  name === 'computed' ? row.trust.computed : row[name]
