import { TriangleAlert } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Meter } from '@/components/ui/meter'
import { Panel } from '@/components/ui/panel'
import { Unknown } from '@/components/ui/unknown'
import { useTimes } from '@/components/ui/use-times'
import { WordHelp } from '@/components/ui/word-help'
import { sentencesIn } from '@/lib/intl/sentences'
import { hrefOf } from '@/lib/render/links'
import type { SkillView } from '@/lib/schema/skill'
import type { SkillTrust } from '@/lib/schema/skill-run'
import { TrustFormula } from './trust-formula'

type TrustPanelProps = {
  skill: SkillView
  trust: SkillTrust
  verifiedDaysAgo: number | null
  /** What one can say about it. */
  children?: ReactNode
}

/** How far a skill can be trusted: what its source states and what is computed, who keeps it, and when it was last tried. */
export function TrustPanel({ skill, trust, verifiedDaysAgo, children }: TrustPanelProps) {
  const t = useTranslations('skill.trustPanel')
  const unknown = useTranslations('skill.unknown')
  return (
    <Panel title={t('title')} id="trust" help={<WordHelp of="trust" />}>
      <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 gap-y-2">
        {(trust.stated !== null || skill.confidenceReasons.length === 0) && (
          <Fact label={t('confidence')}>
            {trust.stated === null ? (
              <Unknown what={unknown('statedConfidence')} />
            ) : (
              <Confidence label={t('statedConfidence')} value={trust.stated} note={t('asStated')} />
            )}
          </Fact>
        )}
        <Fact label={t('computed')}>
          <Confidence label={t('computedConfidence')} value={trust.computed} note={t('fromReasons')} />
        </Fact>
        <dd className="col-span-2">
          <TrustReasons reasons={trust.reasons} />
          <TrustFormula />
        </dd>
        <Fact label={t('lastVerified')}>
          <LastVerified trust={trust} daysAgo={verifiedDaysAgo} />
        </Fact>
        <Fact label={t('version')}>
          {skill.version ? (
            <span className="font-mono text-xs">{skill.version}</span>
          ) : (
            <Unknown what={unknown('version')} />
          )}
        </Fact>
        <Fact label={t('owners')}>
          {skill.owners.length === 0 ? (
            <Unknown what={unknown('owner')} />
          ) : (
            <span className="flex flex-wrap gap-x-2">
              {skill.owners.map((owner) => (
                <Link key={owner} href={hrefOf('person', owner)} className="text-accent-ink hover:underline">
                  {owner}
                </Link>
              ))}
            </span>
          )}
        </Fact>
        <Fact label={t('category')}>{skill.category ?? <Unknown what={unknown('category')} />}</Fact>
        {skill.path && (
          <Fact label={t('file')}>
            <span className="font-mono text-xs [overflow-wrap:anywhere]">{skill.path}</span>
          </Fact>
        )}
        {skill.tags.length > 0 && <Fact label={t('tags')}>{skill.tags.join(', ')}</Fact>}
      </dl>
      {children}
    </Panel>
  )
}

function Confidence({ label, value, note }: { label: string; value: number; note: string }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <Meter label={label} value={value} />
      <span className="text-xs text-faint">{note}</span>
    </span>
  )
}

/** What adds up to the computed confidence, and what lowers it. */
export function TrustReasons({ reasons }: { reasons: SkillTrust['reasons'] }) {
  const say = sentencesIn(useLocale())
  return (
    <ul className="space-y-1 border-l-2 border-line pl-2 text-xs text-muted">
      {reasons.map(({ text, weight }, index) => (
        <li key={index} className="flex gap-2">
          <span className="w-10 shrink-0 text-right tabular-nums">
            {weight < 0 ? '−' : '+'}
            {Math.round(Math.abs(weight) * 100)} %
          </span>
          <span className="min-w-0 [overflow-wrap:anywhere]">{say(text)}</span>
        </li>
      ))}
    </ul>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-faint">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  )
}

function LastVerified({ trust, daysAgo }: { trust: SkillTrust; daysAgo: number | null }) {
  const t = useTranslations('skill.trustPanel')
  const unknown = useTranslations('skill.unknown')
  const times = useTimes()
  const isOld = trust.stale.some(({ kind }) => kind === 'never' || kind === 'age')
  const said = trust.stale.filter(({ kind }) => kind === 'failed' || kind === 'outdated')
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      {trust.lastVerified ? (
        <span className="tabular-nums">{times.day(trust.lastVerified)}</span>
      ) : (
        <Unknown what={unknown('lastVerified')} />
      )}
      {isOld && (
        <Badge tone="amber">
          <TriangleAlert aria-hidden />
          {daysAgo === null ? t('neverVerified') : t('stale', { days: daysAgo })}
        </Badge>
      )}
      {said.map(({ kind }) => (
        <Badge key={kind} tone="red">
          <TriangleAlert aria-hidden />
          {kind === 'failed' ? t('failed') : t('outdated')}
        </Badge>
      ))}
    </span>
  )
}
