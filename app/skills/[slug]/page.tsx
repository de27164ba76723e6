import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { cache } from 'react'
import { addActionItemAction, updateActionItemAction } from '@/app/action-items/actions'
import { CommentsOf } from '@/app/comments/comments-of'
import { decideConflictAction } from '@/app/incidents/[slug]/actions'
import { decideMatchAction, markUnexplainedAction, offerPatternsAction } from '@/app/patterns/actions'
import { ActionItemEditing } from '@/components/action-item/action-item-editing'
import { ActionItemList } from '@/components/action-item/action-item-list'
import { AddActionItem } from '@/components/action-item/add-action-item'
import { BacklinkList, ReferenceList } from '@/components/directory/reference-list'
import { EditConflicts } from '@/components/incident/edit-conflicts'
import { Markdown } from '@/components/markdown/markdown'
import { MatchList } from '@/components/pattern/match-list'
import { OfferedPatterns } from '@/components/pattern/offered-patterns'
import { RelatedList } from '@/components/pattern/related-list'
import { CommandDifferences } from '@/components/skill/command-differences'
import { Contradictions } from '@/components/skill/contradictions'
import { OtherSkillsSay } from '@/components/skill/other-skills-say'
import { DraftedOf, ExtractedFrom } from '@/components/skill/extracted-from'
import { Revisions } from '@/components/skill/revisions'
import { FollowLink } from '@/components/skill/follow-link'
import { RunList } from '@/components/skill/run-list'
import { RunReport } from '@/components/skill/run-report'
import { SkillEditLink } from '@/components/skill/skill-actions'
import { SkillStageNotice } from '@/components/skill/skill-stage-notice'
import { Steps } from '@/components/skill/steps'
import { TrustPanel } from '@/components/skill/trust-panel'
import { WhenItApplies } from '@/components/skill/when-it-applies'
import { MadeFrom } from '@/components/thread/made-from'
import { hrefOfSource } from '@/components/source/source-href'
import { SourceList } from '@/components/source/source-list'
import { Badge } from '@/components/ui/badge'
import { PageHeader } from '@/components/ui/page-header'
import { PageMenu } from '@/components/ui/page-menu'
import { Panel, Section } from '@/components/ui/panel'
import { PrintedFrom } from '@/components/ui/printed-from'
import { useTimes } from '@/components/ui/use-times'
import { requireViewer } from '@/lib/auth/viewer'
import { daysBetween } from '@/lib/domain/durations'
import { can } from '@/lib/domain/permissions'
import { skillMovesFrom } from '@/lib/domain/skill-stages'
import { env } from '@/lib/env'
import { hrefOf } from '@/lib/render/links'
import { findThreadSources } from '@/lib/query/citations'
import { findCommandDifferences } from '@/lib/query/skill-commands'
import { findOtherSkillSays } from '@/lib/query/skill-contradictions'
import { listConflictsOf } from '@/lib/query/conflicts'
import { offerPatterns } from '@/lib/query/patterns-offered'
import { findUnexplained } from '@/lib/query/patterns'
import { listRelated } from '@/lib/query/related'
import { listRuns } from '@/lib/query/skill-runs'
import { readSkillTrust } from '@/lib/query/skill-trust'
import { findSkill, listSkills } from '@/lib/query/skills'
import { findSource } from '@/lib/query/sources'
import { resolveByReferences } from '@/components/directory/resolve-references'
import type { SkillView } from '@/lib/schema/skill'
import type { ThreadSources } from '@/lib/schema/thread'
import type { Viewer } from '@/lib/schema/viewer'

import { tryTriggersAction } from '../trigger-actions'
import { reportRunAction, takeBackRunAction } from './run-actions'
import { moveSkillStageAction } from './stage-actions'

type PageProps = { params: Promise<{ slug: string }> }

const readSkill = cache(async (slug: string) => findSkill(await requireViewer(), slug))

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  await connection()
  const skill = await readSkill(decodeURIComponent((await params).slug))
  return { title: skill?.title ?? (await getTranslations('pages.skills.skill'))('unknown') }
}

export default async function SkillPage({ params }: PageProps) {
  await connection()
  const t = await getTranslations('pages.skills')
  const viewer = await requireViewer()
  const skill = await readSkill(decodeURIComponent((await params).slug))
  if (!skill) notFound()
  const newest = skill.imports[0]
  const mayEdit = can(viewer, 'write')
  const nothingSuggested = skill.matches.every(({ state }) => state === 'rejected')
  const [related, source, made, conflicts, offered, unexplainedBy, trust, runs, commands, others] = await Promise.all([
    listRelated(viewer, { kind: 'skill', slug: skill.slug }),
    newest && skill.contradictionList.length > 0 ? findSource(viewer, newest.id) : null,
    findThreadSources(viewer, { kind: 'skill', id: skill.id }),
    listConflictsOf(viewer, { kind: 'skill', slug: skill.slug }),
    mayEdit && nothingSuggested ? offerPatterns(viewer, { kind: 'skill', slug: skill.slug }) : null,
    findUnexplained(viewer, 'skill', skill.slug),
    readSkillTrust(viewer, skill.slug),
    listRuns(viewer, skill.slug),
    findCommandDifferences(viewer, skill.id),
    findOtherSkillSays(viewer, skill.id),
  ])
  if (!trust) notFound()
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: t('title'), href: '/skills' }]}
        title={skill.title}
        lang={skill.lang === 'und' ? undefined : skill.lang}
        description={
          <>
            {skill.description && <Markdown text={skill.description} lang={skill.lang} idPrefix="description-" />}
            <PrintedFrom address={`${env().baseUrl}${hrefOf('skill', skill.slug)}`} />
          </>
        }
        actions={
          <>
            {mayEdit && <SkillEditLink slug={skill.slug} />}
            {skill.diagnosis.length + skill.resolution.length > 0 && <FollowLink slug={skill.slug} />}
            <PageMenu markdown={`/api/v1/skills/${encodeURIComponent(skill.slug)}.md`} />
          </>
        }
      />
      <SkillStageNotice
        skill={skill}
        moves={skillMovesFrom(viewer, skill.stage)}
        others={mayEdit ? await listNames(viewer, skill.slug) : []}
        move={moveSkillStageAction.bind(null, skill.slug)}
      />
      <MadeFrom threads={made.threads} />
      {conflicts.length > 0 && (
        <EditConflicts
          conflicts={conflicts.map((conflict) => ({
            ...conflict,
            href: hrefOfSource(conflict.source.id, conflict.span),
          }))}
          zone={{ zone: null, zoneText: null }}
          decide={mayEdit ? decideConflictAction : null}
        />
      )}
      <Contradictions contradictions={skill.contradictionList} source={source} />
      <CommandDifferences differences={commands} />
      <OtherSkillsSay found={others} />
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="min-w-0 space-y-7">
          <Runbook skill={skill} cited={made.cited} />
          {(skill.actionItems.length > 0 || mayEdit) && (
            <Section title={t('skill.followUps')} id="follow-ups" count={skill.actionItems.length}>
              <ActionItemEditing update={updateActionItemAction} mayEdit={mayEdit}>
                <ActionItemList items={skill.actionItems} lang={skill.lang} cited={made.cited} />
                {mayEdit && (
                  <div className="mt-3 print:hidden">
                    <AddActionItem of={{ kind: 'skill', slug: skill.slug }} add={addActionItemAction} />
                  </div>
                )}
              </ActionItemEditing>
            </Section>
          )}
          <RunList slug={skill.slug} runs={runs ?? []} />
          <Section title={t('skill.patterns')} id="patterns" count={skill.matches.length}>
            {skill.matches.length === 0 ? (
              <p className="text-muted">{t('skill.noPattern')}</p>
            ) : (
              <MatchList
                matches={skill.matches}
                kind="skill"
                slug={skill.slug}
                title={skill.title}
                decide={mayEdit ? decideMatchAction : undefined}
              />
            )}
            {mayEdit && (
              <OfferedPatterns
                kind="skill"
                slug={skill.slug}
                title={skill.title}
                offered={offered}
                unexplainedBy={unexplainedBy}
                actions={{ offer: offerPatternsAction, mark: markUnexplainedAction, decide: decideMatchAction }}
              />
            )}
          </Section>
          <Section title={t('skill.related')} id="related" count={related.length}>
            {related.length === 0 ? (
              <p className="text-muted">{t('skill.noRelated')}</p>
            ) : (
              <RelatedList related={related} />
            )}
          </Section>
          <CommentsOf viewer={viewer} target={{ kind: 'skill', slug: skill.slug }} />
          <details className="rounded-lg border border-line bg-surface">
            <summary className="min-h-10 cursor-pointer px-4 py-2.5 font-semibold">{t('skill.wholeText')}</summary>
            <div className="border-t border-line px-4 py-3">
              <Markdown
                text={skill.body}
                lang={skill.lang}
                headingOffset={2}
                idPrefix="body-"
                resolve={resolveByReferences(skill.references)}
              />
            </div>
          </details>
        </div>
        <aside className="min-w-0 space-y-4" aria-label={t('skill.about')}>
          <TrustPanel
            skill={skill}
            trust={trust}
            verifiedDaysAgo={trust.lastVerified ? daysBetween(new Date(trust.lastVerified), new Date()) : null}
          >
            {mayEdit && (
              <RunReport slug={skill.slug} actions={{ report: reportRunAction, takeBack: takeBackRunAction }} />
            )}
          </TrustPanel>
          <DraftedOf incidents={skill.takenFrom} />
          <ExtractedFrom sources={skill.sources} />
          {skill.references.length > 0 && (
            <Panel title={t('skill.references')} id="references" count={skill.references.length}>
              <ReferenceList references={skill.references} />
            </Panel>
          )}
          {skill.backlinks.length > 0 && (
            <Panel title={t('skill.backlinks')} id="backlinks" count={skill.backlinks.length}>
              <BacklinkList backlinks={skill.backlinks} />
            </Panel>
          )}
          <Panel title={t('skill.sources')} id="sources" count={skill.imports.length}>
            <SourceList sources={skill.imports} />
          </Panel>
          <Revisions slug={skill.slug} revisions={skill.revisions} />
        </aside>
      </div>
    </>
  )
}

/** Published skills that may be followed instead of this one. */
async function listNames(viewer: Viewer, slug: string) {
  const all = await listSkills(viewer)
  return all
    .filter((one) => one.stage === 'published' && one.slug !== slug)
    .map(({ slug: name, title }) => ({ slug: name, title }))
}

/** What one reads during an incident, in the order in which one does it. */
function Runbook({ skill, cited }: { skill: SkillView; cited: ThreadSources['cited'] }) {
  const t = useTranslations('pages.skills.skill')
  const sectionNames = useTranslations('skill.sections')
  const { budgets, recurrence } = skill
  return (
    <>
      <WhenItApplies skill={skill} cited={cited} tryTriggers={tryTriggersAction} />
      {skill.diagnosis.length > 0 && (
        <Section title={sectionNames('diagnosis')} id="diagnosis" actions={<Budget minutes={budgets.diagnosis} />}>
          <Steps steps={skill.diagnosis} lang={skill.lang} cited={cited} />
        </Section>
      )}
      {skill.resolution.length > 0 && (
        <Section title={sectionNames('resolution')} id="resolution" actions={<Budget minutes={budgets.resolution} />}>
          <Steps steps={skill.resolution} lang={skill.lang} cited={cited} />
        </Section>
      )}
      {skill.escalation.length > 0 && (
        <Section title={sectionNames('escalation')} id="escalation">
          <ul className="list-disc space-y-1 pl-5 marker:text-faint">
            {skill.escalation.map((rule, index) => (
              <li key={index}>
                <Markdown text={rule} lang={skill.lang} idPrefix={`escalation-${index}-`} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {recurrence && (
        <Section title={t('recurrence')} id="recurrence">
          <p className="mb-1 text-muted">
            <Occurrence number={recurrence.occurrence} firstOn={recurrence.firstOn} />
          </p>
          {recurrence.why && <Markdown text={recurrence.why} lang={skill.lang} idPrefix="why-" />}
        </Section>
      )}
    </>
  )
}

/** Which time it was, and when the first was. */
function Occurrence({ number, firstOn }: { number: number | null; firstOn: string | null }) {
  const t = useTranslations('pages.skills.skill')
  const times = useTimes()
  if (number === null) return firstOn ? t('before', { day: times.day(firstOn) }) : t('beforeUnknown')
  return firstOn ? t('occurrence', { number, day: times.day(firstOn) }) : t('occurrenceUnknown', { number })
}

function Budget({ minutes }: { minutes: number | null }) {
  const t = useTranslations('pages.skills.skill')
  return minutes === null ? null : <Badge tone="blue">{t('budget', { minutes })}</Badge>
}
