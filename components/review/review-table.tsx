import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { LangBadge } from '@/components/ui/lang-badge'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { Unknown } from '@/components/ui/unknown'
import type { ReviewRow } from '@/lib/schema/review'
import { CoverageNote } from './coverage-note'

/** Reasons that a row names; more are counted. */
const SHOWN = 2

/** Documents with fields that wait for a person. */
export function ReviewTable({ rows }: { rows: ReviewRow[] }) {
  return (
    <div className="rounded-lg border border-line bg-surface">
      <Table caption="Documents to review">
        <TableHead>
          <TableRow className="last:border-b">
            <TableHeader>Document</TableHeader>
            <TableHeader className="text-right">To review</TableHeader>
            <TableHeader>Why</TableHeader>
            <TableHeader>Language</TableHeader>
            <TableHeader>Text used</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.id} className="hover:bg-subtle">
              <TableCell className="min-w-56">
                <Link
                  href={`/review/${row.id}`}
                  className="font-medium [overflow-wrap:anywhere] text-ink hover:text-accent-ink hover:underline"
                >
                  {row.title}
                </Link>{' '}
                <Badge>{row.kind === 'edition' ? 'incident' : 'skill'}</Badge>
              </TableCell>
              <TableCell className="text-right whitespace-nowrap tabular-nums">
                {row.open}
                {row.decided > 0 && <span className="text-faint"> of {row.open + row.decided}</span>}
              </TableCell>
              <TableCell className="min-w-64 text-muted">
                <ul>
                  {row.reasons.slice(0, SHOWN).map((reason) => (
                    <li key={reason}>{reason}</li>
                  ))}
                  {row.reasons.length > SHOWN && (
                    <li className="text-faint">and {row.reasons.length - SHOWN} other reasons</li>
                  )}
                </ul>
              </TableCell>
              <TableCell>{row.lang === 'und' ? <Unknown /> : <LangBadge lang={row.lang} />}</TableCell>
              <TableCell className="min-w-52">
                {row.coverage ? <CoverageNote coverage={row.coverage} /> : <Unknown />}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
