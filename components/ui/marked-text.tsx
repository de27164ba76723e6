import { useTranslations } from 'next-intl'
import type { Span } from '@/lib/schema/text'

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
  const t = useTranslations('ui.markedText')
  const marked = span && span[0] < text.length ? span : null
  return (
    <div role="region" aria-label={t('label')} tabIndex={0} className={className}>
      <pre
        lang={lang === 'und' ? undefined : lang}
        className="font-mono text-xs leading-5 [overflow-wrap:anywhere] whitespace-pre-wrap text-ink"
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
    </div>
  )
}
