import { Clock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { InlineText } from '@/components/ui/inline-text'
import { hrefOf } from '@/lib/render/links'
import type { ActionItemView, RelatedItem } from '@/lib/schema/action-item'
import { StatusBadge } from './action-item-controls'
import { titleLang, titleOf } from './item-title'

/** A link to an item that another one waits for, or that waits for it, with how far it is. */
export function RelatedItemLink({ item, lang }: { item: RelatedItem; lang?: string }) {
  const t = useTranslations('action-item.waitsFor')
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-2 gap-y-1">
      <Link
        href={hrefOf('action-item', item.id)}
        lang={titleLang(item, lang)}
        className="inline-flex min-h-6 items-center [overflow-wrap:anywhere] text-accent-ink hover:underline"
      >
        <InlineText text={titleOf(item, lang)} />
      </Link>
      {item.status ? <StatusBadge status={item.status} /> : <Badge>{t('unknownStatus')}</Badge>}
    </span>
  )
}

/** What an item waits for and what waits for it, in a line each; nothing where neither is known. */
export function WaitsFor({
  item,
  lang,
}: {
  item: Pick<ActionItemView, 'dependsOn' | 'dependents' | 'waits'>
  lang?: string
}) {
  const t = useTranslations('action-item.waitsFor')
  if (!item.dependsOn && item.dependents.length === 0) return null
  return (
    <div className="space-y-0.5 text-xs text-muted">
      {item.dependsOn && (
        <p className="flex flex-wrap items-center gap-x-1.5">
          {item.waits && <Clock aria-hidden className="size-3 text-amber-ink" />}
          <span className="text-faint">{item.waits ? t('waitsFor') : t('cameAfter')}</span>
          <RelatedItemLink item={item.dependsOn} lang={lang} />
        </p>
      )}
      {item.dependents.map((one) => (
        <p key={one.id} className="flex flex-wrap items-center gap-x-1.5">
          <span className="text-faint">{t('comesBefore')}</span>
          <RelatedItemLink item={one} lang={lang} />
        </p>
      ))}
    </div>
  )
}
