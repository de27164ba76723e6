import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { EmptyState } from '@/components/ui/empty-state'
import { InlineText } from '@/components/ui/inline-text'
import { TimeText } from '@/components/ui/time-text'
import { hrefOf } from '@/lib/render/links'
import type { ItemBatchView } from '@/lib/schema/item-batch'
import { BatchUndo, type UndoBatch } from './batch-undo'
import { useItemFieldWords } from './item-field-words'

/** Changes of several items at once, newest first; `undo` is null for who may not take them back. */
export function ItemBatchList({ batches, undo }: { batches: ItemBatchView[]; undo: UndoBatch | null }) {
  const t = useTranslations('action-item.itemBatchList')
  if (batches.length === 0) {
    return <EmptyState title={t('nothing.title')}>{t('nothing.text')}</EmptyState>
  }
  return (
    <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
      {batches.map((batch) => (
        <li key={batch.batch} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
          <div className="min-w-0 flex-1 basis-72 space-y-0.5">
            <p>
              <Deed batch={batch} />
            </p>
            <p className="text-xs text-muted">
              <Example batch={batch} />
            </p>
          </div>
          {!batch.canUndo && <p className="text-sm text-faint">{t('nothingLeft')}</p>}
          {undo && <BatchUndo batch={batch.batch} undo={undo} canUndo={batch.canUndo} />}
        </li>
      ))}
    </ol>
  )
}

/** When it was, and one of the items. */
function Example({ batch: { at, items, example } }: { batch: ItemBatchView }) {
  const t = useTranslations('action-item.itemBatchList')
  const time = <TimeText at={at} show="full" className="text-faint" />
  const link = (
    <Link
      href={`${hrefOf('action-item', example.id)}#history`}
      className="[overflow-wrap:anywhere] hover:text-ink hover:underline"
    >
      <InlineText text={example.title} />
    </Link>
  )
  if (items !== 1) return t.rich('amongThem', { time: () => time, link: () => link })
  return (
    <>
      {time} {link}
    </>
  )
}

/** "Maya added 3 items; changed owner of 12 items, status of 2 items". */
function Deed({ batch: { by: name, fields } }: { batch: ItemBatchView }) {
  const t = useTranslations('action-item.itemBatchList')
  const { fieldWords } = useItemFieldWords()
  const by = { name, by: (chunks: ReactNode) => <span className="font-medium">{chunks}</span> }
  const added = fields.find(({ field }) => field === 'added')
  const changes = fields
    .filter(({ field }) => field !== 'added')
    .map(({ field, items }) => t('fieldOf', { field: fieldWords(field), count: items }))
    .join(', ')
  if (!added) return t.rich('changed', { ...by, changes })
  if (changes === '') return t.rich('added', { ...by, count: added.items })
  return t.rich('addedAndChanged', { ...by, count: added.items, changes })
}
