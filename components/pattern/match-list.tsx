import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Meter } from '@/components/ui/meter'

import { hrefOf } from '@/lib/render/links'
import type { MatchView } from '@/lib/schema/pattern'
import { EvidenceList } from './evidence-quote'
import { MatchDecision, type DecideMatch } from './match-decision'

type MatchListProps = {
  matches: MatchView[]
  /** The incident or skill that they were found in. */
  kind: 'incident' | 'skill'
  slug: string
  title: string
  decide?: DecideMatch
}

/** Patterns found in one incident or skill, each with the words that speak for it and a person's decision. */
export function MatchList({ matches, kind, slug, title, decide }: MatchListProps) {
  const t = useTranslations('pattern.matches')
  const roles = useTranslations('labels.matchRole')
  return (
    <ul className="space-y-5">
      {matches.map((match) => (
        <li key={match.slug} className="space-y-2">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Link href={hrefOf('pattern', match.slug)} className="min-h-6 font-medium text-accent-ink hover:underline">
              {match.title}
            </Link>
            <Badge>{roles(match.role)}</Badge>
            <Meter label={t('scoreOf', { title: match.title })} value={match.score} />
            <MatchDecision
              kind={kind}
              slug={slug}
              pattern={match.slug}
              state={match.state}
              decidedBy={match.decidedBy}
              subject={t('patternIn', { pattern: match.title, title })}
              decide={decide}
            />
          </div>
          <p className="text-xs text-muted">{match.mechanism}</p>
          <EvidenceList evidence={match.evidence} />
        </li>
      ))}
    </ul>
  )
}
