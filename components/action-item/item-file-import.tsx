'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRef, useState, useTransition } from 'react'
import { answerOf } from '@/components/ui/answer-of'
import { useFileDrop } from '@/components/import/use-file-drop'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Panel } from '@/components/ui/panel'
import { Textarea } from '@/components/ui/textarea'
import type { Say } from '@/lib/intl/say'
import type { ActionResult } from '@/lib/schema/action-result'
import type { BatchUndone } from '@/lib/schema/item-batch'
import type { ItemPlan } from '@/lib/schema/item-file'
import { BatchUndo } from './batch-undo'
import { ItemFilePlan, PlanCounts } from './item-file-plan'

type Send = (
  form: FormData,
  options: { dryRun: boolean; skip: string[]; seal?: string },
) => Promise<ActionResult<ItemPlan>>
/** `name`: of its file; null for a table that was pasted. */
type Table = { name: string | null; content: File | string }

const EXAMPLE = 'title;incident;owner;due;priority'

function formOf({ content }: Table): FormData {
  const form = new FormData()
  form.set('table', content)
  return form
}

/** Takes a table of action items, shows what it would do, and does it. */
export function ItemFileImport(props: { send: Send; undo: (batch: string) => Promise<ActionResult<BatchUndone>> }) {
  const { send, undo } = props
  const t = useTranslations('action-item.itemFileImport')
  const [table, setTable] = useState<Table | null>(null)
  const [plan, setPlan] = useState<ItemPlan | null>(null)
  const [isDone, setDone] = useState(false)
  const [skip, setSkip] = useState<string[]>([])
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, start] = useTransition()
  const top = useRef<HTMLDivElement>(null)

  const ask = (from: Table, options: Parameters<Send>[1], keepsFocus = false) =>
    start(async () => {
      const answer = await answerOf(send(formOf(from), options), t('noAnswer'))
      setFailure(answer.ok ? null : answer.message)
      if (!answer.ok) return
      setTable(from)
      setSkip(options.skip)
      setPlan(answer.value)
      setDone(!options.dryRun)
      // What was chosen with is gone: the keyboard goes on where it is told what comes of it.
      if (!keepsFocus) requestAnimationFrame(() => top.current?.focus())
    })
  const look = (from: Table, without: string[] = []) => ask(from, { dryRun: true, skip: without })
  const again = () => {
    setPlan(null)
    setDone(false)
    setFailure(null)
  }
  const isOver = useFileDrop(plan ? null : ([first]) => first && look({ name: first.file.name, content: first.file }))
  if (!plan || !table) return <Chooser look={look} failure={failure} pending={pending} isOver={isOver} />
  const many = plan.changed + plan.added
  return (
    <div ref={top} tabIndex={-1} className="space-y-4 outline-none" aria-busy={pending}>
      {failure && (
        <p role="alert" className="rounded-md border border-red-line bg-red-tint px-3 py-2 text-sm text-red-ink">
          {failure}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="text-base font-semibold [overflow-wrap:anywhere]">{headingOf(t, table, isDone)}</h2>
        <PlanCounts plan={plan} isDone={isDone} />
      </div>
      {plan.doubt && <p className="text-sm text-amber-ink">{plan.doubt}</p>}
      <div className="flex flex-wrap items-center gap-2">
        {isDone ? (
          <>
            {plan.batch && <BatchUndo batch={plan.batch} undo={undo} />}
            <Button asChild variant="primary">
              <Link href="/action-items">{t('toItems')}</Link>
            </Button>
          </>
        ) : (
          <Button
            variant="primary"
            disabled={pending || many === 0}
            onClick={() => ask(table, { dryRun: false, skip, seal: plan.seal })}
          >
            {pending ? t('working') : doing(t, plan)}
          </Button>
        )}
        {!isDone && failure && (
          <Button disabled={pending} onClick={() => look(table, skip)}>
            {t('lookAgain')}
          </Button>
        )}
        <Button variant="ghost" disabled={pending} onClick={again}>
          {t('another')}
        </Button>
      </div>
      <ItemFilePlan
        plan={plan}
        skip={skip}
        onSkip={isDone ? null : (without) => ask(table, { dryRun: true, skip: without }, true)}
        pending={pending}
      />
    </div>
  )
}

function headingOf(say: Say<'action-item.itemFileImport'>, { name }: Table, isDone: boolean): string {
  if (name === null) return isDone ? say('doneOfPasted') : say('planOfPasted')
  return isDone ? say('done', { name }) : say('plan', { name })
}

function doing(say: Say<'action-item.itemFileImport'>, { changed, added, refused }: ItemPlan): string {
  if (changed > 0 && added > 0) return say('changeAndAdd', { changed, added, refused })
  if (changed > 0) return say('change', { changed, refused })
  return added > 0 ? say('add', { added, refused }) : say('nothingToDo')
}

type ChooserProps = { look: (table: Table) => void; failure: string | null; pending: boolean; isOver: boolean }

function Chooser({ look, failure, pending, isOver }: ChooserProps) {
  const t = useTranslations('action-item.itemFileImport')
  const [text, setText] = useState('')
  return (
    <div className="grid max-w-4xl gap-4 lg:grid-cols-[minmax(0,1fr)_19rem]">
      <form
        method="post"
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          look({ name: null, content: text })
        }}
      >
        <Field label={t('file')} hint={isOver ? t('letGo') : t('fileHint')}>
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
              disabled={pending}
              className="text-sm file:mr-3 file:h-8 file:rounded-md file:border file:border-line-strong file:bg-surface file:px-3 file:text-sm file:font-medium file:text-ink hover:file:bg-hover"
              onChange={({ target }) => {
                const [file] = target.files ?? []
                if (file) look({ name: file.name, content: file })
                // The same file can be chosen again once it has been mended.
                target.value = ''
              }}
            />
          )}
        </Field>
        <Field label={t('pasted')} error={failure}>
          {(control) => (
            <Textarea
              {...control}
              rows={10}
              placeholder={EXAMPLE}
              className="font-mono text-xs"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" disabled={pending || text.trim() === ''}>
          {pending ? t('reading') : t('look')}
        </Button>
      </form>
      <Panel title={t('rules.title')} id="what-is-read">
        <ul className="list-disc space-y-1.5 pl-4 text-sm text-muted">
          <li>{t('rules.columns')}</li>
          <li>
            {t.rich('rules.withId', {
              code: (column) => <code>{column}</code>,
              file: (name) => (
                <a href="/api/v1/action-items.csv" download className="text-accent-ink underline">
                  {name}
                </a>
              ),
            })}
          </li>
          <li>{t('rules.withoutId')}</li>
          <li>{t('rules.days')}</li>
        </ul>
      </Panel>
    </div>
  )
}
