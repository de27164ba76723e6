import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { Unknown } from '@/components/ui/unknown'
import { hrefOf } from '@/lib/render/links'
import type { DirectoryRow } from '@/lib/schema/directory'

/** People or companies; those that are only referred to are listed too, and say so. */
export function DirectoryTable({ rows, kind }: { rows: DirectoryRow[]; kind: DirectoryRow['kind'] }) {
  const t = useTranslations('directory.directoryTable')
  return (
    <div className="rounded-lg border border-line bg-surface">
      <Table caption={t(`${kind}.caption`)}>
        <TableHead>
          <TableRow className="last:border-b">
            <TableHeader>{t('name')}</TableHeader>
            <TableHeader>{t(`${kind}.detail`)}</TableHeader>
            <TableHeader className="text-right">{t('mentions')}</TableHeader>
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
                  <Badge className="ml-2" title={t('onlyReferredTo')}>
                    {t('notWritten')}
                  </Badge>
                )}
              </TableCell>
              <TableCell className="text-muted [overflow-wrap:anywhere]">
                {row.detail ?? <Unknown what={t(`${kind}.missing`)} />}
              </TableCell>
              <TableCell className="text-right tabular-nums">{row.mentions}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
