'use client'
import { Check, Link as LinkIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { IconButton } from '@/components/ui/button'

/** Copies the whole address of a message. */
export function CopyLink({ href }: { href: string }) {
  const t = useTranslations('thread.copyLink')
  const [answer, setAnswer] = useState<'copied' | 'refused' | null>(null)
  useEffect(() => {
    if (answer === null) return
    const timer = setTimeout(() => setAnswer(null), 1600)
    return () => clearTimeout(timer)
  }, [answer])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(new URL(href, window.location.href).href)
      setAnswer('copied')
    } catch {
      // Browsers refuse on plain http from another machine.
      setAnswer('refused')
    }
  }
  return (
    <>
      <IconButton label={t('label')} className="text-faint" onClick={copy}>
        {answer === 'copied' ? <Check aria-hidden /> : <LinkIcon aria-hidden />}
      </IconButton>
      <span role="status" className="text-xs text-faint empty:hidden">
        {answer === null ? '' : t(answer)}
      </span>
    </>
  )
}
