import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { byWords, stateWords } from '@/components/import/import-states'
import { OUTCOMES } from '@/components/import/outcomes'
import { Badge } from '@/components/ui/badge'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import { OutcomeSchema, type ImportView } from '@/lib/schema/import'
import { labelWords } from './import-label'

/** The imports, each with how many documents had each outcome. */
export function ImportHistory({ imports }: { imports: ImportView[] }) {
  const t = useTranslations('source.importHistory')
  return (
    <div className="rounded-lg border border-line bg-surface">
      <Table caption={t('caption')}>
        <TableHead>
          <TableRow className="last:border-b">
            <TableHeader className="pl-4">{t('import')}</TableHeader>
            <TableHeader>{t('state')}</TableHeader>
            <TableHeader>{t('documents')}</TableHeader>
            <TableHeader>{t('imported')}</TableHeader>
            <TableHeader className="pr-4">{t('started')}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {imports.map((row) => (
            <ImportTableRow key={row.id} row={row} />
          ))}
        </TableBody>
      </Table>
    </div>
  )
}

function ImportTableRow({ row }: { row: ImportView }) {
  const t = useTranslations('source.importHistory')
  const labels = useTranslations('pages.sources.label')
  const states = useTranslations('import.importStates')
  const outcomes = useTranslations('import.outcomes')
  const { word, tone } = stateWords(states, row)
  const counts = OutcomeSchema.options.filter((outcome) => row.outcomes[outcome] > 0)
  return (
    <TableRow className="hover:bg-subtle">
      <TableCell className="max-w-96 min-w-52 pl-4">
        <Link
          href={`/sources/imports/${row.id}`}
          className="font-medium [overflow-wrap:anywhere] text-ink hover:text-accent-ink hover:underline"
        >
          {labelWords(labels, row.label)}
        </Link>
      </TableCell>
      <TableCell>
        <Badge tone={tone}>{word}</Badge>
      </TableCell>
      <TableCell className="min-w-44">
        <span className="flex flex-wrap gap-1.5">
          {counts.map((outcome) => (
            <Badge key={outcome} tone={OUTCOMES[outcome].tone}>
              {row.outcomes[outcome]} {outcomes(outcome)}
            </Badge>
          ))}
          {counts.length === 0 && <span className="text-faint">{t('noneYet')}</span>}
        </span>
      </TableCell>
      <TableCell className="whitespace-nowrap">{byWords(states, row)}</TableCell>
      <TableCell className="pr-4 whitespace-nowrap">
        <TimeText at={row.startedAt} show="full" />
      </TableCell>
    </TableRow>
  )
}
