import { useTranslations } from 'next-intl'
import { zonedTime } from '@/lib/render/time'
import type { WindowView } from '@/lib/schema/incident'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { Unknown } from '../ui/unknown'
import { useTimes } from '../ui/use-times'
import { gapMinutes, STAMPS } from './window-stamps'

/** The axis as a table, for whoever cannot or does not want to read a picture. Times in the source's zone. */
export function WindowTable({
  windows,
  zone,
}: {
  windows: WindowView[]
  zone: { zone: string | null; zoneText: string | null }
}) {
  const t = useTranslations('timeline.windowTable')
  const stamps = useTranslations('timeline.stamps')
  const times = useTimes()
  return (
    <details className="mt-2 text-sm print:hidden">
      <summary className="inline-flex min-h-6 cursor-pointer items-center text-xs text-faint hover:text-ink">
        {t('asTable')}
      </summary>
      <Table caption={t('caption', { zone: zone.zoneText ?? zone.zone ?? 'UTC' })}>
        <TableHead>
          <TableRow>
            <TableHeader>{t('window')}</TableHeader>
            {STAMPS.map(({ name }) => (
              <TableHeader key={name}>{stamps(name)}</TableHeader>
            ))}
            <TableHeader>{t('duration')}</TableHeader>
            <TableHeader>{t('gapBefore')}</TableHeader>
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
                      {zoned ? `${times.dayShort(zoned.date)} ${zoned.time}` : <Unknown />}
                    </TableCell>
                  )
                })}
                <TableCell>{window.minutes === null ? <Unknown /> : times.minutes(window.minutes)}</TableCell>
                <TableCell>{gap === null ? '–' : times.minutes(gap)}</TableCell>
              </TableRow>
            )
          })}
        </TableBody>
      </Table>
    </details>
  )
}
