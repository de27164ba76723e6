import type { ComponentProps } from 'react'
import type { Tone } from '@/lib/render/tone'
import { cn } from './class-names'

export type { Tone }

/** A short label; the tone only repeats what the words say. */
export function Badge({ tone = 'neutral', className, ...rest }: ComponentProps<'span'> & { tone?: Tone }) {
  return <span className={cn('badge', `badge-${tone}`, className)} {...rest} />
}
