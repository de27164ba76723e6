import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import type { ActionItemView } from '@/lib/schema/action-item'

type Closed = Pick<ActionItemView, 'status' | 'evidence' | 'reason'>

/** What shows that an item is done: a link, a note, or openly nothing. */
export function Evidence({ evidence }: Pick<ActionItemView, 'evidence'>) {
  const marks = useTranslations('action-item.marks')
  if (!evidence) return <Badge tone="amber">{marks('noEvidence')}</Badge>
  if (evidence.kind === 'note') return <span className="[overflow-wrap:anywhere]">{evidence.text}</span>
  return (
    <a
      href={evidence.text}
      rel="noopener noreferrer nofollow"
      className="[overflow-wrap:anywhere] text-accent-ink hover:underline"
    >
      {evidence.text}
    </a>
  )
}

/** How an item was closed, in a line; nothing for one that is not. */
export function Closure({ item }: { item: Closed }) {
  const t = useTranslations('action-item.closure')
  const fields = useTranslations('action-item.fields')
  if (item.status === 'done') {
    return (
      <span className="inline-flex items-center gap-1.5">
        <span className="text-faint">{fields('evidence')}</span> <Evidence evidence={item.evidence} />
      </span>
    )
  }
  if (item.status !== 'wont-do') return null
  return (
    <span className="inline-flex items-center gap-1.5">
      <span className="text-faint">{fields('reason')}</span>
      {item.reason ?? <Badge tone="amber">{t('noReason')}</Badge>}
    </span>
  )
}
