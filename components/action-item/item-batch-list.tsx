import Link from 'next/link'
import { EmptyState } from '@/components/ui/empty-state'
import { InlineText } from '@/components/ui/inline-text'
import { TimeText } from '@/components/ui/time-text'
import { hrefOf } from '@/lib/render/links'
import type { ItemBatchView } from '@/lib/schema/item-batch'
import { BatchUndo, type UndoBatch } from './batch-undo'
import { fieldWords } from './item-field-words'

/** Changes of several items at once, newest first; `undo` is null for who may not take them back. */
export function ItemBatchList({ batches, undo }: { batches: ItemBatchView[]; undo: UndoBatch | null }) {
  if (batches.length === 0) {
    return (
      <EmptyState title="Nothing was changed at once yet">
        Choose several rows of the table with x, or bring a CSV file: what comes of it can be taken back here.
      </EmptyState>
    )
  }
  return (
    <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
      {batches.map((batch) => (
        <li key={batch.batch} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
          <div className="min-w-0 flex-1 basis-72 space-y-0.5">
            <p>
              <span className="font-medium">{batch.by}</span> {deed(batch)}
            </p>
            <p className="text-xs text-muted">
              <TimeText at={batch.at} show="full" className="text-faint" />
              {batch.items === 1 ? ' ' : ' among them '}
              <Link
                href={`${hrefOf('action-item', batch.example.id)}#history`}
                className="[overflow-wrap:anywhere] hover:text-ink hover:underline"
              >
                <InlineText text={batch.example.title} />
              </Link>
            </p>
          </div>
          {!batch.canUndo && <p className="text-sm text-faint">Taken back, or changed again since</p>}
          {undo && <BatchUndo batch={batch.batch} undo={undo} canUndo={batch.canUndo} />}
        </li>
      ))}
    </ol>
  )
}

/** "added 3 items; changed owner of 12 and status of 2". */
function deed({ fields }: ItemBatchView): string {
  const items = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'item' : 'items'}`
  const added = fields.find(({ field }) => field === 'added')
  const changed = fields.filter(({ field }) => field !== 'added')
  const parts = [
    added ? `added ${items(added.items)}` : '',
    changed.length > 0
      ? `changed ${changed.map(({ field, items: count }) => `${fieldWords(field)} of ${items(count)}`).join(', ')}`
      : '',
  ]
  return parts.filter(Boolean).join('; ')
}
