import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
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

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.stale-skills'))('title') }
}

export default async function StaleSkillsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const t = await getTranslations('pages.stale-skills')
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
        breadcrumb={[{ label: t('skills'), href: '/skills' }]}
        title={t('title')}
        description={t('description')}
        actions={
          <Button asChild>
            <Link href="/skills">{t('all')}</Link>
          </Button>
        }
      />
      {all.length === 0 && (await isNothingStored(viewer)) ? (
        <NothingStored>{t('nothing')}</NothingStored>
      ) : (
        <StaleQueue skills={left} owners={owners} owner={filter.owner ?? null} total={all.length} />
      )}
    </>
  )
}
