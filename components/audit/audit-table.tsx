import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import { hrefOf } from '@/lib/render/links'
import type { AuditRow } from '@/lib/schema/directory'
import { NodeKindSchema } from '@/lib/schema/reference'
import { actionWords, nounWords } from './action-words'
import { changeText } from './change-text'

/** Who changed what and when, newest first. */
export function AuditTable({ rows }: { rows: AuditRow[] }) {
  const t = useTranslations('audit.auditTable')
  const actions = useTranslations('audit.actionWords')
  return (
    <div className="rounded-lg border border-line bg-surface">
      <Table caption={t('caption')}>
        <TableHead>
          <TableRow className="last:border-b">
            <TableHeader>{t('when')}</TableHeader>
            <TableHeader>{t('who')}</TableHeader>
            <TableHeader>{t('did')}</TableHeader>
            <TableHeader>{t('what')}</TableHeader>
            <TableHeader>{t('changes')}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.id} className="hover:bg-subtle">
              <TableCell className="whitespace-nowrap text-muted">
                <TimeText at={row.at} show="full" />
              </TableCell>
              <TableCell className="whitespace-nowrap">
                {row.by} <span className="text-xs text-faint">{row.via === 'token' ? t('byToken') : ''}</span>
              </TableCell>
              <TableCell className="whitespace-nowrap">{actionWords(actions, row.action)}</TableCell>
              <TableCell className="min-w-52">
                <Target target={row.target} />
              </TableCell>
              <TableCell className="min-w-56">
                <Changes changes={row.changes} fresh={!row.action.endsWith('updated')} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}

function Target({ target }: { target: AuditRow['target'] }) {
  const actions = useTranslations('audit.actionWords')
  const kind = NodeKindSchema.safeParse(target.kind).data
  const words = target.title ?? target.slug
  if (kind && target.slug) {
    return (
      <Link href={hrefOf(kind, target.slug)} className="[overflow-wrap:anywhere] text-accent-ink hover:underline">
        {words}
      </Link>
    )
  }
  return (
    <span className="text-muted">
      {nounWords(actions, target.kind)} {words ?? <span className="font-mono text-xs">{target.id.slice(0, 8)}</span>}
    </span>
  )
}

/** `fresh`: nothing was there before, so only the new values are worth reading. */
function Changes({ changes, fresh }: { changes: AuditRow['changes']; fresh: boolean }) {
  const t = useTranslations('audit.auditTable')
  const values = useTranslations('audit.changeText')
  const fields = Object.entries(changes)
  if (fields.length === 0) return <span className="text-faint">—</span>
  return (
    <ul className="space-y-0.5 text-xs">
      {fields.map(([field, { from, to }]) => (
        <li key={field} className="[overflow-wrap:anywhere]">
          <span className="text-faint">{field}</span>{' '}
          {!(fresh && from === null) && (
            <>
              {changeText(values, from)} <span aria-label={t('to')}>→</span>{' '}
            </>
          )}
          <span className="font-medium">{changeText(values, to)}</span>
        </li>
      ))}
    </ul>
  )
}
