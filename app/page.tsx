import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { connection } from 'next/server'
import { Suspense } from 'react'
import { NeedsYou } from '@/components/comment/needs-you'
import { AttentionList } from '@/components/home/attention-list'
import { DebtList } from '@/components/home/debt-list'
import { FailedEndpoints } from '@/components/home/failed-endpoints'
import { FirstSteps } from '@/components/home/first-steps'
import { GapList, hasGaps } from '@/components/home/gap-list'
import { HeldBack } from '@/components/home/held-back'
import { KeepsHappening } from '@/components/home/keeps-happening'
import { RecentIncidents } from '@/components/home/recent-incidents'
import { RecurringPatterns } from '@/components/home/recurring-patterns'
import { SampleDataNote } from '@/components/home/sample-data-note'
import { StaleSkills } from '@/components/home/stale-skills'
import { ClientWords } from '@/components/layout/client-words'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { WordHelp } from '@/components/ui/word-help'
import { loadSampleDataAction, removeSampleDataAction } from './sample-data/actions'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { listMentions } from '@/lib/query/comments'
import { readGaps } from '@/lib/query/gaps'
import { readHome } from '@/lib/query/home'
import { readIncidentMeasures } from '@/lib/query/incident-measures'
import { isHeldBack } from '@/lib/query/restored-copy'
import { isSampleDataHere } from '@/lib/query/sample-data'
import { countOpenReviewItems } from '@/lib/query/review'
import { listAskedReviews } from '@/lib/query/stages'
import { countFailedEndpoints } from '@/lib/query/webhooks'
import type { HomeView } from '@/lib/schema/home'
import type { Viewer } from '@/lib/schema/viewer'

function Totals({ totals, toReview }: { totals: HomeView['totals']; toReview: number }) {
  const t = useTranslations('pages.home.totals')
  const parts = [
    { href: '/incidents', text: t('incidents', { count: totals.incidents }) },
    {
      href: '/incidents?status=stub',
      text: t('stubs', { count: totals.stubs }),
      hide: totals.stubs === 0,
      help: <WordHelp of="only-referred-to" />,
    },
    { href: '/skills', text: t('skills', { count: totals.skills }) },
    { href: '/patterns', text: t('patterns', { count: totals.patterns }) },
    {
      href: '/action-items?status=unfinished',
      text: t('unfinished', { count: totals.openActionItems }),
    },
    { href: '/review', text: t('toReview', { count: toReview }), hide: toReview === 0 },
  ]
  return (
    <ul className="flex flex-wrap gap-x-4">
      {parts
        .filter(({ hide }) => !hide)
        .map(({ href, text, help }) => (
          <li key={href}>
            <Link href={href} className="inline-flex min-h-6 items-center tabular-nums hover:text-ink hover:underline">
              {text}
            </Link>
            {help}
          </li>
        ))}
    </ul>
  )
}

function MoreLink({ href, children }: { href: string; children: React.ReactNode }) {
  return (
    <Link href={href} className="inline-flex min-h-6 items-center text-xs text-faint hover:text-ink hover:underline">
      {children}
    </Link>
  )
}

function Attention({ home }: { home: HomeView }) {
  const t = useTranslations('pages.home')
  const nothing = home.debt.length + home.overdue.length + home.ageing.length + home.staleSkills.length === 0
  return (
    <div className="flex min-w-0 flex-col gap-5">
      {nothing ? (
        <Panel title={t('title')}>
          <p className="text-muted">{t('nothing')}</p>
        </Panel>
      ) : null}
      {home.debt.length > 0 ? (
        <Panel
          id="debt"
          title={t('debt')}
          help={<WordHelp of="recurrence-debt" />}
          flush
          actions={<MoreLink href="/action-items?debt=true">{t('all')}</MoreLink>}
        >
          <DebtList items={home.debt} />
        </Panel>
      ) : null}
      {home.overdue.length > 0 ? (
        <Panel
          id="overdue"
          title={t('overdue')}
          flush
          actions={<MoreLink href="/action-items?overdue=true">{t('all')}</MoreLink>}
        >
          <AttentionList items={home.overdue} />
        </Panel>
      ) : null}
      {home.ageing.length > 0 ? (
        <Panel
          id="ageing"
          title={t('ageing')}
          flush
          actions={<MoreLink href="/action-items?status=unfinished">{t('all')}</MoreLink>}
        >
          <AttentionList items={home.ageing} />
        </Panel>
      ) : null}
      {home.staleSkills.length > 0 ? (
        <Panel
          id="stale"
          title={t('staleSkills')}
          help={<WordHelp of="stale" />}
          flush
          actions={<MoreLink href="/stale-skills">{t('all')}</MoreLink>}
        >
          <StaleSkills skills={home.staleSkills} />
        </Panel>
      ) : null}
    </div>
  )
}

/** Read beside what needs attention, which does not wait for them. */
async function GapsPart({ viewer }: { viewer: Viewer }) {
  const t = await getTranslations('pages.home')
  const gaps = await readGaps(viewer)
  if (!hasGaps(gaps)) return null
  return (
    <Panel
      id="gaps"
      title={t('gaps')}
      help={<WordHelp of="gap" />}
      flush
      actions={<MoreLink href="/skills/gaps">{t('all')}</MoreLink>}
    >
      <GapList gaps={gaps} />
    </Panel>
  )
}

async function KeepsHappeningPart({ viewer }: { viewer: Viewer }) {
  return <KeepsHappening measures={await readIncidentMeasures(viewer)} />
}

export default async function HomePage() {
  await connection()
  return (
    <ClientWords part="home">
      <Home viewer={await requireViewer()} />
    </ClientWords>
  )
}

async function Home({ viewer }: { viewer: Viewer }) {
  const t = await getTranslations('pages.home')
  const mayAdmin = can(viewer, 'admin')
  const [home, toReview, failedEndpoints, heldBack, reviews, mentions, isSample] = await Promise.all([
    readHome(viewer),
    countOpenReviewItems(viewer),
    countFailedEndpoints(viewer),
    mayAdmin ? isHeldBack() : false,
    listAskedReviews(viewer),
    listMentions(viewer),
    isSampleDataHere(viewer),
  ])
  const { totals } = home
  if (totals.incidents + totals.stubs + totals.skills === 0) {
    return <FirstSteps load={mayAdmin && !isSample ? loadSampleDataAction : null} mayWrite={can(viewer, 'write')} />
  }
  return (
    <>
      <PageHeader title={t('title')} description={<Totals totals={totals} toReview={toReview} />} />
      {isSample ? (
        <SampleDataNote actions={mayAdmin ? { remove: removeSampleDataAction, load: loadSampleDataAction } : null} />
      ) : null}
      <HeldBack isHeldBack={heldBack} />
      <FailedEndpoints count={failedEndpoints} />
      <NeedsYou reviews={reviews} mentions={mentions} />
      <div className="grid gap-5 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Attention home={home} />
        <div className="flex min-w-0 flex-col gap-5">
          <Panel id="recent" title={t('recent')} flush actions={<MoreLink href="/incidents">{t('all')}</MoreLink>}>
            <RecentIncidents incidents={home.recentIncidents} />
          </Panel>
          {home.recurringPatterns.length > 0 ? (
            <Panel
              id="patterns"
              title={t('patterns')}
              help={<WordHelp of="pattern" />}
              flush
              actions={<MoreLink href="/patterns">{t('all')}</MoreLink>}
            >
              <RecurringPatterns patterns={home.recurringPatterns} />
            </Panel>
          ) : null}
          <Suspense fallback={null}>
            <GapsPart viewer={viewer} />
          </Suspense>
        </div>
      </div>
      <Suspense fallback={null}>
        <KeepsHappeningPart viewer={viewer} />
      </Suspense>
    </>
  )
}
