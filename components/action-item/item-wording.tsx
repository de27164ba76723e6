import { useTranslations } from 'next-intl'
import { InlineText } from '@/components/ui/inline-text'
import { LangBadge } from '@/components/ui/lang-badge'
import { Section } from '@/components/ui/panel'
import { oneText, textsFor } from '@/lib/render/localised'
import type { ActionItemView } from '@/lib/schema/action-item'
import { wholeOf } from './controlled-item'
import { EditableText } from './editable-text'

const FIELDS = ['condition', 'scope', 'dependency'] as const

/** The words of an item: its title, its condition, what it is limited to and in which order it comes, and those of other languages. */
export function ItemWording({ item }: { item: ActionItemView }) {
  const t = useTranslations('action-item.itemWording')
  const fields = useTranslations('action-item.fields')
  const whole = wholeOf(item)
  return (
    <Section title={t('wording')} id="wording">
      <dl className="grid gap-x-4 gap-y-2 sm:grid-cols-[6.5rem_minmax(0,1fr)]">
        <dt className="pt-0.5 text-faint">{fields('title')}</dt>
        <dd>
          <EditableText item={whole} field="title" />
          <OtherLanguages texts={item.title} />
        </dd>
        {FIELDS.map((field) => (
          <div key={field} className="contents">
            <dt className="pt-0.5 text-faint">{fields(field)}</dt>
            <dd>
              <EditableText item={whole} field={field} hint={t(`hints.${field}`)}>
                <InlineText text={oneText(item[field], 'en')?.text ?? ''} />
              </EditableText>
              <OtherLanguages texts={item[field]} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

/** The texts of the languages beside the one that is shown. */
function OtherLanguages({ texts }: { texts: ActionItemView['condition'] }) {
  const shown = oneText(texts, 'en')?.lang
  const others = texts ? textsFor(texts, 'all').filter(({ lang }) => lang !== shown) : []
  if (others.length === 0) return null
  return (
    <ul className="mt-1 space-y-1">
      {others.map(({ lang, text }) => (
        <li key={lang} className="flex items-baseline gap-2">
          <LangBadge lang={lang} />
          <span lang={lang === 'und' ? undefined : lang} className="min-w-0 [overflow-wrap:anywhere]">
            <InlineText text={text} />
          </span>
        </li>
      ))}
    </ul>
  )
}
