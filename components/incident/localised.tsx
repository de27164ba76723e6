import { listsFor, textsFor, type LangChoice } from '@/lib/render/localised'
import type { LocalisedList, LocalisedText } from '@/lib/schema/text'
import { cn } from '../ui/class-names'
import { InlineText } from '../ui/inline-text'
import { LangBadge } from '../ui/lang-badge'

const langOf = (lang: string) => (lang === 'und' ? undefined : lang)

/** A text in the chosen language, or in every language it has. Another language than the chosen one is named. */
export function Localised({
  text,
  choice,
  className,
}: {
  text: LocalisedText
  choice: LangChoice
  className?: string
}) {
  const texts = textsFor(text, choice)
  return (
    <span className={cn('flex min-w-0 flex-col gap-1', className)}>
      {texts.map(({ lang, text: words }) => (
        <span key={lang} className="min-w-0 [overflow-wrap:anywhere]">
          <span lang={langOf(lang)}>
            <InlineText text={words} />
          </span>
          {lang === choice ? null : (
            <span className="ml-1.5 align-[1px]">
              <LangBadge lang={lang} />
            </span>
          )}
        </span>
      ))}
    </span>
  )
}

/** A list in the chosen language, or one list for each language. */
export function LocalisedItems({
  list,
  choice,
  className,
}: {
  list: LocalisedList
  choice: LangChoice
  className?: string
}) {
  const lists = listsFor(list, choice)
  return (
    <div className={cn('flex min-w-0 flex-col gap-2', className)}>
      {lists.map(({ lang, items }) => (
        <div key={lang} className="min-w-0">
          {lang === choice ? null : <LangBadge lang={lang} />}
          <ul lang={langOf(lang)} className="list-disc pl-4 marker:text-faint">
            {items.map((item, index) => (
              <li key={index} className="mt-0.5 [overflow-wrap:anywhere]">
                <InlineText text={item} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  )
}
