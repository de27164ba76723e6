import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { ActionItemList } from '@/components/action-item/action-item-list'
import { HitList } from '@/components/recognise/hit-list'
import { EmptyState } from '@/components/ui/empty-state'
import { Meter } from '@/components/ui/meter'
import { Panel } from '@/components/ui/panel'
import { hrefOf } from '@/lib/render/links'
import type { PlanQuote, Premortem } from '@/lib/schema/premortem'
import { Checklist, type SaidLine, type TickQuestion } from './checklist'

/** An answer in its reader's language. */
export type SaidPremortem = Premortem & { checklist: SaidLine[] }

type PremortemAnswerProps = {
  answer: SaidPremortem
  ticked?: string[]
  /** Keeps a tick; without it ticks last as long as the page. */
  tick?: TickQuestion
  /** Beside the title of the checklist. */
  actions?: ReactNode
}

/** What can go wrong with a plan: questions to answer first, the mechanisms with their quotes, and the incidents that taught them. */
export function PremortemAnswer({ answer, ticked = [], tick, actions }: PremortemAnswerProps) {
  const t = useTranslations('premortem.premortemAnswer')
  const { patterns, checklist, incidents, actionItems, note, plan } = answer
  if (patterns.length + checklist.length + incidents.length === 0) {
    return (
      <EmptyState title={t('nothing')}>
        {note} {t('nothingHint')}
      </EmptyState>
    )
  }
  return (
    <div className="space-y-4">
      <p className="text-xs text-faint">
        {plan.files > 0 && `${t('read', { files: plan.files, added: plan.added, removed: plan.removed })} `}
        {t('answered', { ms: Math.round(answer.tookMs) })}
      </p>
      {note !== null && <p className="max-w-prose text-sm text-muted">{note}</p>}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        {checklist.length > 0 && (
          <Panel title={t('checklist')} id="checklist" count={checklist.length} actions={actions}>
            <Checklist lines={checklist} ticked={ticked} tick={tick} />
          </Panel>
        )}
        <div className="min-w-0 space-y-4">
          {patterns.length > 0 && (
            <Panel title={t('patterns')} id="patterns" count={patterns.length}>
              <ul className="space-y-4">
                {patterns.map((pattern) => (
                  <RiskItem key={pattern.slug} pattern={pattern} incidents={incidents} />
                ))}
              </ul>
            </Panel>
          )}
          {incidents.length > 0 && (
            <Panel title={t('incidents')} id="incidents" count={incidents.length}>
              <HitList hits={incidents} kind="incident" />
            </Panel>
          )}
          {actionItems.length > 0 && (
            <Panel title={t('actionItems')} id="action-items" count={actionItems.length}>
              <ActionItemList items={actionItems} />
            </Panel>
          )}
        </div>
      </div>
    </div>
  )
}

type RiskItemProps = { pattern: Premortem['patterns'][number]; incidents: Premortem['incidents'] }

function RiskItem({ pattern, incidents }: RiskItemProps) {
  const t = useTranslations('premortem.premortemAnswer')
  const own = incidents.filter(({ slug }) => pattern.incidents.includes(slug))
  return (
    <li>
      <div className="flex items-start justify-between gap-x-3">
        <Link
          href={hrefOf('pattern', pattern.slug)}
          className="min-h-6 min-w-0 flex-1 font-medium text-accent-ink hover:underline"
        >
          {pattern.title}
        </Link>
        <Meter
          className="mt-0.5 shrink-0 whitespace-nowrap"
          label={t('scoreOf', { pattern: pattern.title })}
          value={pattern.score}
        />
      </div>
      <ul className="mt-1 space-y-1.5">
        {pattern.evidence.map((quote) => (
          <li key={`${quote.span[0]} ${quote.text}`}>
            <PlanQuoteLine quote={quote} />
          </li>
        ))}
      </ul>
      {own.length > 0 && (
        <p className="mt-1.5 text-xs text-muted">
          {t.rich('caused', {
            incidents: () =>
              own.map(({ slug, title }, index) => (
                <span key={slug}>
                  {index > 0 && ', '}
                  <Link href={hrefOf('incident', slug)} className="underline decoration-line-strong hover:text-ink">
                    {title}
                  </Link>
                </span>
              )),
          })}
        </p>
      )}
    </li>
  )
}

/** A sentence of the plan, or a line of its diff with what it does. */
function PlanQuoteLine({ quote: { text, file, line, says } }: { quote: PlanQuote }) {
  return (
    <blockquote className="border-l-2 border-accent-line pl-3 text-xs">
      {says === null ? (
        <p className="[overflow-wrap:anywhere] text-ink">{text}</p>
      ) : (
        <>
          <p className="text-muted">
            {file !== null && (
              <span className="font-mono [overflow-wrap:anywhere] text-faint">
                {file}
                {line !== null && `:${line}`}{' '}
              </span>
            )}
            {says}
          </p>
          <code className="font-mono [overflow-wrap:anywhere] text-ink">{text}</code>
        </>
      )}
    </blockquote>
  )
}
