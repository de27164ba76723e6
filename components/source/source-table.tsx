import { useLocale, useTranslations } from 'next-intl'
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
  const t = useTranslations('source.sourceTable')
  const locale = useLocale()
  return (
    <div className="rounded-lg border border-line bg-surface">
      <Table caption={t('caption')}>
        <TableHead>
          <TableRow className="last:border-b">
            <TableHeader>{t('source')}</TableHeader>
            <TableHeader>{t('became')}</TableHeader>
            <TableHeader>{t('format')}</TableHeader>
            <TableHeader>{t('language')}</TableHeader>
            <TableHeader className="text-right">{t('size')}</TableHeader>
            <TableHeader>{t('imported')}</TableHeader>
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
                  {source.origin ?? t('pasted')}
                </Link>
              </TableCell>
              <TableCell className="min-w-56">
                {source.parts > 0 ? (
                  <Link href={hrefOfParts(source.id)} className="text-accent-ink hover:underline">
                    {t('documents', { count: source.parts })}
                  </Link>
                ) : source.document ? (
                  <Link
                    href={hrefOf(source.document.kind, source.document.slug)}
                    className="[overflow-wrap:anywhere] text-accent-ink hover:underline"
                  >
                    {source.document.title}
                  </Link>
                ) : (
                  <span className="text-faint italic">{t('nothingLeft')}</span>
                )}
              </TableCell>
              <TableCell>
                <Badge>{source.format}</Badge>
              </TableCell>
              <TableCell>
                {source.lang === 'und' ? (
                  <span className="text-faint italic">{t('unknown')}</span>
                ) : (
                  <LangBadge lang={source.lang} />
                )}
              </TableCell>
              <TableCell className="text-right whitespace-nowrap tabular-nums">
                {formatBytes(source.size, locale)}
              </TableCell>
              <TableCell className="whitespace-nowrap">
                {t.rich('importedBy', {
                  time: () => <TimeText at={source.importedAt} show="full" />,
                  by: source.importedBy,
                  faint: (chunks) => <span className="text-faint">{chunks}</span>,
                })}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
