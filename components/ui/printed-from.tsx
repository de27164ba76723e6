import { formatDay } from '@/lib/render/time'

/** On paper: where the page is found again, by its address and by its id, which it keeps under any name, and how old the paper is. */
export function PrintedFrom({ address, id, updatedAt }: { address: string; id?: string; updatedAt?: string }) {
  return (
    <p className="mt-1 hidden text-xs [overflow-wrap:anywhere] print:block">
      {address}
      {id ? ` · id ${id}` : null}
      {updatedAt ? ` · as changed on ${formatDay(updatedAt.slice(0, 10))}` : null}
    </p>
  )
}
