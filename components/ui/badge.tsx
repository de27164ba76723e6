import { cva } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import type { Tone } from '@/lib/render/tone'
import { cn } from './class-names'

export type { Tone }

const badge = cva(
  'inline-flex h-5 max-w-full items-center gap-1 rounded border px-1.5 text-2xs font-medium whitespace-nowrap [&_svg]:size-3 [&_svg]:shrink-0',
  {
    variants: {
      tone: {
        neutral: 'border-line-strong bg-subtle text-muted',
        accent: 'border-accent-line bg-accent-tint text-accent-ink',
        red: 'border-red-line bg-red-tint text-red-ink',
        amber: 'border-amber-line bg-amber-tint text-amber-ink',
        green: 'border-green-line bg-green-tint text-green-ink',
        blue: 'border-blue-line bg-blue-tint text-blue-ink',
        violet: 'border-violet-line bg-violet-tint text-violet-ink',
      } satisfies Record<Tone, string>,
    },
    defaultVariants: { tone: 'neutral' },
  },
)

/** A short label; the tone only repeats what the words say. */
export function Badge({ tone, className, ...rest }: ComponentProps<'span'> & { tone?: Tone }) {
  return <span className={cn(badge({ tone }), className)} {...rest} />
}
