import type { ReactNode } from 'react'
import { cn } from './class-names'
import { InlineText } from './inline-text'
import { LangBadge } from './lang-badge'

/** Evidence in its own words and language. `action` is a link to the place it stands at. */
export function Quote(props: { lang: string; children: ReactNode; action?: ReactNode; className?: string }) {
  return (
    <blockquote className={cn('min-w-0 border-l-2 border-accent-line pl-3 text-sm', props.className)}>
      <p lang={props.lang === 'und' ? undefined : props.lang} className="inline [overflow-wrap:anywhere] text-ink">
        {typeof props.children === 'string' ? <InlineText text={props.children} /> : props.children}
      </p>{' '}
      <footer className="ml-1 inline-flex flex-wrap items-center gap-2 align-middle text-xs text-faint">
        <LangBadge lang={props.lang} />
        {props.action}
      </footer>
    </blockquote>
  )
}
