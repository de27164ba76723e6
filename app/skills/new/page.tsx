import type { Metadata } from 'next'
import { useLocale, useTranslations } from 'next-intl'
import { getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { z } from 'zod'
import { sayOffer, saySkillText } from '@/app/skills/said-skill'
import { openSkillText } from '@/app/skills/skill-texts'
import { tryTriggersAction } from '@/app/skills/trigger-actions'
import { SkillEditor } from '@/components/skill/skill-editor'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { PageHeader } from '@/components/ui/page-header'
import { Section } from '@/components/ui/panel'
import { Select } from '@/components/ui/select'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { listTemplates, skillOfOther, SKILL_TEMPLATES, skillOfTemplate } from '@/lib/domain/skill-templates'
import { offerVersion } from '@/lib/domain/skill-version'
import { sentencesIn } from '@/lib/intl/sentences'
import { listDirectory } from '@/lib/query/directory'
import { findSkillForEdit, listSkills } from '@/lib/query/skills'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { Viewer } from '@/lib/schema/viewer'
import { joinNewSkillAction, saveNewSkillAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.skills.new'))('title') }
}

const StartSchema = z.object({
  template: z.enum(SKILL_TEMPLATES).optional().catch(undefined),
  from: z.string().min(1).max(200).optional().catch(undefined),
})
type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function NewSkillPage({ searchParams }: PageProps) {
  await connection()
  const t = await getTranslations('pages.skills')
  const say = sentencesIn(await getLocale())
  const viewer = await requireViewer()
  if (!can(viewer, 'write')) notFound()
  const begun = await startOf(viewer, StartSchema.parse(await searchParams))
  const people = begun ? await listDirectory(viewer, 'person') : []
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: t('title'), href: '/skills' }]}
        title={t('new.title')}
        description={begun ? t('new.begun') : t('new.choose')}
      />
      {begun ? (
        <SkillEditor
          slug=""
          start={saySkillText(say, openSkillText(begun))}
          version={0}
          offer={sayOffer(say, offerVersion(begun, begun))}
          asksVersion={false}
          people={people.map((person) => person.title)}
          actions={{
            join: joinNewSkillAction,
            save: saveNewSkillAction,
            reload: null,
            tryTriggers: tryTriggersAction,
          }}
        />
      ) : (
        <StartChoice skills={await listSkills(viewer)} />
      )}
    </>
  )
}

/** A copy of a restricted skill would be open to everybody: it is none to start from. */
async function startOf(viewer: Viewer, { template, from }: z.infer<typeof StartSchema>): Promise<DocumentDraft | null> {
  if (template) return skillOfTemplate(template)
  if (from === undefined) return null
  const found = await findSkillForEdit(viewer, from)
  if (!found || found.restricted) notFound()
  return skillOfOther(found.document)
}

function StartChoice({ skills }: { skills: readonly { slug: string; title: string }[] }) {
  const t = useTranslations('pages.skills.new')
  const say = sentencesIn(useLocale())
  return (
    <div className="max-w-3xl space-y-8">
      <Section title={t('outlines')} id="outlines">
        <ul className="grid gap-3 sm:grid-cols-2">
          {listTemplates().map(({ template, title, about }) => (
            <li key={template}>
              <Link
                href={`/skills/new?template=${template}`}
                className="block h-full rounded-lg border border-line bg-surface px-4 py-3 hover:bg-hover"
              >
                <span className="font-medium">{say(title)}</span>
                <span className="block text-xs text-muted">{say(about)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </Section>
      {skills.length > 0 ? (
        <Section title={t('others')} id="others">
          <form action="/skills/new" className="flex flex-wrap items-end gap-2">
            <Field label={t('from')} className="w-80 max-w-full">
              {(control) => (
                <Select {...control} name="from">
                  {skills.map(({ slug, title }) => (
                    <option key={slug} value={slug}>
                      {title}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Button type="submit">{t('start')}</Button>
          </form>
        </Section>
      ) : null}
    </div>
  )
}
