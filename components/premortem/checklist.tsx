'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useOptimistic, useState, useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Badge } from '@/components/ui/badge'
import { hrefOf } from '@/lib/render/links'
import type { ActionResult } from '@/lib/schema/action-result'
import type { CheckLine } from '@/lib/schema/premortem'

/** Keeps that a question is answered, or that it is not. */
export type TickQuestion = (question: string, ticked: boolean) => Promise<ActionResult<null>>

/** A question as its reader is told it; ticks are kept by the question itself. */
export type SaidLine = CheckLine & { said: string }

type ChecklistProps = { lines: SaidLine[]; ticked: string[]; tick?: TickQuestion }

/** Questions to answer before a change, under what they come from, with boxes to tick. */
export function Checklist({ lines, ticked, tick }: ChecklistProps) {
  const t = useTranslations('premortem.checklist')
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set(ticked))
  const [shown, showSoon] = useOptimistic(kept, withTick)
  const [, start] = useTransition()
  const change = (question: string, isTicked: boolean) =>
    start(async () => {
      showSoon({ question, isTicked })
      const outcome = tick ? await answerOf(tick(question, isTicked), t('unreached')) : { ok: true as const }
      if (outcome.ok) setKept((now) => withTick(now, { question, isTicked }))
      else toast.error(outcome.message)
    })
  return (
    <div className="space-y-4">
      <p className="text-xs text-faint" role="status">
        {t('answered', {
          answered: lines.filter(({ question }) => shown.has(question)).length,
          total: lines.length,
        })}
      </p>
      {groupBySource(lines).map((group) => (
        <div key={`${group.lines[0]?.kind} ${group.key}`}>
          <Because line={group.lines[0]} />
          <ul className="space-y-1.5">
            {group.lines.map((line) => (
              <li key={line.question}>
                <label className="flex min-h-6 items-start gap-2.5">
                  <input
                    type="checkbox"
                    className="mt-0.5 size-4 shrink-0 accent-accent"
                    checked={shown.has(line.question)}
                    onChange={(event) => change(line.question, event.target.checked)}
                  />
                  <span className="min-w-0 [overflow-wrap:anywhere]">
                    {line.said}
                    {line.actionItem && <ControlFacts item={line.actionItem} />}
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  )
}

function withTick(now: ReadonlySet<string>, { question, isTicked }: { question: string; isTicked: boolean }) {
  const next = new Set(now)
  if (isTicked) next.add(question)
  else next.delete(question)
  return next
}

/** Lines that have the same sources, in their order. */
function groupBySource(lines: readonly SaidLine[]): { key: string; lines: SaidLine[] }[] {
  const groups = new Map<string, SaidLine[]>()
  for (const line of lines) {
    const key = line.because.join(' ')
    const group = groups.get(key)
    if (group) group.push(line)
    else groups.set(key, [line])
  }
  return [...groups].map(([key, own]) => ({ key, lines: own }))
}

function Because({ line }: { line: CheckLine | undefined }) {
  const t = useTranslations('premortem.checklist')
  if (!line) return null
  const sources = () =>
    line.sources.map(({ kind, slug, title }, index) => (
      <span key={slug}>
        {index > 0 && ', '}
        <Link href={hrefOf(kind, slug)} className="underline decoration-line-strong hover:text-ink">
          {title}
        </Link>
      </span>
    ))
  return (
    <p className="mb-1 text-xs text-faint">
      {t.rich(line.kind === 'control' ? 'learnedFrom' : 'becauseOf', { sources })}
    </p>
  )
}

function ControlFacts({ item: { id, status, owner } }: { item: NonNullable<CheckLine['actionItem']> }) {
  const t = useTranslations('premortem.checklist')
  return (
    <span className="ml-1.5 inline-flex flex-wrap items-center gap-1.5 align-middle text-xs text-faint">
      <Badge>{t(`status.${status ?? 'unknown'}`)}</Badge>
      {owner !== null && <span>{owner}</span>}
      <Link href={hrefOf('action-item', id)} className="underline decoration-line-strong hover:text-ink">
        {t('actionItem')}
      </Link>
    </span>
  )
}
