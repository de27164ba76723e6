import { renderMarkdown, type MarkdownOptions } from '@/lib/render/markdown'
import { cn } from '../ui/class-names'
import { CopyCode } from './copy-code'

/** A text in Markdown, rendered on the server and sanitised. `lang` is the language it is written in. */
export async function Markdown({
  text,
  lang,
  className,
  ...options
}: MarkdownOptions & { text: string; lang: string; className?: string }) {
  const html = await renderMarkdown(text, options)
  return (
    <CopyCode>
      <div
        lang={lang === 'und' ? undefined : lang}
        className={cn('prose-text', className)}
        // renderMarkdown only gives HTML that its sanitiser let through.
        dangerouslySetInnerHTML={{ __html: html }}
      />
    </CopyCode>
  )
}
