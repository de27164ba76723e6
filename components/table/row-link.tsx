import Link from 'next/link'
import type { ReactNode } from 'react'
import { cn } from '../ui/class-names'

/** The link that opens a row: one for each row, in its first column. The keys of the table move between them. */
export function RowLink({
  href,
  lang,
  className,
  children,
}: {
  href: string
  lang?: string
  className?: string
  children: ReactNode
}) {
  return (
    <Link data-row-link href={href} lang={lang} className={cn('row-link', className)}>
      {children}
    </Link>
  )
}
