import type { Metadata } from 'next'
import { connection } from 'next/server'
import Link from 'next/link'
import { NothingStored } from '@/components/import/nothing-stored'
import { StaleQueue } from '@/components/skill/stale-queue'
import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { requireViewer } from '@/lib/auth/viewer'
import { isNothingStored } from '@/lib/query/home'
import { listStaleSkills } from '@/lib/query/skill-trust'
import { StaleFilterSchema } from '@/components/skill/stale-filter'

export const metadata: Metadata = { title: 'Skills going stale' }

export default async function StaleSkillsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const filter = readFilter(StaleFilterSchema, await searchParams)
  const viewer = await requireViewer()
  const all = await listStaleSkills(viewer)
  const owners = [...new Set(all.flatMap((skill) => skill.owners))].sort()
  const left = all.filter(
    (skill) =>
      filter.owner === undefined ||
      (filter.owner === '' ? skill.owners.length === 0 : skill.owners.includes(filter.owner)),
  )
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'Skills', href: '/skills' }]}
        title="Skills going stale"
        description="Reported as failed or outdated, not verified for 90 days, about to be, or naming something that has changed since. Those that need it most come first."
        actions={
          <Button asChild>
            <Link href="/skills">All skills</Link>
          </Button>
        }
      />
      {all.length === 0 && (await isNothingStored(viewer)) ? (
        <NothingStored>
          Skills that failed, or that nobody has verified for long, come up here before somebody needs them at night.
        </NothingStored>
      ) : (
        <StaleQueue skills={left} owners={owners} owner={filter.owner ?? null} total={all.length} />
      )}
    </>
  )
}
