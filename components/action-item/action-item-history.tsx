import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { TimeText } from '@/components/ui/time-text'
import type { ActionItemChangeView } from '@/lib/schema/action-item'
import { BatchUndo, type UndoBatch } from './batch-undo'
import { useItemFieldWords } from './item-field-words'

type HistoryProps = {
  changes: ActionItemChangeView[]
  /** Takes a change of several items back; null for who may not. */
  undo: UndoBatch | null
}

/** Who changed what on an item, newest first. */
export function ActionItemHistory({ changes, undo }: HistoryProps) {
  const t = useTranslations('action-item.actionItemHistory')
  if (changes.length === 0) return <p className="text-muted">{t('nothing')}</p>
  return (
    <ol className="space-y-2">
      {changes.map((change, index) => (
        <li
          key={`${change.at} ${change.field} ${changes.length - index}`}
          className="flex flex-wrap items-baseline gap-x-2"
        >
          <TimeText at={change.at} show="full" className="text-xs text-faint" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            <Deed change={change} changes={changes} />
          </span>
          {change.batch && isFirstOf(changes, index) && <Batch batch={change.batch} undo={undo} />}
        </li>
      ))}
    </ol>
  )
}

/** A batch that changed several fields of the item is told once. */
function isFirstOf(changes: ActionItemChangeView[], index: number): boolean {
  return changes.findIndex(({ batch }) => batch?.id === changes[index]?.batch?.id) === index
}

function Batch({ batch, undo }: { batch: NonNullable<ActionItemChangeView['batch']>; undo: UndoBatch | null }) {
  const t = useTranslations('action-item.actionItemHistory')
  const { id, others, canUndo } = batch
  const isAlone = others === 0
  return (
    <span className="flex flex-wrap items-center gap-2 text-xs text-muted">
      {!isAlone && t('others', { count: others })}
      {undo && (
        <BatchUndo
          batch={id}
          undo={undo}
          canUndo={canUndo}
          label={isAlone ? t('takeBack') : t('takeAllBack', { count: others + 1 })}
        />
      )}
    </span>
  )
}

/** Texts that are too long to be set side by side in a sentence. */
const LONG = 80

/** What somebody did, in a sentence that begins with their name. */
function Deed({ change, changes }: { change: ActionItemChangeView; changes: ActionItemChangeView[] }) {
  const t = useTranslations('action-item.actionItemHistory')
  const { fieldWords, valueWords } = useItemFieldWords()
  const { field, from, to } = change
  const by = { name: change.by, by: (name: ReactNode) => <span className="font-medium">{name}</span> }
  if (field === 'added') return t.rich('added', by)
  if (field === 'proposed') {
    return to === null ? t.rich('acceptedFromUnknown', by) : t.rich('accepted', { ...by, proposer: to })
  }
  const words = fieldWords(field)
  if ((from?.length ?? 0) > LONG || (to?.length ?? 0) > LONG) {
    return t.rich('changedText', {
      ...by,
      field: words,
      texts: (summary) => (
        <details className="inline">
          <summary className="inline min-h-6 cursor-pointer underline decoration-dotted">{summary}</summary>
          <dl className="mt-1 grid grid-cols-[2.5rem_minmax(0,1fr)] gap-x-2 rounded-md border border-line bg-canvas px-3 py-2 text-sm">
            <dt className="text-faint">{t('from')}</dt>
            <dd className="whitespace-pre-wrap">{valueWords(field, from)}</dd>
            <dt className="text-faint">{t('to')}</dt>
            <dd className="whitespace-pre-wrap">{valueWords(field, to)}</dd>
          </dl>
        </details>
      ),
    })
  }
  return t.rich(isWithoutEvidence(change, changes) ? 'changedWithoutEvidence' : 'changed', {
    ...by,
    field: words,
    from: valueWords(field, from),
    to: valueWords(field, to),
    value: (text) => <span className="font-medium">{text}</span>,
  })
}

/** Became done, and the same change gave nothing that shows it. */
function isWithoutEvidence({ field, to, at }: ActionItemChangeView, changes: ActionItemChangeView[]): boolean {
  return field === 'status' && to === 'done' && !changes.some((one) => one.at === at && one.field === 'closedBy')
}
