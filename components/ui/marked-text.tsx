import type { Span } from '@/lib/schema/text'
import { cn } from './class-names'

/** Verbatim text with one span highlighted; the highlight has the anchor `#span`. A span beyond the text marks nothing. */
export function MarkedText({
  text,
  span,
  lang,
  className,
}: {
  text: string
  span: Span | null
  lang: string
  className?: string
}) {
  const marked = span && span[0] < text.length ? span : null
  return (
    <pre
      lang={lang === 'und' ? undefined : lang}
      tabIndex={0}
      className={cn('font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere] text-ink', className)}
    >
      {marked ? (
        <>
          {text.slice(0, marked[0])}
          <mark id="span" className="scroll-mt-32 rounded-sm py-0.5 ring-2 ring-mark">
            {text.slice(marked[0], marked[1])}
          </mark>
          {text.slice(marked[1])}
        </>
      ) : (
        text
      )}
    </pre>
  )
}
