'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState, useTransition, type FormEvent } from 'react'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { ActionResult } from '@/lib/schema/action-result'
import type { TrackerPanelView } from '@/lib/schema/tracker'
import { TRACKER_NAMES } from '@/lib/schema/tracker-choices'

type TrackerStartProps = {
  itemId: string
  panel: TrackerPanelView
  request: (item: string, project: string, mayTell: boolean) => Promise<ActionResult<null>>
  link: (item: string, reference: string, mayTell: boolean) => Promise<ActionResult<null>>
}

/** How an action item gets an issue: one that is made from it, or one that is there. */
export function TrackerStart({ itemId, panel, request, link }: TrackerStartProps) {
  const t = useTranslations('action-item.trackerStart')
  const projects = panel.projects.filter(({ connected }) => connected)
  const [project, setProject] = useState(projects[0]?.id ?? '')
  const [reference, setReference] = useState('')
  const [mayTell, setMayTell] = useState(false)
  const [failure, setFailure] = useState<{ of: 'make' | 'link'; message: string } | null>(null)
  const [isPending, start] = useTransition()
  if (projects.length === 0) return <NoProject />
  const run = (of: 'make' | 'link', work: () => Promise<ActionResult<null>>) =>
    start(async () => {
      setFailure(null)
      const answer = await answerOf(work(), t('noAnswer'))
      if (!answer.ok) setFailure({ of, message: answer.message })
    })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    run('link', () => link(itemId, reference, mayTell))
  }
  const isHeld = panel.restricted && !mayTell
  return (
    <div className="space-y-3">
      {panel.restricted && (
        <label className="flex items-start gap-2 text-xs">
          <input
            type="checkbox"
            className="mt-0.5 size-4 shrink-0 accent-accent"
            checked={mayTell}
            onChange={(event) => setMayTell(event.target.checked)}
          />
          <span>{t('restricted')}</span>
        </label>
      )}
      <div className="space-y-2">
        <Field label={t('project')} error={failure?.of === 'make' ? failure.message : null}>
          {(control) => (
            <Select {...control} value={project} onChange={(event) => setProject(event.target.value)}>
              {projects.map(({ id, kind, key }) => (
                <option key={id} value={id}>
                  {TRACKER_NAMES[kind]} · {key}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Button
          variant="primary"
          disabled={isPending || isHeld}
          onClick={() => run('make', () => request(itemId, project, mayTell))}
        >
          {t('make')}
        </Button>
      </div>
      <form method="post" onSubmit={submit} className="space-y-2 border-t border-line pt-3">
        <Field label={t('existing')} error={failure?.of === 'link' ? failure.message : null}>
          {(control) => (
            <Input
              {...control}
              value={reference}
              maxLength={500}
              placeholder={t('existingExample')}
              autoComplete="off"
              onChange={(event) => setReference(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" disabled={isPending || isHeld || !reference.trim()}>
          {isPending ? t('asking') : t('link')}
        </Button>
      </form>
    </div>
  )
}

function NoProject() {
  const t = useTranslations('action-item.trackerStart')
  return (
    <p className="text-muted">
      {t.rich('noProject', {
        link: (settings) => (
          <Link href="/settings/trackers" className="text-accent-ink underline">
            {settings}
          </Link>
        ),
      })}
    </p>
  )
}
