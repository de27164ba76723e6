'use client'
import { TimeText } from '@/components/ui/time-text'
import { useZoneChoice } from '@/components/ui/zone-choice'
import { zonedTime } from '@/lib/render/time'

/** From the first to the last message on the chosen clock; the day is written again only where it is another. */
export function TimeSpan({ from, to }: { from: string; to: string | null }) {
  const choice = useZoneChoice()
  if (to === null || to === from) return <TimeText at={from} />
  const oneDay = zonedTime({ at: from }, choice).date === zonedTime({ at: to }, choice).date
  return (
    <>
      <TimeText at={from} />
      {' – '}
      <TimeText at={to} show={oneDay ? 'time' : 'full'} />
    </>
  )
}
