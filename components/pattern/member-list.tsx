import { ArrowUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/class-names'
import { LangBadge } from '@/components/ui/lang-badge'
import { Meter } from '@/components/ui/meter'
import { Unknown } from '@/components/ui/unknown'
import { useTimes } from '@/components/ui/use-times'
import { hrefOf } from '@/lib/render/links'
import type { PatternMember, PatternView } from '@/lib/schema/pattern'
import { EvidenceList } from './evidence-quote'
import { MatchDecision, type DecideMatch } from './match-decision'

type MemberListProps = { pattern: PatternView; members: PatternMember[]; decide?: DecideMatch }

/** Incidents or skills of a pattern, with the days between one incident and the one before it. */
export function MemberList({ pattern, members, decide }: MemberListProps) {
  return (
    <ol className="space-y-3">
      {members.map((member) => (
        <li key={`${member.kind}:${member.slug}`}>
          <Member pattern={pattern} member={member} decide={decide} />
          {member.intervalDays !== null && <Interval days={member.intervalDays} />}
        </li>
      ))}
    </ol>
  )
}

function Member({ pattern, member, decide }: { pattern: PatternView; member: PatternMember; decide?: DecideMatch }) {
  const t = useTranslations('pattern.memberList')
  const matches = useTranslations('pattern.matches')
  const roles = useTranslations('labels.matchRole')
  const times = useTimes()
  const rejected = member.state === 'rejected'
  return (
    <article
      className={cn('space-y-2 rounded-lg border border-line px-4 py-3', rejected ? 'border-dashed' : 'bg-surface')}
    >
      <div>
        <h3>
          <Link
            href={hrefOf(member.kind, member.slug)}
            className="font-medium [overflow-wrap:anywhere] text-ink hover:text-accent-ink hover:underline"
          >
            {member.title}
          </Link>
        </h3>
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted tabular-nums">
          {member.kind === 'incident' && (member.on ? times.day(member.on) : <Unknown what={t('date')} />)}
          {member.stub && <Badge title={t('stubHint')}>{t('stub')}</Badge>}
          {member.langs.map((lang) => (
            <LangBadge key={lang} lang={lang} />
          ))}
          <Badge>{roles(member.role)}</Badge>
          <Meter label={matches('scoreOf', { title: member.title })} value={member.score} />
        </p>
      </div>
      {member.evidence.length === 0 && <p className="text-xs text-faint italic">{matches('noWords')}</p>}
      <EvidenceList evidence={member.evidence} />
      <MatchDecision
        kind={member.kind}
        slug={member.slug}
        pattern={pattern.slug}
        state={member.state}
        subject={matches('patternIn', { pattern: pattern.title, title: member.title })}
        decide={decide}
      />
    </article>
  )
}

function Interval({ days }: { days: number }) {
  const t = useTranslations('pattern.memberList')
  return (
    <p className="mt-3 flex items-center gap-2 pl-4 text-xs font-medium text-amber-ink tabular-nums">
      <ArrowUp aria-hidden className="size-3.5" />
      {days === 0 ? t('againSameDay') : t('againAfter', { days })}
    </p>
  )
}
