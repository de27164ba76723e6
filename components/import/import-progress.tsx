import { Badge } from '@/components/ui/badge'
import type { ImportView } from '@/lib/schema/import'
import { isOpen, stateWords } from './import-states'

const number = new Intl.NumberFormat('en')

/** How far an import is: a bar while it runs, and in words what has happened. */
export function ImportProgress({ found, rate, away }: { found: ImportView; rate: number | null; away: boolean }) {
  const { word, tone } = stateWords(found)
  const { done, total } = found
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span role="status">
          <Badge tone={tone}>{word}</Badge>
        </span>
        <span className="tabular-nums">
          {number.format(done)}
          {isOpen(found) && total !== null && ` of ${number.format(total)}`}{' '}
          {done === 1 && !total ? 'document' : 'documents'}
        </span>
        {found.state === 'finished' && found.finishedAt && (
          <span className="text-muted tabular-nums">in {duration(found.startedAt, found.finishedAt)}</span>
        )}
        {isOpen(found) && rate !== null && <Pace rate={rate} left={total === null ? null : total - done} />}
        {away && <span className="text-amber-ink">The server does not answer at the moment.</span>}
      </div>
      {isOpen(found) && <Bar done={done} total={total} />}
      <Explanation found={found} />
    </div>
  )
}

function Bar({ done, total }: { done: number; total: number | null }) {
  const percent = total ? Math.min(100, (done / total) * 100) : 0
  return (
    <div
      role="progressbar"
      aria-label="Documents imported"
      aria-valuemin={0}
      aria-valuemax={total ?? undefined}
      aria-valuenow={total === null ? undefined : done}
      className="h-2 overflow-hidden rounded-full bg-hover"
    >
      <div
        className="h-full rounded-full bg-accent transition-[width] duration-700 ease-linear motion-reduce:transition-none"
        style={{ width: `${percent}%` }}
      />
    </div>
  )
}

function Pace({ rate, left }: { rate: number; left: number | null }) {
  const shown = rate < 10 ? rate.toFixed(1) : String(Math.round(rate))
  return (
    <span className="text-muted tabular-nums">
      {shown} a second{left !== null && left > 0 && `, ${timeLeft(left / rate)} left`}
    </span>
  )
}

function duration(from: string, to: string): string {
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000
  if (seconds < 1) return 'less than a second'
  return seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`
}

function timeLeft(seconds: number): string {
  if (seconds < 60) return `about ${Math.max(1, Math.round(seconds))} s`
  return `about ${Math.round(seconds / 60)} min`
}

function Explanation({ found }: { found: ImportView }) {
  if (found.error) return <p className="text-red-ink">{found.error}</p>
  if (found.state === 'undone') {
    return (
      <p className="text-muted">
        {found.undoneBy ?? 'Somebody'} has undone it. What it brought is gone, except what somebody had changed; this
        list stays.
      </p>
    )
  }
  if (found.state === 'cancelled') {
    return <p className="text-muted">It was cancelled. What it had stored by then stays, unless you undo it.</p>
  }
  if (found.state === 'waiting') return <p className="text-muted">It starts as soon as a worker is free.</p>
  if (found.cancelling) return <p className="text-muted">It stops after the document in hand.</p>
  if (found.state === 'running' && found.current) {
    return (
      <p className="truncate font-mono text-xs text-faint" title={found.current}>
        {found.current}
      </p>
    )
  }
  return null
}
