import { TriangleAlert } from 'lucide-react'
import { TimeText } from '../ui/time-text'

/** Above every page of a break-glass session: what it is, why, and until when. */
export function BreakGlassBar({ until, reason }: { until: string; reason: string }) {
  return (
    <aside
      aria-label="Break-glass session"
      className="flex flex-wrap items-center gap-x-2 gap-y-0.5 border-b border-red-line bg-red-tint px-3 py-2 text-sm text-red-ink sm:px-6 print:hidden"
    >
      <TriangleAlert aria-hidden className="size-4 shrink-0" />
      <span className="font-semibold">Break-glass session</span>
      <span>
        with an administrator’s rights until <TimeText at={until} show="full" />, for: {reason}. All that is done is in
        the audit log.
      </span>
    </aside>
  )
}
