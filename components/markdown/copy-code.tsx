'use client'

import { useEffect, useRef, type ReactNode } from 'react'

async function copyFrom(button: HTMLButtonElement): Promise<void> {
  const code = button.parentElement?.querySelector('pre')?.textContent
  if (!code) return
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

/** Makes the copy buttons of rendered code work: one listener for the whole text. */
export function CopyCode({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    function onClick(event: MouseEvent) {
      const button = event.target instanceof Element ? event.target.closest('button[data-copy-code]') : null
      if (button instanceof HTMLButtonElement) void copyFrom(button)
    }
    element.addEventListener('click', onClick)
    return () => element.removeEventListener('click', onClick)
  }, [])
  return <div ref={ref}>{children}</div>
}
