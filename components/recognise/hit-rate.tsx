import { useTranslations } from 'next-intl'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import type { AskedWeek } from '@/lib/schema/asked'

const WIDTH = 600
const HEIGHT = 80
const EDGE = 6

/** How often the first answer was right, week by week: a line, and the same figures as a table. */
export function HitRate({ weeks }: { weeks: AskedWeek[] }) {
  const t = useTranslations('recognise.hitRate')
  const judged = weeks.filter(({ decided }) => decided > 0)
  const right = judged.reduce((sum, week) => sum + week.right, 0)
  const decided = judged.reduce((sum, week) => sum + week.decided, 0)
  if (decided === 0) return <p className="text-sm text-muted">{t('notJudged')}</p>
  const points = judged.map((week) => {
    const place = weeks.indexOf(week)
    const x = weeks.length === 1 ? WIDTH / 2 : EDGE + (place * (WIDTH - 2 * EDGE)) / (weeks.length - 1)
    return { week, x, y: HEIGHT - EDGE - (week.right / week.decided) * (HEIGHT - 2 * EDGE) }
  })
  return (
    <div className="space-y-2">
      <p className="text-sm">{t('story', { right, decided, percent: Math.round((right / decided) * 100) })}</p>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="h-20 w-full max-w-3xl text-accent" aria-hidden>
        <line x1={0} x2={WIDTH} y1={EDGE} y2={EDGE} className="stroke-line" />
        <line x1={0} x2={WIDTH} y1={HEIGHT - EDGE} y2={HEIGHT - EDGE} className="stroke-line" />
        <polyline
          points={points.map(({ x, y }) => `${x},${y}`).join(' ')}
          fill="none"
          stroke="currentColor"
          strokeWidth={2}
        />
        {points.map(({ week, x, y }) => (
          <circle key={week.week} cx={x} cy={y} r={3.5} fill="currentColor" />
        ))}
      </svg>
      <details className="text-sm">
        <summary className="min-h-6 cursor-pointer text-muted">{t('byWeek')}</summary>
        <Table caption={t('caption')}>
          <TableHead>
            <TableRow>
              <TableHeader>{t('week')}</TableHeader>
              <TableHeader>{t('asked')}</TableHeader>
              <TableHeader>{t('judged')}</TableHeader>
              <TableHeader>{t('firstRight')}</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {weeks.map((week) => (
              <TableRow key={week.week}>
                <TableCell>{week.week}</TableCell>
                <TableCell>{week.asked}</TableCell>
                <TableCell>{week.decided}</TableCell>
                <TableCell>
                  {week.right}
                  {week.decided > 0 ? ` (${Math.round((week.right / week.decided) * 100)} %)` : ''}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </details>
    </div>
  )
}
