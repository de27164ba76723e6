'use client'

import { Check, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from './button'

/** Copies `text`. `label` says what is copied, for screen readers and the tooltip. */
export function CopyButton({ text, label, className }: { text: string; label?: string; className?: string }) {
  const t = useTranslations('ui.copyButton')
  const [state, setState] = useState<'copy' | 'copied' | 'refused'>('copy')
  useEffect(() => {
    if (state === 'copy') return
    const timer = setTimeout(() => setState('copy'), 1600)
    return () => clearTimeout(timer)
  }, [state])

  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setState('copied')
    } catch {
      // Browsers refuse on plain http from another machine.
      setState('refused')
    }
  }
  const name = label ?? t('copy')
  return (
    <Button size="sm" variant="ghost" className={className} onClick={copy} aria-label={name} title={name}>
      {state === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />}
      <span aria-live="polite">{t(state)}</span>
    </Button>
  )
}
