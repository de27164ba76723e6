import type { ReactNode } from 'react'
import { cn } from './class-names'

type SectionProps = {
  title: ReactNode
  /** Anchor of the section. */
  id?: string
  /** Beside the title: how many there are. */
  count?: number
  /** Right after the title: what a word of it means. */
  help?: ReactNode
  actions?: ReactNode
  className?: string
  children: ReactNode
}

function Heading({ id, title, count, help }: Pick<SectionProps, 'id' | 'title' | 'count' | 'help'>) {
  const heading = (
    <h2 id={id ? `${id}-title` : undefined} className="flex items-baseline gap-2 text-sm font-semibold text-ink">
      {title}
      {count === undefined ? null : <span className="text-xs font-normal text-faint tabular-nums">{count}</span>}
    </h2>
  )
  if (!help) return heading
  return (
    <div className="flex min-w-0 items-center gap-1">
      {heading}
      {help}
    </div>
  )
}

/** A titled box. `flush` leaves out the inner padding, for tables and lists with their own. */
export function Panel({
  title,
  id,
  count,
  help,
  actions,
  flush = false,
  className,
  children,
}: SectionProps & { flush?: boolean }) {
  return (
    <section id={id} aria-labelledby={id ? `${id}-title` : undefined} className={cn('panel', className)}>
      <header className="flex min-h-10 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line px-4 py-1.5">
        <Heading id={id} title={title} count={count} help={help} />
        {actions ? <div className="flex items-center gap-1.5 print:hidden">{actions}</div> : null}
      </header>
      <div className={flush ? undefined : 'px-4 py-3'}>{children}</div>
    </section>
  )
}

/** A titled part of a long page, without a box. */
export function Section({ title, id, count, help, actions, className, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={id ? `${id}-title` : undefined} className={cn('min-w-0 scroll-mt-16', className)}>
      <header className="mb-3 flex min-h-8 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line pb-1.5">
        <Heading id={id} title={title} count={count} help={help} />
        {actions ? <div className="flex flex-wrap items-center gap-1.5 print:hidden">{actions}</div> : null}
      </header>
      {children}
    </section>
  )
}
