import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { TimeText } from '@/components/ui/time-text'
import { sentencesIn } from '@/lib/intl/sentences'
import { hrefOf } from '@/lib/render/links'
import type { ActionResult } from '@/lib/schema/action-result'
import type { AskedView } from '@/lib/schema/asked'
import { RemoveKept } from './remove-kept'
import { VerdictForm, type JudgeAsked } from './verdict-form'

const TONE = { right: 'green', wrong: 'red', none: 'amber' } as const

type AskedListProps = {
  items: AskedView[]
  judge: JudgeAsked | null
  remove: (id: string) => Promise<ActionResult<null>>
}

/** What was asked, what was answered, and whether it was right. */
export function AskedList({ items, judge, remove }: AskedListProps) {
  const t = useTranslations('recognise.askedList')
  const sources = useTranslations('recognise.sources')
  const verdicts = useTranslations('recognise.verdicts')
  return (
    <ul className="space-y-3">
      {items.map((item) => (
        <li key={item.id} className="min-w-0 rounded-lg border border-line bg-surface px-4 py-3">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
            <TimeText at={item.at} show="full" />
            <Badge>{sources(item.source)}</Badge>
            <span>{item.by}</span>
            {item.resolvedAt ? <ResolvedAt at={item.resolvedAt} /> : null}
            {item.verdict ? (
              <Badge tone={TONE[item.verdict]}>
                {verdicts(item.verdict)}
                {item.decidedBy ? ` (${item.decidedBy})` : ''}
              </Badge>
            ) : null}
          </div>
          <p className="mt-1.5 line-clamp-4 font-mono text-xs [overflow-wrap:anywhere] whitespace-pre-wrap">
            {item.text}
          </p>
          <Answers item={item} />
          <div className="mt-3 flex flex-wrap items-center justify-between gap-2 empty:hidden">
            {judge ? (
              <VerdictForm id={item.id} hits={item.hits} verdict={item.verdict} right={item.right} judge={judge} />
            ) : null}
            {item.mayRemove ? (
              <RemoveKept kind="question" description={t('removal')} remove={remove.bind(null, item.id)} />
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  )
}

function ResolvedAt({ at }: { at: string }) {
  const t = useTranslations('recognise.askedList')
  return <span>{t.rich('resolved', { time: () => <TimeText at={at} show="full" /> })}</span>
}

function Answers({ item }: { item: AskedView }) {
  const t = useTranslations('recognise.askedList')
  const say = sentencesIn(useLocale())
  if (item.hits.length === 0) return <p className="mt-2 text-sm text-muted">{t('nothingKnown')}</p>
  return (
    <ol className="mt-2 space-y-1 text-sm">
      {item.hits.map((hit) => (
        <li key={`${hit.kind} ${hit.slug}`} className="flex flex-wrap items-baseline gap-x-2">
          <span className="text-xs text-faint">{t(`kind.${hit.kind}`)}</span>
          <Link
            href={hrefOf(hit.kind, hit.slug)}
            className="min-h-6 min-w-0 [overflow-wrap:anywhere] text-accent-ink hover:underline"
          >
            {hit.title}
          </Link>
          <span className="font-mono text-xs text-muted tabular-nums">{Math.round(hit.score * 100)} %</span>
          <span className="text-xs text-muted">{say(hit.reasons[0] ?? '')}</span>
        </li>
      ))}
    </ol>
  )
}
