'use client'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import type { ActionResult } from '@/lib/schema/action-result'
import type { AskedHit, Verdict, VerdictInput } from '@/lib/schema/asked'

export type JudgeAsked = (input: VerdictInput) => Promise<ActionResult<null>>
type Named = Pick<AskedHit, 'kind' | 'slug' | 'title'>
type Right = { kind: AskedHit['kind']; slug: string }

type VerdictFormProps = {
  id: string
  hits: Named[]
  verdict: Verdict | null
  right: Right | null
  judge: JudgeAsked
}

const nameOf = ({ kind, slug }: Right) => `${kind}:${slug}`

/** Was it right: which of the hits, none of what is known, or simply not. The last word counts. */
export function VerdictForm({ id, hits, judge, ...before }: VerdictFormProps) {
  const t = useTranslations('recognise.verdictForm')
  const verdicts = useTranslations('recognise.verdicts')
  const kinds = useTranslations('labels.kind')
  const [verdict, setVerdict] = useState(before.verdict)
  const [chosen, setChosen] = useState(before.right ? nameOf(before.right) : hits[0] ? nameOf(hits[0]) : '')
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, start] = useTransition()
  const right = hits.find((hit) => nameOf(hit) === chosen)

  const say = (next: Verdict) =>
    start(async () => {
      setFailure(null)
      const of = next === 'right' && right ? { kind: right.kind, slug: right.slug } : null
      const outcome = await judge({ id, verdict: next, right: of })
      if (!outcome.ok) return setFailure(outcome.message)
      setVerdict(next)
    })
  return (
    <div role="group" aria-label={t('question')} className="flex flex-wrap items-center gap-2 text-sm">
      <span className="text-muted">{t('question')}</span>
      {hits.length > 0 && (
        <span className="flex min-w-0 items-center gap-1">
          <Select
            aria-label={t('which')}
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
            className="w-52 sm:w-72"
          >
            {hits.map((hit) => (
              <option key={nameOf(hit)} value={nameOf(hit)}>
                {kinds(hit.kind)}: {hit.title}
              </option>
            ))}
          </Select>
          <Button aria-pressed={verdict === 'right'} disabled={pending || !right} onClick={() => say('right')}>
            {t('yes')}
          </Button>
        </span>
      )}
      {hits.length > 0 && (
        <Button aria-pressed={verdict === 'wrong'} disabled={pending} onClick={() => say('wrong')}>
          {t('no')}
        </Button>
      )}
      <Button aria-pressed={verdict === 'none'} disabled={pending} onClick={() => say('none')}>
        {t('none')}
      </Button>
      <span role="status" className="text-xs text-muted">
        {failure ?? (verdict ? t('kept', { verdict: verdicts(verdict) }) : '')}
      </span>
    </div>
  )
}
