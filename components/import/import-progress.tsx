import { useLocale, useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import type { Say } from '@/lib/intl/say'
import type { ImportView } from '@/lib/schema/import'
import { isOpen, stateWords } from './import-states'

/** How far an import is: a bar while it runs, and in words what has happened. */
export function ImportProgress({ found, rate, away }: { found: ImportView; rate: number | null; away: boolean }) {
  const t = useTranslations('import.importProgress')
  const { word, tone } = stateWords(useTranslations('import.importStates'), found)
  const { done, total } = found
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span role="status">
          <Badge tone={tone}>{word}</Badge>
        </span>
        <span className="tabular-nums">
          {total === null
            ? t('soFar', { count: done })
            : isOpen(found)
              ? t('doneOf', { done, total })
              : t('done', { count: done })}
        </span>
        {found.state === 'finished' && found.finishedAt && (
          <span className="text-muted tabular-nums">{durationWords(t, found.startedAt, found.finishedAt)}</span>
        )}
        {isOpen(found) && rate !== null && <Pace rate={rate} left={total === null ? null : total - done} />}
        {away && <span className="text-amber-ink">{t('away')}</span>}
      </div>
      {isOpen(found) && <Bar done={done} total={total} />}
      <Explanation found={found} />
    </div>
  )
}

function Bar({ done, total }: { done: number; total: number | null }) {
  const t = useTranslations('import.importProgress')
  const percent = total ? Math.min(100, (done / total) * 100) : 0
  return (
    <div
      role="progressbar"
      aria-label={t('bar')}
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
  const t = useTranslations('import.importProgress')
  const digits = rate < 10 ? 1 : 0
  const format = new Intl.NumberFormat(useLocale(), { minimumFractionDigits: digits, maximumFractionDigits: digits })
  const seconds = left !== null && left > 0 ? left / rate : null
  return <span className="text-muted tabular-nums">{paceWords(t, format.format(rate), seconds)}</span>
}

/** `seconds` that are left, null when that is not known. */
function paceWords(say: Say<'import.importProgress'>, rate: string, seconds: number | null): string {
  if (seconds === null) return say('pace', { rate })
  if (seconds < 60) return say('paceSecondsLeft', { rate, count: Math.max(1, Math.round(seconds)) })
  return say('paceMinutesLeft', { rate, count: Math.round(seconds / 60) })
}

function durationWords(say: Say<'import.importProgress'>, from: string, to: string): string {
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000
  if (seconds < 1) return say('tookMoment')
  return seconds < 120
    ? say('tookSeconds', { count: Math.round(seconds) })
    : say('tookMinutes', { count: Math.round(seconds / 60) })
}

function Explanation({ found }: { found: ImportView }) {
  const t = useTranslations('import.importProgress')
  if (found.error) return <p className="text-red-ink">{found.error}</p>
  if (found.state === 'undone') {
    return (
      <p className="text-muted">
        {found.undoneBy === null ? t('undoneBySomebody') : t('undoneBy', { name: found.undoneBy })}
      </p>
    )
  }
  if (found.state === 'cancelled') {
    return <p className="text-muted">{t('cancelled')}</p>
  }
  if (found.state === 'waiting') return <p className="text-muted">{t('waiting')}</p>
  if (found.cancelling) return <p className="text-muted">{t('stopping')}</p>
  if (found.state === 'running' && found.current) {
    return (
      <p className="truncate font-mono text-xs text-faint" title={found.current}>
        {found.current}
      </p>
    )
  }
  return null
}
