'use client'
import { Check, ThumbsDown, TimerOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import type { ActionResult } from '@/lib/schema/action-result'
import type { RunOutcome, RunRecorded, RunReport } from '@/lib/schema/skill-run'

export type RunReportActions = {
  report: (slug: string, report: RunReport) => Promise<ActionResult<RunRecorded>>
  takeBack: (slug: string, id: string) => Promise<ActionResult<null>>
}

/** Says that a skill is right, failed or is outdated; asks what did not fit. Each can be undone from its toast. */
export function RunReport({ slug, actions }: { slug: string; actions: RunReportActions }) {
  const t = useTranslations('skill.runReport')
  const [asking, setAsking] = useState<Exclude<RunOutcome, 'worked'> | null>(null)
  const [note, setNote] = useState('')
  const [pending, start] = useTransition()
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (asking) field.current?.focus()
  }, [asking])

  const undo = (id: string) =>
    start(async () => {
      const answer = await answerOf(actions.takeBack(slug, id), t('unreached'))
      if (answer.ok) toast.success(t('undone'))
      else toast.error(answer.message)
    })
  const send = (outcome: RunOutcome) =>
    start(async () => {
      const answer = await answerOf(actions.report(slug, { outcome, note: note.trim() || null }), t('unreached'))
      if (!answer.ok) {
        toast.error(answer.message)
        return
      }
      const { id, confidence } = answer.value
      setAsking(null)
      setNote('')
      toast.success(t(`noted.${outcome}`), {
        description: t('confidence', { percent: Math.round(confidence.computed * 100) }),
        action: { label: t('undo'), onClick: () => undo(id) },
        duration: 10_000,
      })
    })
  return (
    <div className="mt-3 border-t border-line pt-3 print:hidden">
      <div className="flex flex-wrap gap-1.5" role="group" aria-label={t('label')}>
        <Button size="sm" disabled={pending} onClick={() => send('worked')}>
          <Check aria-hidden /> {t('worked')}
        </Button>
        <Button size="sm" disabled={pending} aria-expanded={asking === 'failed'} onClick={() => setAsking('failed')}>
          <ThumbsDown aria-hidden /> {t('failed')}
        </Button>
        <Button
          size="sm"
          disabled={pending}
          aria-expanded={asking === 'outdated'}
          onClick={() => setAsking('outdated')}
        >
          <TimerOff aria-hidden /> {t('outdated')}
        </Button>
      </div>
      {asking && (
        <form
          method="post"
          className="mt-2 space-y-2"
          onSubmit={(event) => {
            event.preventDefault()
            send(asking)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setAsking(null)
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send(asking)
          }}
        >
          <Field label={asking === 'failed' ? t('whatFailed') : t('whatOutdated')} hint={t('hint')}>
            {(control) => (
              <Textarea
                {...control}
                ref={field}
                rows={3}
                maxLength={4000}
                value={note}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </Field>
          <div className="flex gap-1.5">
            <Button type="submit" size="sm" variant="primary" disabled={pending}>
              {note.trim() ? t('save') : t('saveWithoutNote')}
            </Button>
            <Button size="sm" onClick={() => setAsking(null)}>
              {t('cancel')}
            </Button>
          </div>
        </form>
      )}
    </div>
  )
}
