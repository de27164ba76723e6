'use client'
import Link from 'next/link'
import { useRef, useState, useTransition } from 'react'
import { answerOf } from '@/components/ui/answer-of'
import { useFileDrop } from '@/components/import/use-file-drop'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Panel } from '@/components/ui/panel'
import { Textarea } from '@/components/ui/textarea'
import type { ActionResult } from '@/lib/schema/action-result'
import type { BatchUndone } from '@/lib/schema/item-batch'
import type { ItemPlan } from '@/lib/schema/item-file'
import { BatchUndo } from './batch-undo'
import { ItemFilePlan, PlanCounts } from './item-file-plan'

type Send = (
  form: FormData,
  options: { dryRun: boolean; skip: string[]; seal?: string },
) => Promise<ActionResult<ItemPlan>>
type Table = { name: string; content: File | string }

const EXAMPLE = 'title;incident;owner;due;priority'

function formOf({ content }: Table): FormData {
  const form = new FormData()
  form.set('table', content)
  return form
}

/** Takes a table of action items, shows what it would do, and does it. */
export function ItemFileImport(props: { send: Send; undo: (batch: string) => Promise<ActionResult<BatchUndone>> }) {
  const { send, undo } = props
  const [table, setTable] = useState<Table | null>(null)
  const [plan, setPlan] = useState<ItemPlan | null>(null)
  const [isDone, setDone] = useState(false)
  const [skip, setSkip] = useState<string[]>([])
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, start] = useTransition()
  const top = useRef<HTMLDivElement>(null)

  const ask = (from: Table, options: Parameters<Send>[1], keepsFocus = false) =>
    start(async () => {
      const answer = await answerOf(
        send(formOf(from), options),
        'The server did not answer. Look at the changes before you try again.',
      )
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
        <h2 className="text-base font-semibold [overflow-wrap:anywhere]">
          {isDone ? `${table.name}: done` : `What ${table.name} would do`}
        </h2>
        <PlanCounts plan={plan} isDone={isDone} />
      </div>
      {plan.doubt && <p className="text-sm text-amber-ink">{plan.doubt}</p>}
      <div className="flex flex-wrap items-center gap-2">
        {isDone ? (
          <>
            {plan.batch && <BatchUndo batch={plan.batch} undo={undo} />}
            <Button asChild variant="primary">
              <Link href="/action-items">To the action items</Link>
            </Button>
          </>
        ) : (
          <Button
            variant="primary"
            disabled={pending || many === 0}
            onClick={() => ask(table, { dryRun: false, skip, seal: plan.seal })}
          >
            {pending ? 'Working…' : doing(plan)}
          </Button>
        )}
        {!isDone && failure && (
          <Button disabled={pending} onClick={() => look(table, skip)}>
            Look again
          </Button>
        )}
        <Button variant="ghost" disabled={pending} onClick={again}>
          Another table
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

function doing({ changed, added, refused }: ItemPlan): string {
  if (changed + added === 0) return 'Nothing to do'
  const parts = [changed > 0 ? `change ${changed}` : '', added > 0 ? `add ${added}` : ''].filter(Boolean).join(', ')
  const words = parts.charAt(0).toUpperCase() + parts.slice(1)
  return refused > 0 ? `${words}, leave out ${refused}` : words
}

type ChooserProps = { look: (table: Table) => void; failure: string | null; pending: boolean; isOver: boolean }

function Chooser({ look, failure, pending, isOver }: ChooserProps) {
  const [text, setText] = useState('')
  return (
    <div className="grid max-w-4xl gap-4 lg:grid-cols-[minmax(0,1fr)_19rem]">
      <form
        method="post"
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          look({ name: 'the pasted table', content: text })
        }}
      >
        <Field
          label="A file"
          hint={isOver ? 'Let go of it.' : 'CSV or TSV, up to 5 MB and 5,000 rows; drop it anywhere on this page.'}
        >
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
        <Field label="Or a table, pasted" error={failure}>
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
          {pending ? 'Reading…' : 'See what it would do'}
        </Button>
      </form>
      <Panel title="What is read" id="what-is-read">
        <ul className="list-disc space-y-1.5 pl-4 text-sm text-muted">
          <li>
            The first line names the columns, in any order: title or summary, status, owner or assignee, due, priority,
            kind, ticket, description.
          </li>
          <li>
            With an <code>id</code>, as{' '}
            <a href="/api/v1/action-items.csv" download className="text-accent-ink underline">
              our own file
            </a>{' '}
            has it, a row changes that item. An empty cell clears; a column that is not there changes nothing.
          </li>
          <li>Without one it adds an item, and names its incident by slug, address or title.</li>
          <li>Write days as 2026-04-30. What cannot be read, or can be read in two ways, is told and left out.</li>
        </ul>
      </Panel>
    </div>
  )
}
