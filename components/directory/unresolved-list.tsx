import { useTranslations } from 'next-intl'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import type { UnresolvedReference } from '@/lib/schema/reference'
import { BacklinkList, NamedLink } from './reference-list'

/** Names that nothing has yet, with what refers to them. */
export function UnresolvedList({ unresolved }: { unresolved: UnresolvedReference[] }) {
  const t = useTranslations('directory.unresolvedList')
  return (
    <div className="rounded-lg border border-line bg-surface">
      <Table caption={t('caption')}>
        <TableHead>
          <TableRow className="last:border-b">
            <TableHeader>{t('name')}</TableHeader>
            <TableHeader>{t('from')}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {unresolved.map((reference) => (
            <TableRow key={reference.target}>
              <TableCell className="min-w-52">
                <NamedLink target={reference.target} />
              </TableCell>
              <TableCell className="min-w-64">
                <BacklinkList backlinks={reference.from} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
