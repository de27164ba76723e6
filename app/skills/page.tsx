import type { Metadata } from 'next'
import { connection } from 'next/server'
import Link from 'next/link'
import { filterSkills, SkillFilterSchema } from '@/components/skill/skill-filter'
import { SkillTable } from '@/components/skill/skill-table'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { TableFilter } from '@/components/table/table-filter'
import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { listTrustedSkills } from '@/lib/query/skills'

export const metadata: Metadata = { title: 'Skills' }

export default async function SkillsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const viewer = await requireViewer()
  const filter = readFilter(SkillFilterSchema, await searchParams)
  const all = await listTrustedSkills(viewer)
  const left = filterSkills(all, filter)
  const patterns = new Map(all.flatMap((skill) => skill.patterns.map((pattern) => [pattern.slug, pattern] as const)))
  return (
    <>
      <PageHeader
        title="Skills"
        description="Runbooks that were learned from incidents: when they apply, what to check, what to do."
        actions={
          <>
            <Button asChild>
              <Link href="/stale-skills">Going stale</Link>
            </Button>
            <Button asChild>
              <Link href="/skills/gaps">Gaps</Link>
            </Button>
            <Button asChild>
              <a href="/api/v1/skills.zip" download>
                Download as SKILL.md
              </a>
            </Button>
            <Button asChild>
              <Link href="/import">Import a skill</Link>
            </Button>
            {can(viewer, 'write') && (
              <Button asChild variant="primary">
                <Link href="/skills/new">New skill</Link>
              </Button>
            )}
          </>
        }
      />
      <TableFilter filter={filter} defaults={SkillFilterSchema.parse({})}>
        <SkillTable
          rows={left.slice((filter.page - 1) * filter.size, filter.page * filter.size)}
          total={left.length}
          owners={[...new Set(all.flatMap((skill) => skill.owners))].sort()}
          patterns={[...patterns.values()].sort((a, b) => a.title.localeCompare(b.title))}
        />
      </TableFilter>
    </>
  )
}
