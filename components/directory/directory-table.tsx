import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { Unknown } from '@/components/ui/unknown'
import { hrefOf } from '@/lib/render/links'
import type { DirectoryRow } from '@/lib/schema/directory'

/** People or companies; those that are only referred to are listed too, and say so. */
export function DirectoryTable({ rows, caption, detail }: { rows: DirectoryRow[]; caption: string; detail: string }) {
  return (
    <div className="rounded-lg border border-line bg-surface">
      <Table caption={caption}>
        <TableHead>
          <TableRow className="last:border-b">
            <TableHeader>Name</TableHeader>
            <TableHeader>{detail}</TableHeader>
            <TableHeader className="text-right">Mentions</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.slug} className="hover:bg-subtle">
              <TableCell>
                <Link
                  href={hrefOf(row.kind, row.slug)}
                  className="font-medium text-ink hover:text-accent-ink hover:underline"
                >
                  {row.title}
                </Link>
                {!row.written && (
                  <Badge className="ml-2" title="Only referred to: no page has been written or imported yet">
                    not yet written
                  </Badge>
                )}
              </TableCell>
              <TableCell className="text-muted [overflow-wrap:anywhere]">
                {row.detail ?? <Unknown what={detail.toLowerCase()} />}
              </TableCell>
              <TableCell className="text-right tabular-nums">{row.mentions}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
