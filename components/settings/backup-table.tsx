import { useLocale, useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import { useNumber } from '@/components/ui/use-number'
import { sentencesIn } from '@/lib/intl/sentences'
import type { Tone } from '@/lib/render/tone'
import type { BackupRunView } from '@/lib/schema/backup'

const MEGABYTE = 1024 * 1024

type State = 'failed' | 'unfinished' | 'made'
const TONES: Record<State, Tone> = { failed: 'red', unfinished: 'amber', made: 'green' }

function stateOf({ error, finishedAt }: BackupRunView): State {
  if (error !== null) return 'failed'
  return finishedAt === null ? 'unfinished' : 'made'
}

/** The latest backups that the schedule made, newest first. */
export function BackupTable({ runs }: { runs: BackupRunView[] }) {
  const t = useTranslations('settings.backupTable')
  const number = useNumber()
  const say = sentencesIn(useLocale())
  const size = (bytes: number) =>
    bytes < MEGABYTE ? t('kilobytes', { size: Math.ceil(bytes / 1024) }) : t('megabytes', { size: bytes / MEGABYTE })
  return (
    <Table caption={t('caption')}>
      <TableHead>
        <TableRow className="last:border-b">
          <TableHeader>{t('begun')}</TableHeader>
          <TableHeader>{t('state')}</TableHeader>
          <TableHeader>{t('file')}</TableHeader>
          <TableHeader>{t('size')}</TableHeader>
          <TableHeader>{t('rows')}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {runs.map((run) => (
          <TableRow key={run.id}>
            <TableCell>
              <TimeText at={run.startedAt} show="full" />
            </TableCell>
            <TableCell>
              <Badge tone={TONES[stateOf(run)]}>{t(`states.${stateOf(run)}`)}</Badge>
            </TableCell>
            <TableCell>
              <span className="font-mono text-xs break-all">{run.file}</span>
              {run.error !== null && <span className="block text-muted">{say(run.error)}</span>}
            </TableCell>
            <TableCell>{run.bytes === null ? null : size(run.bytes)}</TableCell>
            <TableCell>{run.rows === null ? null : number(run.rows)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
