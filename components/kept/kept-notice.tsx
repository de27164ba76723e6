'use client'
import { useTranslations } from 'next-intl'
import { TimeText } from '../ui/time-text'
import { Button } from '../ui/button'

/** Offers what was typed before and not saved. */
export function KeptNotice(props: { what: string; at: number; onRestore: () => void; onDiscard: () => void }) {
  const t = useTranslations('import.keptNotice')
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-amber-line bg-amber-tint px-3 py-2 text-amber-ink"
    >
      <p className="min-w-0 flex-1 basis-52">
        {t.rich('notSaved', {
          what: props.what,
          at: () => <TimeText at={new Date(props.at).toISOString()} show="full" />,
        })}
      </p>
      <span className="flex gap-2">
        <Button size="sm" variant="primary" onClick={props.onRestore}>
          {t('restore')}
        </Button>
        <Button size="sm" onClick={props.onDiscard}>
          {t('discard')}
        </Button>
      </span>
    </div>
  )
}
