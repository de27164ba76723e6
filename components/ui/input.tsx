import type { ComponentProps } from 'react'
import { cn } from './class-names'

export const controlClasses =
  'w-full min-w-0 rounded-md border border-control bg-surface px-2.5 text-sm text-ink placeholder:text-faint hover:border-muted disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-red-ink'

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={cn(controlClasses, 'h-8', className)} {...rest} />
}
