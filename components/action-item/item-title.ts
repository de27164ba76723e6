import { oneText } from '@/lib/render/localised'
import type { ActionItemView } from '@/lib/schema/action-item'

/** The item's title in the wanted language or the nearest there is. Every item has one: none is stored without. */
export function titleOf(item: Pick<ActionItemView, 'title'>, lang = 'en'): string {
  return oneText(item.title, lang)?.text ?? '…'
}

/** The language that `titleOf` answers in, for the `lang` attribute. */
export function titleLang(item: Pick<ActionItemView, 'title'>, lang = 'en'): string | undefined {
  const found = oneText(item.title, lang)?.lang
  return found === 'und' ? undefined : found
}
