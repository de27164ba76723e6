import { useTranslations } from 'next-intl'
import { PatternMonthsChart } from '@/components/measure/pattern-months-chart'
import { ResponseTimeChart } from '@/components/measure/response-time-chart'
import type { IncidentMeasuresView } from '@/lib/schema/incident-measures'
import { Panel } from '../ui/panel'
import { WordHelp } from '../ui/word-help'

/** What keeps happening, and how fast it is noticed and ended; nothing while no incident says so. */
export function KeepsHappening({ measures }: { measures: IncidentMeasuresView }) {
  const t = useTranslations('home.keepsHappening')
  const { months, patterns, times } = measures
  if (patterns.length === 0 && times.every(({ spread }) => spread === null)) return null
  return (
    <Panel id="keeps-happening" title={t('title')} help={<WordHelp of="spread" />} className="mt-5">
      <div className="grid items-start gap-x-8 gap-y-6 xl:grid-cols-2">
        <PatternMonthsChart months={months} patterns={patterns} />
        <div className="min-w-0 space-y-6">
          <ResponseTimeChart of="detection" times={times} />
          <ResponseTimeChart of="repair" times={times} />
        </div>
      </div>
    </Panel>
  )
}
