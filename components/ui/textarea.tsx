import type { ComponentProps } from 'react'
import { cn } from './class-names'

export function Textarea({ className, rows = 4, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={rows} className={cn('control resize-y py-1.5 leading-5', className)} {...rest} />
}
