import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import { hrefOf } from '@/lib/render/links'
import type { ProposalRow } from '@/lib/schema/proposal'
import { PROPOSAL_TONES } from './proposal-tones'

/** Proposals with what each would change, and who made it. */
export function ProposalTable({ rows }: { rows: ProposalRow[] }) {
  const t = useTranslations('proposal.proposalTable')
  return (
    <div className="rounded-lg border border-line bg-surface">
      <Table caption={t('caption')}>
        <TableHead>
          <TableRow className="last:border-b">
            <TableHeader className="pl-4">{t('proposal')}</TableHeader>
            <TableHeader>{t('changes')}</TableHeader>
            <TableHeader>{t('by')}</TableHeader>
            <TableHeader className="pr-4">{t('proposed')}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <ProposalLine key={row.id} row={row} />
          ))}
        </TableBody>
      </Table>
    </div>
  )
}

function ProposalLine({ row }: { row: ProposalRow }) {
  const t = useTranslations('proposal.proposalTable')
  const kinds = useTranslations('proposal.kinds')
  const states = useTranslations('proposal.states')
  const thing = row.result ?? row.about
  return (
    <TableRow className="hover:bg-subtle">
      <TableCell className="max-w-xl min-w-60 pl-4">
        <Link
          href={`/proposals/${row.id}`}
          className="font-medium [overflow-wrap:anywhere] text-ink hover:text-accent-ink hover:underline"
        >
          {row.title}
        </Link>
        <span className="mt-1 flex flex-wrap gap-1.5">
          <Badge>{kinds(row.kind)}</Badge>
          <Badge tone={PROPOSAL_TONES[row.state]}>{states(row.state)}</Badge>
        </span>
      </TableCell>
      <TableCell className="max-w-72 min-w-40">
        {thing ? (
          <Link href={hrefOf(thing.kind, thing.slug)} className="[overflow-wrap:anywhere] hover:underline">
            {thing.title}
          </Link>
        ) : (
          <span className="text-faint">{row.state === 'open' ? t('somethingNew') : '—'}</span>
        )}
      </TableCell>
      <TableCell className="min-w-32 [overflow-wrap:anywhere]">{row.proposedBy}</TableCell>
      <TableCell className="pr-4 whitespace-nowrap">
        <TimeText at={row.proposedAt} show="full" />
      </TableCell>
    </TableRow>
  )
}
