import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { hrefOfSource } from '@/components/source/source-href'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { hrefOf } from '@/lib/render/links'
import type { ImportedLine } from '@/lib/schema/import'
import { OutcomeBadge } from './outcome-badge'
import { reasonsSentence } from './outcome-list'
import { ProblemList } from './problem-list'

/** What became of the documents of an import. On narrow screens the file stands below the document. */
export function LineTable({ lines }: { lines: ImportedLine[] }) {
  const t = useTranslations('import.lineTable')
  const reasons = useTranslations('import.outcomeList')
  return (
    <Table caption={t('caption')}>
      <TableHead>
        <TableRow className="last:border-b">
          <TableHeader className="w-24 pl-4">{t('outcome')}</TableHeader>
          <TableHeader>{t('document')}</TableHeader>
          <TableHeader className="hidden w-2/5 md:table-cell">{t('file')}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {lines.map((line) => (
          <TableRow key={line.id}>
            <TableCell className="pl-4">
              <OutcomeBadge outcome={line.outcome} />
            </TableCell>
            <TableCell className="min-w-0 space-y-1">
              <Became line={line} />
              <div className="md:hidden">
                <File line={line} />
              </div>
              {line.reasons && line.reasons.length > 0 && (
                <p className="text-xs text-muted">{reasonsSentence(reasons, line.outcome, line.reasons)}</p>
              )}
              <Problems line={line} />
            </TableCell>
            <TableCell className="hidden md:table-cell">
              <File line={line} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function Became({ line: { kind, slug, title } }: { line: ImportedLine }) {
  const t = useTranslations('import.lineTable')
  const kinds = useTranslations('labels.kind')
  if (!kind || !slug) return <span className="text-faint italic">{t('nothingStored')}</span>
  return (
    <div className="flex flex-wrap items-baseline gap-x-2">
      {title ? (
        <Link
          href={hrefOf(kind, slug)}
          className="inline-block min-h-6 font-medium [overflow-wrap:anywhere] text-accent-ink hover:underline"
        >
          {title}
        </Link>
      ) : (
        <span className="[overflow-wrap:anywhere] text-faint italic">{t('gone', { slug })}</span>
      )}
      <span className="text-xs text-faint">{kinds(kind)}</span>
    </div>
  )
}

function File({ line: { path, sourceId } }: { line: ImportedLine }) {
  const classes = 'inline-block min-h-6 font-mono text-xs [overflow-wrap:anywhere] text-faint'
  if (!sourceId) return <span className={classes}>{path}</span>
  return (
    <Link href={hrefOfSource(sourceId)} className={`${classes} hover:text-ink hover:underline`}>
      {path}
    </Link>
  )
}

/** Problems that are shown at once; the others after a click. */
const SHOWN = 2

function Problems({ line: { problems } }: { line: ImportedLine }) {
  const t = useTranslations('import.lineTable')
  const rest = problems.slice(SHOWN)
  if (problems.length === 0) return null
  return (
    <div className="space-y-1 text-xs">
      <ProblemList problems={problems.slice(0, SHOWN)} />
      {rest.length > 0 && (
        <details>
          <summary className="min-h-6 cursor-pointer text-muted">{t('more', { count: rest.length })}</summary>
          <ProblemList problems={rest} />
        </details>
      )}
    </div>
  )
}
