import type { ComponentProps } from 'react'
import { cn } from './class-names'

export function Textarea({ className, rows = 4, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={rows} className={cn('control control-area', className)} {...rest} />
}
