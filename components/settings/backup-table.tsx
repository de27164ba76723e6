import { Badge } from '@/components/ui/badge'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import type { Tone } from '@/lib/render/tone'
import type { BackupRunView } from '@/lib/schema/backup'

const MEGABYTE = 1024 * 1024
const size = (bytes: number) =>
  bytes < MEGABYTE ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / MEGABYTE).toFixed(1)} MB`

function stateOf({ error, finishedAt }: BackupRunView): { label: string; tone: Tone } {
  if (error !== null) return { label: 'failed', tone: 'red' }
  return finishedAt === null ? { label: 'not finished', tone: 'amber' } : { label: 'made', tone: 'green' }
}

/** The latest backups that the schedule made, newest first. */
export function BackupTable({ runs }: { runs: BackupRunView[] }) {
  return (
    <Table caption="Backups">
      <TableHead>
        <TableRow className="last:border-b">
          <TableHeader>Begun</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader>File</TableHeader>
          <TableHeader>Size</TableHeader>
          <TableHeader>Rows</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {runs.map((run) => (
          <TableRow key={run.id}>
            <TableCell>
              <TimeText at={run.startedAt} show="full" />
            </TableCell>
            <TableCell>
              <Badge tone={stateOf(run).tone}>{stateOf(run).label}</Badge>
            </TableCell>
            <TableCell>
              <span className="font-mono text-xs break-all">{run.file}</span>
              {run.error !== null && <span className="block text-muted">{run.error}</span>}
            </TableCell>
            <TableCell>{run.bytes === null ? null : size(run.bytes)}</TableCell>
            <TableCell>{run.rows?.toLocaleString('en')}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
