'use client'
import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo, type ReactNode } from 'react'
import { Button, IconButton } from '@/components/ui/button'
import { isLit, useActiveField, useActiveFieldStore } from './active-field'
import { CitationMark } from './citation-mark'
import { editRow, insertRow, removeRow, type EditDocument, type RowLens } from './draft-rows'
import { cn } from '@/components/ui/class-names'
import type { Words } from '@/lib/intl/words'

/** One list of a draft; declared once, outside of a render, so that untouched rows are not drawn again. */
export type RowKind<Row> = {
  lens: RowLens<Row>
  /** What one row is, for the words of adding and removing it. */
  noun: keyof Words['import']['rowList']['add']
  blank: Row
  /** Draws the fields of one row. */
  Fields: (props: RowFieldsProps<Row>) => ReactNode
}

type RowListProps<Row> = { kind: RowKind<Row>; rows: Row[]; edit: EditDocument; zone: string | null }

export type RowFieldsProps<Row> = { row: Row; field: string; zone: string | null; change: (part: Partial<Row>) => void }

/** Rows of the draft, each editable and removable, and a button that adds one at the end. */
export function RowList<Row>({ kind, rows, edit, zone }: RowListProps<Row>) {
  const t = useTranslations('import.rowList')
  const { lens, noun, blank } = kind
  return (
    <div className="space-y-2">
      {rows.length === 0 && <p className="text-sm text-faint italic">{t('none')}</p>}
      <ol className="space-y-2">
        {rows.map((row, index) => (
          <RowFrame key={index} kind={kind} row={row} index={index} edit={edit} zone={zone} />
        ))}
      </ol>
      <Button variant="ghost" size="sm" onClick={() => edit(insertRow(lens, rows.length, blank))}>
        <Plus aria-hidden /> {t(`add.${noun}`)}
      </Button>
    </div>
  )
}

type RowFrameProps<Row> = Omit<RowListProps<Row>, 'rows'> & { row: Row; index: number }

function RowFrameInner<Row>({ kind, row, index, edit, zone }: RowFrameProps<Row>) {
  const t = useTranslations('import.rowList')
  const { lens, noun, Fields } = kind
  const store = useActiveFieldStore()
  const field = `${lens.name}.${index}`
  const lit = useActiveField((active) => isLit(active, field))
  return (
    <li
      data-field={field}
      className={cn(
        'relative rounded-md border p-2 pr-9 transition-colors',
        lit ? 'border-accent bg-accent-tint' : 'border-line bg-surface',
      )}
      onMouseEnter={() => store.point({ field, origin: 'form', scroll: false })}
      onMouseLeave={() => store.point(null)}
    >
      <Fields row={row} field={field} zone={zone} change={(part) => edit(editRow(lens, index, part))} />
      <CitationMark field={field} />
      <IconButton
        label={t(`remove.${noun}`, { place: index + 1 })}
        className="absolute top-1 right-1"
        onClick={() => edit(removeRow(lens, index))}
      >
        <X aria-hidden />
      </IconButton>
    </li>
  )
}
// React.memo forgets the type parameter of a generic component.
const RowFrame = memo(RowFrameInner) as typeof RowFrameInner
