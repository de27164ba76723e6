'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, type ReactNode } from 'react'
import type { Say } from '@/lib/intl/say'

async function copyFrom(button: HTMLButtonElement, say: Say<'ui.copyButton'>): Promise<void> {
  const code = button.parentElement?.querySelector('pre')?.textContent
  if (!code) return
  let answer = say('copied')
  try {
    await navigator.clipboard.writeText(code)
  } catch {
    // Browsers refuse on plain http from another machine.
    answer = say('refused')
  }
  button.textContent = answer
  setTimeout(() => {
    button.textContent = say('copy')
  }, 1600)
}

/** Makes the copy buttons of rendered code work: one listener for the whole text. */
export function CopyCode({ children }: { children: ReactNode }) {
  const t = useTranslations('ui.copyButton')
  const ref = useRef<HTMLDivElement>(null)
  // The text is kept as it was rendered once for every reader, with English buttons.
  useEffect(() => {
    for (const button of ref.current?.querySelectorAll('button[data-copy-code]') ?? []) button.textContent = t('copy')
  })
  useEffect(() => {
    const element = ref.current
    if (!element) return
    function onClick(event: MouseEvent) {
      const button = event.target instanceof Element ? event.target.closest('button[data-copy-code]') : null
      if (button instanceof HTMLButtonElement) void copyFrom(button, t)
    }
    element.addEventListener('click', onClick)
    return () => element.removeEventListener('click', onClick)
  }, [t])
  return <div ref={ref}>{children}</div>
}
