import type { ComponentProps } from 'react'
import { cn } from './class-names'

/** The browser's own select with our looks: it works with every keyboard, screen reader and phone. */
export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select className={cn('control', className)} {...rest} />
}
