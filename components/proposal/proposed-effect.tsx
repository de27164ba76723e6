import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Panel } from '@/components/ui/panel'
import { hrefOf } from '@/lib/render/links'
import type { ProposalEffect, ProposalView } from '@/lib/schema/proposal'

type ProposedEffectProps = { effect: ProposalEffect; about: ProposalView['about'] }

/** What accepting does, and against what. */
export function ProposedEffect({ effect, about }: ProposedEffectProps) {
  const t = useTranslations('proposal.proposedEffect')
  const { outcome, reasons, problems, facts, difference, refusal } = effect
  return (
    <Panel title={t('title')} id="effect">
      <div className="flex flex-col gap-3">
        {refusal === null ? (
          <p>
            {t.rich(outcome ?? 'adds', {
              about: () =>
                about ? (
                  <Link href={hrefOf(about.kind, about.slug)} className="text-accent-ink underline">
                    {about.title}
                  </Link>
                ) : null,
            })}
          </p>
        ) : (
          <p role="alert" className="text-red-ink">
            {refusal}
          </p>
        )}
        {facts.length > 0 ? <p className="text-muted">{t('facts', { facts: facts.join(', ') })}</p> : null}
        <Lines lines={reasons} />
        <Lines lines={problems} tone="text-amber-ink" />
        {difference ? (
          <figure className="min-w-0">
            <figcaption className="mb-1 text-xs text-faint">
              {t.rich('against', {
                del: (chunks) => <del className="bg-red-tint text-red-ink">{chunks}</del>,
                ins: (chunks) => <ins className="bg-green-tint text-green-ink no-underline">{chunks}</ins>,
              })}
            </figcaption>
            <div
              role="region"
              tabIndex={0}
              aria-label={t('difference')}
              className="max-h-96 overflow-auto rounded border border-line bg-subtle p-3 font-mono text-xs whitespace-pre-wrap"
            >
              {difference.map(({ kind, text }, index) =>
                kind === 'same' ? (
                  <span key={index}>{text}</span>
                ) : kind === 'added' ? (
                  <ins key={index} className="bg-green-tint text-green-ink no-underline">
                    {text}
                  </ins>
                ) : (
                  <del key={index} className="bg-red-tint text-red-ink">
                    {text}
                  </del>
                ),
              )}
            </div>
          </figure>
        ) : null}
      </div>
    </Panel>
  )
}

function Lines({ lines, tone = 'text-muted' }: { lines: string[]; tone?: string }) {
  if (lines.length === 0) return null
  return (
    <ul className={`list-disc pl-5 ${tone}`}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
