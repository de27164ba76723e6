import Link from 'next/link'
import { TimeText } from '@/components/ui/time-text'
import type { Unrecognised } from '@/lib/schema/asked'

/** Alerts that nothing known answers: each is a skill that is not written yet. */
export function UnrecognisedList({ items }: { items: Unrecognised[] }) {
  if (items.length === 0) return <p className="text-sm text-muted">Nothing that was asked has gone unrecognised.</p>
  return (
    <ul className="space-y-2 text-sm">
      {items.map(({ text, times, last }) => (
        <li key={text} className="min-w-0">
          <p className="line-clamp-2 font-mono text-xs [overflow-wrap:anywhere]">{text}</p>
          <p className="flex flex-wrap items-center gap-x-3 text-xs text-muted">
            <span>{times === 1 ? 'once' : `${times} times`}</span>
            <span>
              last <TimeText at={last} show="full" />
            </span>
            <Link
              href="/import"
              aria-label={`Write a skill for: ${text.slice(0, 80)}`}
              className="inline-flex min-h-6 items-center text-accent-ink hover:underline"
            >
              Write a skill
            </Link>
          </p>
        </li>
      ))}
    </ul>
  )
}
