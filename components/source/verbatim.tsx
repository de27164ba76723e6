import { useTranslations } from 'next-intl'
import { cn } from '@/components/ui/class-names'
import type { Span } from '@/lib/schema/text'
import { splitLines } from './split-lines'

/** A source's text, word for word, with line numbers; `span` is marked and can be linked to as `#span`. */
export function Verbatim({ text, lang, span }: { text: string; lang: string; span: Span | null }) {
  const t = useTranslations('source.verbatim')
  const [from, to] = span ?? [-1, -1]
  const lines = splitLines(text)
  const firstMarked = lines.find((line) => Math.max(line.start, from) < Math.min(line.end, to))
  return (
    <div
      lang={lang === 'und' ? undefined : lang}
      tabIndex={0}
      role="region"
      aria-label={t('label')}
      className="overflow-x-auto rounded-lg border border-line bg-surface py-3 font-mono text-xs leading-5"
    >
      {lines.map((line, index) => {
        const start = Math.max(line.start, from)
        const end = Math.min(line.end, to)
        const marked = start < end
        return (
          <div
            key={line.start}
            id={line === firstMarked ? 'span' : undefined}
            className={cn('flex min-h-5 scroll-mt-40 px-3', marked && 'bg-accent-tint')}
          >
            <span aria-hidden className="w-10 shrink-0 pr-3 text-right text-faint select-none">
              {index + 1}
            </span>
            <span className="min-w-0 break-words whitespace-pre-wrap">
              {marked ? (
                <>
                  {text.slice(line.start, start)}
                  <mark>{text.slice(start, end)}</mark>
                  {text.slice(end, line.end)}
                </>
              ) : (
                text.slice(line.start, line.end)
              )}
            </span>
          </div>
        )
      })}
    </div>
  )
}
