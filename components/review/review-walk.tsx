'use client'
import { useEffect, useMemo, useRef } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { lacksZone } from '@/lib/domain/doubts'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { ReviewItemView, ReviewView } from '@/lib/schema/review'
import { ActiveFieldProvider, useActiveFieldStore } from '../import/active-field'
import { listFieldSpans, type FieldSpan } from '../import/field-spans'
import { SourcePane } from '../import/source-pane'
import { fieldName } from './field-name'
import { ReviewField } from './review-field'
import { ReviewLate } from './review-late'
import { useReviewKeys } from './use-review-keys'
import { useReviewWalk, type ReviewActions } from './use-review-walk'
import { rowText, valueText } from './value-text'
import { ZoneQuestion } from './zone-question'

type WalkProps = {
  view: ReviewView
  start: number
  actions: ReviewActions
  /** Whether the person may decide. */ canDecide: boolean
}

/** A walk through the fields that a parser was not sure of: the source on the left, the field on the right, all by keyboard. */
export function ReviewWalk(props: WalkProps) {
  return (
    <ActiveFieldProvider>
      <Walk {...props} />
    </ActiveFieldProvider>
  )
}

function Walk({ view, start, actions, canDecide }: WalkProps) {
  const walk = useReviewWalk(view, start, actions)
  const { item, items, at, document, editing, busy } = walk
  const store = useActiveFieldStore()
  const form = useRef<HTMLDivElement>(null)
  const asksZone = item !== null && isTime(item.path) && lacksZone(document) && canDecide && !editing
  const spans = useMemo(() => spansOf(view.document, items), [view.document, items])
  const path = item?.path ?? null

  useEffect(() => {
    // Shows the place in the source; the pane scrolls there.
    store.focus(path)
  }, [store, path])
  useEffect(() => {
    if (editing && path) inputOf(form.current, path)?.focus()
  }, [editing, path])
  // the zone question places all times; a zone typed by itself would leave them unknown
  const edit = () => (asksZone ? window.document.getElementById(ZONE_INPUT)?.focus() : walk.edit())
  const unlessReader = (work: () => void) => () => (canDecide ? work() : undefined)
  useReviewKeys({
    next: () => walk.go(at + 1),
    previous: () => walk.go(at - 1),
    confirm: unlessReader(walk.confirm),
    edit: unlessReader(edit),
    save: unlessReader(() => walk.save()),
    undo: unlessReader(walk.undo),
    leave: walk.leave,
  })

  if (!item) return null
  const open = items.filter(({ state }) => state === 'open').length
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-2">
      <div className="sticky top-13 z-10 -mx-1 h-[38dvh] bg-canvas px-1 pt-1 pb-2 lg:top-17 lg:z-0 lg:h-[calc(100dvh-11rem)] lg:p-0">
        <SourcePane text={view.text} spans={spans} dropped={view.document.dropped} jump={null} />
      </div>
      <div className="min-w-0 space-y-3">
        <Progress at={at} count={items.length} open={open} />
        <section aria-label="Field" className="space-y-3 rounded-lg border border-line bg-surface px-4 py-3">
          <FieldHead item={item} />
          {asksZone && <ZoneQuestion id={ZONE_INPUT} busy={busy} onChoose={walk.chooseZone} />}
          {editing ? (
            <div ref={form}>
              <ReviewField key={item.id} doc={document} path={item.path} edit={walk.change} />
            </div>
          ) : (
            <FieldValue doc={document} path={item.path} />
          )}
          {walk.late && (
            <ReviewLate
              path={item.path}
              mine={walk.late.mine}
              theirs={document}
              keep={walk.keepMine}
              take={walk.takeTheirs}
              busy={busy}
            />
          )}
          {canDecide ? (
            <Decisions walk={walk} edit={edit} />
          ) : (
            <p className="text-sm text-muted">You may read this, but not decide it.</p>
          )}
          {walk.failure && (
            <p role="alert" className="text-red-ink">
              {walk.failure}
            </p>
          )}
        </section>
        <KeyHints />
      </div>
    </div>
  )
}

const ZONE_INPUT = 'review-zone'
/** Fields that a missing zone leaves unknown. */
const isTime = (path: string) => path === 'zone' || /(?:\.at|At)$/.test(path)

/** The input of the field itself, else the first of its row. */
function inputOf(form: HTMLElement | null, path: string): HTMLElement | null {
  const inputs = 'textarea, input, select'
  const own = form?.querySelector(`[data-field="${CSS.escape(path)}"]`)?.querySelector<HTMLElement>(inputs)
  return own ?? form?.querySelector<HTMLElement>(inputs) ?? null
}

/** The field's own places, and those that the items name. */
function spansOf(document: DocumentDraft, items: readonly ReviewItemView[]): FieldSpan[] {
  const named = items.flatMap(({ path, span }): FieldSpan[] =>
    span && span[1] > span[0] ? [{ field: path, span }] : [],
  )
  const known = new Set(named.map(({ field }) => field))
  return [...named, ...listFieldSpans(document).filter(({ field }) => !known.has(field))].sort(
    (a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1],
  )
}

function Progress({ at, count, open }: { at: number; count: number; open: number }) {
  return (
    <div className="flex flex-wrap items-center gap-3 text-sm text-muted">
      <p role="status" className="tabular-nums">
        <span className="font-medium text-ink">
          {at + 1} of {count}
        </span>
        {open > 0 ? `, ${open} to review` : ', all reviewed'}
      </p>
      <div
        role="progressbar"
        aria-label="Reviewed fields"
        aria-valuemin={0}
        aria-valuemax={count}
        aria-valuenow={count - open}
        className="h-1.5 w-32 overflow-hidden rounded-full bg-line"
      >
        <div className="h-full rounded-full bg-accent" style={{ width: `${((count - open) / count) * 100}%` }} />
      </div>
    </div>
  )
}

const STATE_TONES = { open: 'amber', confirmed: 'green', corrected: 'blue' } as const
const STATE_WORDS = { open: 'to review', confirmed: 'confirmed', corrected: 'corrected' }

function FieldHead({ item }: { item: ReviewItemView }) {
  return (
    <header>
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="text-base font-semibold text-ink">{fieldName(item.path)}</h2>
        <Badge tone={STATE_TONES[item.state]}>{STATE_WORDS[item.state]}</Badge>
      </div>
      <p className="mt-1 text-sm text-muted">{item.reason}</p>
      {item.span === null && item.path !== 'zone' && (
        <p className="mt-1 text-xs text-faint">The source has no words for it.</p>
      )}
    </header>
  )
}

function FieldValue({ doc, path }: { doc: DocumentDraft; path: string }) {
  const value = valueText(doc, path)
  const row = rowText(doc, path)
  return (
    <div className="rounded-md border border-line bg-subtle px-3 py-2" data-field={path}>
      {value === null ? (
        <p className="text-faint italic">unknown</p>
      ) : (
        <p className="font-medium [overflow-wrap:anywhere] whitespace-pre-line text-ink">{value}</p>
      )}
      {row && row !== value && <p className="mt-1 text-sm [overflow-wrap:anywhere] text-muted">{row}</p>}
    </div>
  )
}

function Decisions({ walk, edit }: { walk: ReturnType<typeof useReviewWalk>; edit: () => void }) {
  const { item, at, items, editing, busy } = walk
  return (
    <div className="flex flex-wrap items-center gap-2">
      {editing ? (
        <Button variant="primary" disabled={busy} onClick={walk.save}>
          Save
        </Button>
      ) : (
        <Button variant="primary" disabled={busy || item?.state !== 'open'} onClick={walk.confirm}>
          Confirm
        </Button>
      )}
      <Button disabled={busy} onClick={editing ? walk.leave : edit}>
        {editing ? 'Cancel' : 'Edit'}
      </Button>
      <Button variant="ghost" disabled={busy || !walk.canUndo} onClick={walk.undo}>
        Undo
      </Button>
      <span className="ml-auto flex gap-2">
        <Button variant="ghost" disabled={at === 0} onClick={() => walk.go(at - 1)}>
          Previous
        </Button>
        <Button variant="ghost" disabled={at === items.length - 1} onClick={() => walk.go(at + 1)}>
          Next
        </Button>
      </span>
    </div>
  )
}

const HINTS: [keys: string[], words: string][] = [
  [['j', 'k'], 'next, previous'],
  [['Enter', 'c'], 'confirm'],
  [['e'], 'edit'],
  [['Ctrl ↵'], 'save'],
  [['u'], 'undo'],
  [['Esc'], 'back'],
  [['?'], 'all keys'],
]

function KeyHints() {
  return (
    <ul aria-label="Keys" className="hidden flex-wrap gap-x-4 gap-y-1 text-xs text-faint sm:flex">
      {HINTS.map(([keys, words]) => (
        <li key={words} className="flex items-center gap-1">
          {keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
          {words}
        </li>
      ))}
    </ul>
  )
}
