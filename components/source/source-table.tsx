import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { LangBadge } from '@/components/ui/lang-badge'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import { hrefOf } from '@/lib/render/links'
import type { SourceRow } from '@/lib/schema/source'
import { formatBytes } from './format-bytes'
import { hrefOfParts, hrefOfSource } from './source-href'

/** Sources, and what became of each. */
export function SourceTable({ rows }: { rows: SourceRow[] }) {
  return (
    <div className="rounded-lg border border-line bg-surface">
      <Table caption="Sources">
        <TableHead>
          <TableRow className="last:border-b">
            <TableHeader>Source</TableHeader>
            <TableHeader>Became</TableHeader>
            <TableHeader>Format</TableHeader>
            <TableHeader>Language</TableHeader>
            <TableHeader className="text-right">Size</TableHeader>
            <TableHeader>Imported</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((source) => (
            <TableRow key={source.id} className="hover:bg-subtle">
              <TableCell className="max-w-72 min-w-44">
                <Link
                  href={hrefOfSource(source.id)}
                  className="font-medium [overflow-wrap:anywhere] text-ink hover:text-accent-ink hover:underline"
                >
                  {source.origin ?? 'pasted text'}
                </Link>
              </TableCell>
              <TableCell className="min-w-56">
                {source.parts > 0 ? (
                  <Link href={hrefOfParts(source.id)} className="text-accent-ink hover:underline">
                    {source.parts} {source.parts === 1 ? 'document' : 'documents'}
                  </Link>
                ) : source.document ? (
                  <Link
                    href={hrefOf(source.document.kind, source.document.slug)}
                    className="[overflow-wrap:anywhere] text-accent-ink hover:underline"
                  >
                    {source.document.title}
                  </Link>
                ) : (
                  <span className="text-faint italic">nothing any more</span>
                )}
              </TableCell>
              <TableCell>
                <Badge>{source.format}</Badge>
              </TableCell>
              <TableCell>
                {source.lang === 'und' ? (
                  <span className="text-faint italic">unknown</span>
                ) : (
                  <LangBadge lang={source.lang} />
                )}
              </TableCell>
              <TableCell className="text-right whitespace-nowrap tabular-nums">{formatBytes(source.size)}</TableCell>
              <TableCell className="whitespace-nowrap">
                <TimeText at={source.importedAt} show="full" />{' '}
                <span className="text-faint">by {source.importedBy}</span>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
