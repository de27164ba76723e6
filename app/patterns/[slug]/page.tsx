import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { cache } from 'react'
import { decideMatchAction, retirePatternAction } from '@/app/patterns/actions'
import { Markdown } from '@/components/markdown/markdown'
import { Cues } from '@/components/pattern/cues'
import { MemberList } from '@/components/pattern/member-list'
import { PatternControls } from '@/components/pattern/pattern-controls'
import { RunProgress } from '@/components/pattern/run-progress'
import { PageHeader } from '@/components/ui/page-header'
import { PageMenu } from '@/components/ui/page-menu'
import { Panel, Section } from '@/components/ui/panel'
import { useTimes } from '@/components/ui/use-times'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { findPattern } from '@/lib/query/patterns'
import { hrefOf } from '@/lib/render/links'

import type { PatternView } from '@/lib/schema/pattern'

type PageProps = { params: Promise<{ slug: string }> }

const readPattern = cache(async (slug: string) => findPattern(await requireViewer(), slug))

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  await connection()
  const pattern = await readPattern(decodeURIComponent((await params).slug))
  return { title: pattern?.title ?? (await getTranslations('pages.patterns.pattern'))('unknown') }
}

export default async function PatternPage({ params }: PageProps) {
  await connection()
  const viewer = await requireViewer()
  const pattern = await readPattern(decodeURIComponent((await params).slug))
  if (!pattern) notFound()
  const t = await getTranslations('pages.patterns.pattern')
  const patterns = await getTranslations('pages.patterns')
  const decide = can(viewer, 'write') ? decideMatchAction : undefined
  const incidents = pattern.members.filter((member) => member.kind === 'incident')
  const skills = pattern.members.filter((member) => member.kind === 'skill')
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: patterns('title'), href: '/patterns' },
          { label: pattern.family, href: `/patterns#family-${pattern.family.replaceAll(' ', '-')}` },
        ]}
        title={pattern.title}
        description={<Markdown text={pattern.mechanism} lang="en" idPrefix="mechanism-" />}
        actions={
          <>
            {decide && <PatternControls slug={pattern.slug} retired={pattern.retired} retire={retirePatternAction} />}
            <PageMenu markdown={`/api/v1/patterns/${encodeURIComponent(pattern.slug)}.md`} />
          </>
        }
      />
      {pattern.retired && (
        <p className="mb-5 max-w-prose rounded-lg border border-amber-line bg-amber-tint px-4 py-3 text-amber-ink">
          {t('retired')}
        </p>
      )}
      {pattern.run && <RunProgress run={pattern.run} />}
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0 space-y-7">
          <div className="grid gap-x-6 gap-y-7 md:grid-cols-2">
            <Section title={t('incidents')} id="incidents" count={incidents.length}>
              {incidents.length === 0 ? (
                <p className="text-muted">{t('noIncidents')}</p>
              ) : (
                <MemberList pattern={pattern} members={incidents} decide={decide} />
              )}
            </Section>
            <Section title={t('skills')} id="skills" count={skills.length}>
              {skills.length === 0 ? (
                <p className="text-muted">{t('noSkills')}</p>
              ) : (
                <MemberList pattern={pattern} members={skills} decide={decide} />
              )}
            </Section>
          </div>
          {pattern.body.trim() !== '' && (
            <Section title={t('body')} id="about">
              <Markdown text={pattern.body} lang="en" headingOffset={2} idPrefix="body-" className="max-w-prose" />
            </Section>
          )}
        </div>
        <PatternAside pattern={pattern} />
      </div>
    </>
  )
}

function PatternAside({ pattern }: { pattern: PatternView }) {
  const t = useTranslations('pages.patterns.pattern')
  const times = useTimes()
  return (
    <aside className="min-w-0 space-y-4 lg:order-last" aria-label={t('about')}>
      {pattern.questions.length > 0 && (
        <Panel title={t('questions')} id="questions">
          <Lines lines={pattern.questions} />
        </Panel>
      )}
      {pattern.controls.length > 0 && (
        <Panel title={t('controls')} id="controls">
          <Lines lines={pattern.controls} />
        </Panel>
      )}
      {pattern.siblings.length > 0 && (
        <Panel title={t('sameFamily')} id="siblings" count={pattern.siblings.length}>
          <ul className="space-y-1">
            {pattern.siblings.map((sibling) => (
              <li key={sibling.slug}>
                <Link
                  href={hrefOf('pattern', sibling.slug)}
                  className="inline-flex min-h-6 items-center text-accent-ink hover:underline"
                >
                  {sibling.title}
                </Link>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <Cues cues={pattern.cues} />
      {pattern.revisions.length > 0 && (
        <Panel title={t('revisions')} id="revisions" count={pattern.revisions.length}>
          <ol className="space-y-1 text-xs text-muted tabular-nums">
            {pattern.revisions.map(({ number, byName, at }) => (
              <li key={number}>
                {number}: {byName}, {times.day(at.slice(0, 10))}
              </li>
            ))}
          </ol>
          <Link
            href={`${hrefOf('pattern', pattern.slug)}/history`}
            className="mt-1 inline-flex min-h-6 items-center text-xs text-accent-ink hover:underline"
          >
            {t('whatTheyChanged')}
          </Link>
        </Panel>
      )}
    </aside>
  )
}

function Lines({ lines }: { lines: string[] }) {
  return (
    <ul className="list-disc space-y-1.5 pl-4 marker:text-faint">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
