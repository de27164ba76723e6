import { formatDayShort, formatMinutes, zonedTime } from '@/lib/render/time'
import type { WindowView } from '@/lib/schema/incident'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { Unknown } from '../ui/unknown'
import { gapMinutes, STAMPS } from './window-stamps'

/** The axis as a table, for whoever cannot or does not want to read a picture. Times in the source's zone. */
export function WindowTable({
  windows,
  zone,
}: {
  windows: WindowView[]
  zone: { zone: string | null; zoneText: string | null }
}) {
  return (
    <details className="mt-2 text-sm print:hidden">
      <summary className="inline-flex min-h-6 cursor-pointer items-center text-xs text-faint hover:text-ink">
        As a table
      </summary>
      <Table caption={`Impact windows in ${zone.zoneText ?? zone.zone ?? 'UTC'}`}>
        <TableHead>
          <TableRow>
            <TableHeader>Window</TableHeader>
            {STAMPS.map(({ name, label }) => (
              <TableHeader key={name}>{label}</TableHeader>
            ))}
            <TableHeader>Duration</TableHeader>
            <TableHeader>Gap before</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {windows.map((window, index) => {
            const gap = gapMinutes(windows[index - 1], window)
            return (
              <TableRow key={window.id}>
                <TableHeader scope="row">{index + 1}</TableHeader>
                {STAMPS.map(({ name }) => {
                  const at = window[name]
                  const zoned = at ? zonedTime({ at, ...zone }, 'source') : null
                  return (
                    <TableCell key={name} className="font-mono text-xs whitespace-nowrap">
                      {zoned ? `${formatDayShort(zoned.date)} ${zoned.time}` : <Unknown />}
                    </TableCell>
                  )
                })}
                <TableCell>{window.minutes === null ? <Unknown /> : formatMinutes(window.minutes)}</TableCell>
                <TableCell>{gap === null ? '–' : formatMinutes(gap)}</TableCell>
              </TableRow>
            )
          })}
        </TableBody>
      </Table>
    </details>
  )
}
