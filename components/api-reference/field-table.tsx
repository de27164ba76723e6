import { useTranslations } from 'next-intl'
import { InlineText } from '@/components/ui/inline-text'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import type { ApiField, ApiOperation } from '@/lib/schema/api-reference'
import { TypeWords } from './type-words'

type FieldTableProps = {
  caption: string
  fields: (ApiField & { place?: ApiOperation['parameters'][number]['place'] })[]
  /** Whether to say which fields must be there, rather than which may be absent. */
  asked: boolean
}

/** Fields with their types and meaning. */
export function FieldTable({ caption, fields, asked }: FieldTableProps) {
  const t = useTranslations('api-reference.fieldTable')
  if (fields.length === 0) return null
  return (
    <Table caption={caption}>
      <TableHead>
        <TableRow className="last:border-b">
          <TableHeader className="pl-0">{caption}</TableHeader>
          <TableHeader>{t('type')}</TableHeader>
          <TableHeader className="pr-0">{t('meaning')}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {fields.map((field, index) => (
          <TableRow key={`${field.name} ${index}`}>
            <TableCell className="min-w-40 pl-0 font-mono text-xs">
              {field.name}
              {field.required && asked ? (
                <span className="ml-1.5 font-sans text-amber-ink">{t('required')}</span>
              ) : null}
              {!field.required && !asked ? <span className="ml-1.5 font-sans text-faint">{t('optional')}</span> : null}
            </TableCell>
            <TableCell className="min-w-32">
              <TypeWords words={field.type} />
            </TableCell>
            <TableCell className="min-w-40 pr-0 text-muted">
              <InlineText text={[field.place && t(`place.${field.place}`), field.about].filter(Boolean).join('; ')} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
