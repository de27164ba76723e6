import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

/** A box that tells where a skill and something else do not agree; its children are `<li>`, one for each place. */
export function Disagreement({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section
      aria-labelledby={id}
      className="mb-6 rounded-lg border border-amber-line bg-amber-tint px-4 py-3 text-amber-ink"
    >
      <h2 id={id} className="flex items-center gap-2 font-semibold">
        <TriangleAlert aria-hidden className="size-4" />
        {title}
      </h2>
      <ul className="mt-2 space-y-3">{children}</ul>
    </section>
  )
}

/** What the sides say, beside each other where there is room. */
export function Sides({ children }: { children: ReactNode }) {
  return <div className="mt-1 grid gap-x-4 gap-y-1 sm:grid-cols-2">{children}</div>
}

/** The words of one side. */
export function Side({ children }: { children: ReactNode }) {
  return (
    <blockquote className="min-w-0 border-l-2 border-amber-line pl-2.5 text-ink [overflow-wrap:anywhere]">
      {children}
    </blockquote>
  )
}
