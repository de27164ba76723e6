'use client'
import { Play } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Panel } from '@/components/ui/panel'
import { Select } from '@/components/ui/select'
import { TimeText } from '@/components/ui/time-text'
import type { ActionResult } from '@/lib/schema/action-result'
import type { RunRow } from '@/lib/schema/skill-run'
import { runHref } from './run-words'

type RunStartProps = {
  slug: string
  steps: number
  /** Runs that are being followed: joining one is better than beginning another. */
  open: RunRow[]
  incidents: { slug: string; title: string }[]
  start: (slug: string, incident: string | null) => Promise<ActionResult<{ id: string }>>
}

/** Begins a run, or joins one that others are at. */
export function RunStart({ slug, steps, open, incidents, start }: RunStartProps) {
  const t = useTranslations('skill.runStart')
  const [incident, setIncident] = useState('')
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, begin] = useTransition()
  const router = useRouter()
  const submit = () =>
    begin(async () => {
      const answer = await answerOf(start(slug, incident || null), t('unreached'))
      if (answer.ok) router.push(runHref(slug, answer.value.id))
      else setFailure(answer.message)
    })
  return (
    <div className="max-w-xl space-y-5">
      {open.length > 0 && (
        <Panel title={t('beingFollowed')} id="open-runs" count={open.length}>
          <ul className="space-y-1">
            {open.map((run) => (
              <li key={run.id}>
                <Link href={runHref(slug, run.id)} className="inline-block min-h-6 text-accent-ink hover:underline">
                  {t.rich('join', { name: run.by, at: () => <TimeText at={run.startedAt} /> })}
                </Link>
                {run.incident && (
                  <span className="text-muted"> {t('inIncident', { incident: run.incident.title })}</span>
                )}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <form
        method="post"
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Field label={t('incident')} hint={t('incidentHint')}>
          {(control) => (
            <Select {...control} value={incident} onChange={(event) => setIncident(event.target.value)}>
              <option value="">{t('none')}</option>
              {incidents.map((one) => (
                <option key={one.slug} value={one.slug}>
                  {one.title}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {failure && (
          <p role="alert" className="text-red-ink">
            {failure}
          </p>
        )}
        <Button type="submit" variant="primary" disabled={pending} autoFocus>
          <Play aria-hidden /> {t('begin', { steps })}
        </Button>
      </form>
    </div>
  )
}
