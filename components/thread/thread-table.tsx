import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import { Unknown } from '@/components/ui/unknown'
import { useNumber } from '@/components/ui/use-number'
import { hrefOf } from '@/lib/render/links'
import type { ThreadRow } from '@/lib/schema/thread'
import { channelName } from './message-address'
import { ThreadDocuments } from './thread-documents'

/** Names that fit into a cell; the others are counted. */
const NAMED = 4

/** Conversations, and what was made of each. On narrow screens when and who stand below the title. */
export function ThreadTable({ rows }: { rows: ThreadRow[] }) {
  const t = useTranslations('thread.threadTable')
  const number = useNumber()
  return (
    <div className="rounded-lg border border-line bg-surface">
      <Table caption={t('caption')}>
        <TableHead>
          <TableRow className="last:border-b">
            <TableHeader>{t('thread')}</TableHeader>
            <TableHeader className="hidden md:table-cell">{t('began')}</TableHeader>
            <TableHeader className="hidden lg:table-cell">{t('people')}</TableHeader>
            <TableHeader className="hidden text-right sm:table-cell">{t('messages')}</TableHeader>
            <TableHeader>{t('made')}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.slug} className="hover:bg-subtle">
              <TableCell className="min-w-44 space-y-0.5">
                <Link
                  href={hrefOf('thread', row.slug)}
                  className="inline-block min-h-6 font-medium [overflow-wrap:anywhere] text-ink hover:text-accent-ink hover:underline"
                >
                  {row.title}
                </Link>
                <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted">
                  {row.channel && <Badge>{channelName(row.channel)}</Badge>}
                  <span className="md:hidden">
                    <Began row={row} />
                  </span>
                  <span className="lg:hidden">
                    <Names people={row.people} />
                  </span>
                </div>
              </TableCell>
              <TableCell className="hidden whitespace-nowrap md:table-cell">
                <Began row={row} />
              </TableCell>
              <TableCell className="hidden max-w-56 lg:table-cell">
                <Names people={row.people} />
              </TableCell>
              <TableCell className="hidden text-right tabular-nums sm:table-cell">{number(row.messages)}</TableCell>
              <TableCell className="min-w-40">
                <ThreadDocuments documents={row.documents} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}

function Began({ row: { startedAt } }: { row: ThreadRow }) {
  const t = useTranslations('thread.threadTable')
  return startedAt ? <TimeText at={startedAt} show="full" /> : <Unknown what={t('whenItBegan')} />
}

function Names({ people }: { people: string[] }) {
  const t = useTranslations('thread.threadTable')
  const names = people.slice(0, NAMED).join(', ')
  const more = people.length - NAMED
  return more > 0 ? t('andMore', { names, more }) : names
}
