import { useTranslations } from 'next-intl'
import { TimeText } from '@/components/ui/time-text'
import { inOrder } from '@/lib/domain/run-state'
import { copiedCommand, stepWords } from '@/lib/domain/run-words'
import type { RunEntry, RunView } from '@/lib/schema/skill-run'

type Run = Pick<RunView, 'plan' | 'startedAt' | 'by'>

/** What was done, after the name of who did it. */
function Entry({ entry, run: { plan }, log }: { entry: RunEntry; run: Run; log: RunEntry[] }) {
  const t = useTranslations('skill.runLog.entry')
  const by = () => <span className="text-muted">{entry.by}</span>
  switch (entry.kind) {
    case 'went':
      return t.rich('went', { by, step: entry.step + 1, words: stepWords(plan[entry.step]) })
    case 'copied':
      return t.rich('copied', { by, command: copiedCommand(entry, plan, log) })
    case 'noted':
      return t.rich('noted', { by, text: entry.text })
    case 'filled':
      if (entry.value === null) return t.rich('filledHidden', { by, name: entry.name })
      return t.rich('filled', { by, name: entry.name, value: entry.value })
    case 'exited':
      return t.rich('exited', { by, step: entry.step + 1, words: entry.words })
    case 'ended': {
      const outcome = entry.outcome ?? 'left'
      return entry.note ? t.rich('endedWithNote', { by, outcome, note: entry.note }) : t.rich('ended', { by, outcome })
    }
    case 'reopened':
      return t.rich('reopened', { by })
  }
}

/** What was done when and by whom; each entry can be linked to. */
export function RunLog({ run, log }: { run: Run; log: RunEntry[] }) {
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
            <Entry entry={entry} run={run} log={log} />
          </span>
        </li>
      ))}
    </ol>
  )
}
