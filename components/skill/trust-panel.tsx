import { TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Meter } from '@/components/ui/meter'
import { Panel } from '@/components/ui/panel'
import { Unknown } from '@/components/ui/unknown'
import { hrefOf } from '@/lib/render/links'
import { formatDay } from '@/lib/render/time'
import type { SkillView } from '@/lib/schema/skill'

/** How far a skill can be trusted: what its source states, who keeps it, and when it was last tried. */
export function TrustPanel({ skill, verifiedDaysAgo }: { skill: SkillView; verifiedDaysAgo: number | null }) {
  return (
    <Panel title="Trust" id="trust">
      <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 gap-y-2">
        <Fact label="Confidence">
          {skill.confidence === null ? (
            <Unknown what="confidence" />
          ) : (
            <Confidence value={skill.confidence} isComputed={skill.confidenceReasons.length > 0} />
          )}
        </Fact>
        <ConfidenceReasons reasons={skill.confidenceReasons} />
        <Fact label="Last verified">
          <LastVerified skill={skill} daysAgo={verifiedDaysAgo} />
        </Fact>
        <Fact label="Version">
          {skill.version ? <span className="font-mono text-xs">{skill.version}</span> : <Unknown what="version" />}
        </Fact>
        <Fact label="Owners">
          {skill.owners.length === 0 ? (
            <Unknown what="owner" />
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
        <Fact label="Category">{skill.category ?? <Unknown what="category" />}</Fact>
        {skill.path && (
          <Fact label="File">
            <span className="font-mono text-xs [overflow-wrap:anywhere]">{skill.path}</span>
          </Fact>
        )}
        {skill.tags.length > 0 && <Fact label="Tags">{skill.tags.join(', ')}</Fact>}
      </dl>
    </Panel>
  )
}

/** Stated by the source, or computed: then `ConfidenceReasons` say why. */
function Confidence({ value, isComputed }: { value: number; isComputed: boolean }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <Meter label={isComputed ? 'Computed confidence' : 'Stated confidence'} value={value} />
      <span className="text-xs text-faint">{isComputed ? 'computed' : 'as stated'}</span>
    </span>
  )
}

/** What adds up to a computed confidence, and what lowers it; across both columns of the list. */
function ConfidenceReasons({ reasons }: { reasons: SkillView['confidenceReasons'] }) {
  if (reasons.length === 0) return null
  return (
    <dd className="col-span-2">
      <ul className="space-y-1 border-l-2 border-line pl-2 text-xs text-muted">
        {reasons.map(({ text, weight }) => (
          <li key={text} className="flex gap-2">
            <span className="w-10 shrink-0 text-right tabular-nums">
              {weight < 0 ? '−' : '+'}
              {Math.round(Math.abs(weight) * 100)} %
            </span>
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </dd>
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

function LastVerified({ skill, daysAgo }: { skill: SkillView; daysAgo: number | null }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      {skill.lastVerified ? (
        <span className="tabular-nums">{formatDay(skill.lastVerified)}</span>
      ) : (
        <Unknown what="when it was last verified" />
      )}
      {skill.stale && (
        <Badge tone="amber">
          <TriangleAlert aria-hidden />
          {daysAgo === null ? 'never verified' : `stale: ${daysAgo} days ago`}
        </Badge>
      )}
    </span>
  )
}
