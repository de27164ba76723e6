'use client'

import type { MouseEvent, ReactNode } from 'react'

/** Makes the copy buttons of rendered code work: one listener for the whole text. */
export function CopyCode({ children }: { children: ReactNode }) {
  async function onClick(event: MouseEvent<HTMLDivElement>) {
    const button =
      event.target instanceof Element ? event.target.closest<HTMLButtonElement>('button[data-copy-code]') : null
    const code = button?.parentElement?.querySelector('pre')?.textContent
    if (!button || !code) return
    let answer = 'Copied'
    try {
      await navigator.clipboard.writeText(code)
    } catch {
      // Browsers refuse on plain http from another machine.
      answer = 'Not allowed here'
    }
    button.textContent = answer
    setTimeout(() => {
      button.textContent = 'Copy'
    }, 1600)
  }
  return <div onClick={onClick}>{children}</div>
}
