'use client'
import { Check, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useEffect, useEffectEvent, useState, useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { Meter } from '@/components/ui/meter'
import { hrefOf } from '@/lib/render/links'
import type { ActionResult } from '@/lib/schema/action-result'
import type { Offered } from '@/lib/schema/pattern'
import { EvidenceList } from './evidence-quote'
import type { DecideMatch } from './match-decision'

type Thing = { kind: 'incident' | 'skill'; slug: string }
export type OfferActions = {
  offer: (thing: Thing) => Promise<ActionResult<Offered[]>>
  mark: (thing: Thing, unexplained: boolean) => Promise<ActionResult<null>>
  decide: DecideMatch
}
export type OfferedPatternsProps = Thing & {
  title: string
  /** Known at once when nothing is suggested; null: asked for when somebody wants to see them. */
  offered: Offered[] | null
  /** Who said that none of the known patterns fits. */
  unexplainedBy: string | null
  actions: OfferActions
}

/** The likeliest patterns that are not suggested, each confirmed by a click; or none of them, or a new one. */
export function OfferedList(props: OfferedPatternsProps) {
  const t = useTranslations('pattern.offeredList')
  const matches = useTranslations('pattern.matches')
  const { kind, slug, actions } = props
  const [loaded, setLoaded] = useState(props.offered)
  const [pending, start] = useTransition()
  const offered = props.offered ?? loaded
  const run = <T,>(ask: () => Promise<ActionResult<T>>, then?: (value: T) => void) =>
    start(async () => {
      const answer = await answerOf(ask(), matches('unreached'))
      if (answer.ok) then?.(answer.value)
      else toast.error(answer.message)
    })
  const load = useEffectEvent(() => run(() => actions.offer({ kind, slug }), setLoaded))
  const isAsked = props.offered !== null
  useEffect(() => {
    if (!isAsked) load()
  }, [isAsked])
  return (
    <div className="space-y-4">
      {offered === null && <p className="text-muted">{t('looking')}</p>}
      {offered?.length === 0 && <p className="text-muted">{t('nothing')}</p>}
      <ul className="space-y-4">
        {offered?.map((pattern) => (
          <OfferedPattern
            key={pattern.slug}
            pattern={pattern}
            title={props.title}
            pending={pending}
            confirm={() =>
              run(
                () => actions.decide({ kind, slug, pattern: pattern.slug, state: 'confirmed' }),
                () => setLoaded((known) => known?.filter((one) => one.slug !== pattern.slug) ?? null),
              )
            }
          />
        ))}
      </ul>
      <NoneOfThese {...props} pending={pending} mark={(value) => run(() => actions.mark({ kind, slug }, value))} />
    </div>
  )
}

function OfferedPattern(props: { pattern: Offered; title: string; pending: boolean; confirm: () => void }) {
  const t = useTranslations('pattern.offeredList')
  const matches = useTranslations('pattern.matches')
  const { pattern } = props
  return (
    <li className="space-y-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link href={hrefOf('pattern', pattern.slug)} className="min-h-6 font-medium text-accent-ink hover:underline">
          {pattern.title}
        </Link>
        <Meter label={matches('scoreOf', { title: pattern.title })} value={pattern.score} />
        <Button
          size="sm"
          disabled={props.pending}
          aria-label={t('confirmOf', { subject: matches('patternIn', { pattern: pattern.title, title: props.title }) })}
          onClick={props.confirm}
        >
          <Check aria-hidden /> {t('thisOne')}
        </Button>
      </div>
      {pattern.evidence.length === 0 && <p className="text-xs text-faint italic">{matches('noWords')}</p>}
      <EvidenceList evidence={pattern.evidence} />
    </li>
  )
}

function NoneOfThese(props: OfferedPatternsProps & { pending: boolean; mark: (unexplained: boolean) => void }) {
  const t = useTranslations('pattern.offeredList')
  const of = new URLSearchParams({ of: `${props.kind}:${props.slug}` })
  return (
    <div className="flex flex-wrap items-center gap-2 print:hidden">
      {props.unexplainedBy === null ? (
        <Button size="sm" disabled={props.pending} onClick={() => props.mark(true)}>
          {t('noneOfThese')}
        </Button>
      ) : (
        <>
          <span className="text-muted">{t('unexplainedBy', { name: props.unexplainedBy })}</span>
          <Button size="sm" variant="ghost" disabled={props.pending} onClick={() => props.mark(false)}>
            {t('takeBack')}
          </Button>
        </>
      )}
      <Button size="sm" variant="ghost" asChild>
        <Link href={`/patterns/new?${of}`}>
          <Plus aria-hidden /> {t('newPattern')}
        </Link>
      </Button>
    </div>
  )
}
