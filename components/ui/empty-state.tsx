import type { ReactNode } from 'react'
import { cn } from './class-names'

/** Shown instead of nothing: what would be here, and what to do to get it. */
export function EmptyState(props: { title: string; children?: ReactNode; actions?: ReactNode; className?: string }) {
  return (
    <div className={cn('flex flex-col items-start gap-2 px-4 py-6', props.className)}>
      <p className="font-medium text-ink">{props.title}</p>
      {props.children ? <div className="max-w-prose text-muted">{props.children}</div> : null}
      {props.actions ? <div className="mt-1 flex flex-wrap gap-2">{props.actions}</div> : null}
    </div>
  )
}
