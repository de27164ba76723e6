import { useTranslations } from 'next-intl'
import { useTimes } from './use-times'

/** On paper: where the page is found again, by its address and by its id, which it keeps under any name, and how old the paper is. */
export function PrintedFrom({ address, id, updatedAt }: { address: string; id?: string; updatedAt?: string }) {
  const t = useTranslations('ui.printedFrom')
  const times = useTimes()
  return (
    <p className="mt-1 hidden text-xs [overflow-wrap:anywhere] print:block">
      {address}
      {id ? ` · ${t('id', { id })}` : null}
      {updatedAt ? ` · ${t('changed', { day: times.day(updatedAt.slice(0, 10)) })}` : null}
    </p>
  )
}
