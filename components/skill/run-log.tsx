import { useTranslations } from 'next-intl'
import { TimeText } from '@/components/ui/time-text'
import { inOrder } from '@/lib/domain/run-state'
import { entryWords } from '@/lib/domain/run-words'
import type { RunEntry, RunView } from '@/lib/schema/skill-run'

/** What was done when and by whom; each entry can be linked to. */
export function RunLog({ run, log }: { run: Pick<RunView, 'plan' | 'startedAt' | 'by'>; log: RunEntry[] }) {
  const t = useTranslations('skill.runLog')
  return (
    <ol className="space-y-1.5" aria-label={t('label')}>
      <li className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-2">
        <TimeText at={run.startedAt} show="time" className="text-faint" />
        <span>{t('began', { name: run.by })}</span>
      </li>
      {inOrder(log).map((entry) => (
        <li
          key={entry.id}
          id={`entry-${entry.id}`}
          className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-2 target:bg-accent-tint"
        >
          <TimeText at={entry.at} show="time" className="text-faint" />
          <span className="min-w-0 [overflow-wrap:anywhere] whitespace-pre-line">
            <span className="text-muted">{entry.by}</span> {entryWords(entry, run.plan, log)}
          </span>
        </li>
      ))}
    </ol>
  )
}
