import { getTranslations } from 'next-intl/server'
import { highlightCode } from '@/lib/render/highlighter'
import { CopyButton } from '../ui/copy-button'

/** One piece of code, coloured on the server, with a copy button. `lang` is the name that the source gives it. */
export async function CodeBlock({ code, lang }: { code: string; lang: string | null }) {
  const t = await getTranslations('ui.codeBlock')
  const html = await highlightCode(code, lang)
  return (
    <div className="code-block" data-lang={lang ?? undefined}>
      <div dangerouslySetInnerHTML={{ __html: html }} />
      <CopyButton text={code} label={t('copy')} className="absolute top-1 right-1 bg-surface print:hidden" />
    </div>
  )
}
