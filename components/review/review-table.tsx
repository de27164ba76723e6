import { useTranslations } from 'next-intl'
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
  const t = useTranslations('review.reviewTable')
  return (
    <div className="rounded-lg border border-line bg-surface">
      <Table caption={t('caption')}>
        <TableHead>
          <TableRow className="last:border-b">
            <TableHeader>{t('document')}</TableHeader>
            <TableHeader className="text-right">{t('toReview')}</TableHeader>
            <TableHeader>{t('why')}</TableHeader>
            <TableHeader>{t('language')}</TableHeader>
            <TableHeader>{t('textUsed')}</TableHeader>
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
                <Badge>{t(`kind.${row.kind}`)}</Badge>
              </TableCell>
              <TableCell className="text-right whitespace-nowrap tabular-nums">
                {row.decided > 0
                  ? t.rich('openOf', {
                      open: row.open,
                      all: row.open + row.decided,
                      faint: (chunks) => <span className="text-faint">{chunks}</span>,
                    })
                  : row.open}
              </TableCell>
              <TableCell className="min-w-64 text-muted">
                <ul>
                  {row.reasons.slice(0, SHOWN).map((reason) => (
                    <li key={reason}>{reason}</li>
                  ))}
                  {row.reasons.length > SHOWN && (
                    <li className="text-faint">{t('otherReasons', { count: row.reasons.length - SHOWN })}</li>
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
