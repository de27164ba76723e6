import type { ComponentProps } from 'react'
import { cn } from './class-names'

/** A table in a box that scrolls sideways by itself on narrow screens. `caption` is for screen readers. */
export function Table({ caption, className, children, ...rest }: ComponentProps<'table'> & { caption: string }) {
  return (
    <div className="relative min-w-0 overflow-x-auto" tabIndex={0} role="region" aria-label={caption}>
      <table className={cn('w-full border-collapse text-left text-sm', className)} {...rest}>
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </div>
  )
}

export function TableHead({ className, ...rest }: ComponentProps<'thead'>) {
  return <thead className={cn('text-xs text-faint', className)} {...rest} />
}

export function TableBody(props: ComponentProps<'tbody'>) {
  return <tbody {...props} />
}

export function TableRow({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr className={cn('table-row-line', className)} {...rest} />
}

export function TableHeader({ className, scope = 'col', ...rest }: ComponentProps<'th'>) {
  return <th scope={scope} className={cn('table-heading', className)} {...rest} />
}

export function TableCell({ className, ...rest }: ComponentProps<'td'>) {
  return <td className={cn('cell', className)} {...rest} />
}
