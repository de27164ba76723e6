import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
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
import { type SaySentence, sentencesIn } from '@/lib/intl/sentences'
import { listTrustedSkills } from '@/lib/query/skills'
import type { TrustedSkillRow } from '@/lib/schema/skill'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.skills'))('title') }
}

/** A row whose reasons are said here: its table is drawn in the browser. */
const sayTrust =
  (say: SaySentence) =>
  (row: TrustedSkillRow): TrustedSkillRow => ({
    ...row,
    trust: { ...row.trust, reasons: row.trust.reasons.map((reason) => ({ ...reason, text: say(reason.text) })) },
  })

export default async function SkillsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const t = await getTranslations('pages.skills')
  const say = sentencesIn(await getLocale())
  const viewer = await requireViewer()
  const filter = readFilter(SkillFilterSchema, await searchParams)
  const all = await listTrustedSkills(viewer)
  const left = filterSkills(all, filter)
  const patterns = new Map(all.flatMap((skill) => skill.patterns.map((pattern) => [pattern.slug, pattern] as const)))
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('list.description')}
        actions={
          <>
            <Button asChild>
              <Link href="/stale-skills">{t('list.goingStale')}</Link>
            </Button>
            <Button asChild>
              <Link href="/skills/gaps">{t('list.gaps')}</Link>
            </Button>
            <Button asChild>
              <a href="/api/v1/skills.zip" download>
                {t('list.download')}
              </a>
            </Button>
            <Button asChild>
              <Link href="/import">{t('list.import')}</Link>
            </Button>
            {can(viewer, 'write') && (
              <Button asChild variant="primary">
                <Link href="/skills/new">{t('list.new')}</Link>
              </Button>
            )}
          </>
        }
      />
      <TableFilter filter={filter} defaults={SkillFilterSchema.parse({})}>
        <SkillTable
          rows={left.slice((filter.page - 1) * filter.size, filter.page * filter.size).map(sayTrust(say))}
          total={left.length}
          owners={[...new Set(all.flatMap((skill) => skill.owners))].sort()}
          patterns={[...patterns.values()].sort((a, b) => a.title.localeCompare(b.title))}
        />
      </TableFilter>
    </>
  )
}
