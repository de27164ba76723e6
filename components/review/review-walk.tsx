'use client'
import { useTranslations } from 'next-intl'
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
  const t = useTranslations('review.reviewWalk')
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
        <section aria-label={t('field')} className="space-y-3 rounded-lg border border-line bg-surface px-4 py-3">
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
          {canDecide ? <Decisions walk={walk} edit={edit} /> : <p className="text-sm text-muted">{t('readOnly')}</p>}
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
  const firstIn = (element: Element | null | undefined) =>
    element?.querySelector<HTMLElement>('textarea, input, select')
  return firstIn(form?.querySelector(`[data-field="${CSS.escape(path)}"]`)) ?? firstIn(form) ?? null
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
  const t = useTranslations('review.reviewWalk')
  return (
    <div className="flex flex-wrap items-center gap-3 text-sm text-muted">
      <p role="status" className="tabular-nums">
        {t.rich(open > 0 ? 'someOpen' : 'allReviewed', {
          at: at + 1,
          count,
          open,
          place: (chunks) => <span className="font-medium text-ink">{chunks}</span>,
        })}
      </p>
      <div
        role="progressbar"
        aria-label={t('reviewedFields')}
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

function FieldHead({ item }: { item: ReviewItemView }) {
  const t = useTranslations('review.reviewWalk')
  const say = useTranslations('review.fieldName')
  return (
    <header>
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="text-base font-semibold text-ink">{fieldName(say, item.path)}</h2>
        <Badge tone={STATE_TONES[item.state]}>{t(`state.${item.state}`)}</Badge>
      </div>
      <p className="mt-1 text-sm text-muted">{item.reason}</p>
      {item.span === null && item.path !== 'zone' && <p className="mt-1 text-xs text-faint">{t('noWords')}</p>}
    </header>
  )
}

function FieldValue({ doc, path }: { doc: DocumentDraft; path: string }) {
  const t = useTranslations('review.reviewWalk')
  const say = useTranslations('review.valueText')
  const value = valueText(say, doc, path)
  const row = rowText(say, doc, path)
  return (
    <div className="rounded-md border border-line bg-subtle px-3 py-2" data-field={path}>
      {value === null ? (
        <p className="text-faint italic">{t('unknown')}</p>
      ) : (
        <p className="font-medium [overflow-wrap:anywhere] whitespace-pre-line text-ink">{value}</p>
      )}
      {row && row !== value && <p className="mt-1 text-sm [overflow-wrap:anywhere] text-muted">{row}</p>}
    </div>
  )
}

function Decisions({ walk, edit }: { walk: ReturnType<typeof useReviewWalk>; edit: () => void }) {
  const t = useTranslations('review.reviewWalk')
  const { item, at, items, editing, busy } = walk
  return (
    <div className="flex flex-wrap items-center gap-2">
      {editing ? (
        <Button variant="primary" disabled={busy} onClick={walk.save}>
          {t('save')}
        </Button>
      ) : (
        <Button variant="primary" disabled={busy || item?.state !== 'open'} onClick={walk.confirm}>
          {t('confirm')}
        </Button>
      )}
      <Button disabled={busy} onClick={editing ? walk.leave : edit}>
        {t(editing ? 'cancel' : 'edit')}
      </Button>
      <Button variant="ghost" disabled={busy || !walk.canUndo} onClick={walk.undo}>
        {t('undo')}
      </Button>
      <span className="ml-auto flex gap-2">
        <Button variant="ghost" disabled={at === 0} onClick={() => walk.go(at - 1)}>
          {t('previous')}
        </Button>
        <Button variant="ghost" disabled={at === items.length - 1} onClick={() => walk.go(at + 1)}>
          {t('next')}
        </Button>
      </span>
    </div>
  )
}

const HINTS = [
  { keys: ['j', 'k'], does: 'walk' },
  { keys: ['Enter', 'c'], does: 'confirm' },
  { keys: ['e'], does: 'edit' },
  { keys: ['Ctrl ↵'], does: 'save' },
  { keys: ['u'], does: 'undo' },
  { keys: ['Esc'], does: 'leave' },
  { keys: ['?'], does: 'allKeys' },
] as const

function KeyHints() {
  const t = useTranslations('review.reviewWalk')
  return (
    <ul aria-label={t('keys')} className="hidden flex-wrap gap-x-4 gap-y-1 text-xs text-faint sm:flex">
      {HINTS.map(({ keys, does }) => (
        <li key={does} className="flex items-center gap-1">
          {keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
          {t(`hint.${does}`)}
        </li>
      ))}
    </ul>
  )
}
