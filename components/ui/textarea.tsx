import type { ComponentProps } from 'react'
import { cn } from './class-names'
import { controlClasses } from './input'

export function Textarea({ className, rows = 4, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={rows} className={cn(controlClasses, 'resize-y py-1.5 leading-5', className)} {...rest} />
}
