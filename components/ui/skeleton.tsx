import { cn } from './class-names'

/** Holds the place of something that is being loaded. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn('block h-4 animate-pulse rounded bg-hover', className)} />
}
