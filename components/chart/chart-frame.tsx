import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import type { ChartTable, Drawing } from './chart-table'

/** Widths that charts are drawn for: near to what they get on a page, since their letters grow and shrink with them. */
const WIDE = 520
const NARROW = 330

type ChartFrameProps = {
  /** Of the document. */
  id: string
  /** What is shown, and of what. */
  title: string
  /** What the drawing says, in a sentence or two. */
  summary: string
  /** How to read it: units, what counts. */
  note?: ReactNode
  legend?: ReactNode
  /** null: there is nothing to draw; the summary says so. */
  draw: ((drawing: Drawing) => ReactNode) | null
  table: ChartTable
  /** The same figures as a file. */
  csv: string
}

/** A chart with its title, what it says in words, and the same figures as a table and as a file. Drawn on the server. */
export function ChartFrame({ id, title, summary, note, legend, draw, table, csv }: ChartFrameProps) {
  const t = useTranslations('chart.chartFrame')
  return (
    <figure className="min-w-0 space-y-2" aria-labelledby={`${id}-title`}>
      <figcaption>
        <h3 id={`${id}-title`} className="text-sm font-medium text-ink">
          {title}
        </h3>
        <p className="text-sm text-muted">{summary}</p>
        {note ? <p className="text-xs text-faint">{note}</p> : null}
      </figcaption>
      {draw ? (
        <>
          {legend}
          <div className="hidden max-w-xl sm:block">{draw({ width: WIDE, id: `${id}-wide` })}</div>
          <div className="max-w-md sm:hidden">{draw({ width: NARROW, id: `${id}-narrow` })}</div>
        </>
      ) : null}
      <div className="flex flex-wrap items-start gap-x-4 gap-y-1 text-sm print:hidden">
        {table.rows.length > 0 ? (
          <details className="min-w-0 flex-1">
            <summary className="min-h-6 cursor-pointer text-muted">
              <span className="sr-only">{title}: </span>
              {t('table')}
            </summary>
            <FigureTable title={title} {...table} />
          </details>
        ) : null}
        <a
          href={csv}
          download
          aria-label={t('downloadCsv', { title })}
          className="inline-flex min-h-6 items-center text-muted hover:text-ink hover:underline"
        >
          CSV
        </a>
      </div>
    </figure>
  )
}

function FigureTable({ title, columns, rows }: ChartTable & { title: string }) {
  return (
    <Table caption={title}>
      <TableHead>
        <TableRow>
          {columns.map((column, place) => (
            <TableHeader key={column} className={place > 0 ? 'text-right' : undefined}>
              {column}
            </TableHeader>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((cells, index) => (
          <TableRow key={`${index} ${cells[0]?.text}`}>
            {cells.map(({ text, href }, place) => (
              <TableCell key={columns[place]} className={place > 0 ? 'text-right tabular-nums' : 'min-w-40'}>
                {href ? (
                  <Link href={href} className="inline-flex min-h-6 items-center text-accent-ink hover:underline">
                    <span className="sr-only">{place > 0 ? `${cells[0]?.text}, ${columns[place]}: ` : ''}</span>
                    {text}
                  </Link>
                ) : (
                  text
                )}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
