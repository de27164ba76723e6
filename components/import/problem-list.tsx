import { CircleX, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Problem } from '@/lib/schema/draft'
import { cn } from '@/components/ui/class-names'

/** Problems of a draft; with `onLine` a line number is a button that goes there. */
export function ProblemList({ problems, onLine }: { problems: Problem[]; onLine?: (line: number) => void }) {
  const t = useTranslations('import.problemList')
  if (problems.length === 0) return null
  return (
    <ul className="space-y-1">
      {problems.map((problem, index) => (
        <li
          key={index}
          className={cn('flex items-start gap-2', problem.level === 'error' ? 'text-red-ink' : 'text-amber-ink')}
        >
          {problem.level === 'error' ? (
            <CircleX aria-label={t('error')} className="mt-0.5 size-4 shrink-0" />
          ) : (
            <TriangleAlert aria-label={t('warning')} className="mt-0.5 size-4 shrink-0" />
          )}
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {problem.message}
            {problem.line !== undefined && <LineNumber line={problem.line} onLine={onLine} />}
          </span>
        </li>
      ))}
    </ul>
  )
}

function LineNumber({ line, onLine }: { line: number; onLine?: (line: number) => void }) {
  const t = useTranslations('import.problemList')
  if (!onLine) return <span className="text-faint"> {t('inLine', { line })}</span>
  return (
    <button
      type="button"
      className="ml-1.5 min-h-6 rounded px-1 text-xs underline hover:bg-hover"
      onClick={() => onLine(line)}
    >
      {t('toLine', { line })}
    </button>
  )
}
