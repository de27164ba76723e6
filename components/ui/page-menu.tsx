'use client'

import { Ellipsis, FileText, Copy, Presentation, Printer } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { Say } from '@/lib/intl/say'
import { Button } from './button'
import { DropdownMenu, MenuItem } from './dropdown-menu'
import { toast } from './toast'

/** Copies the text at an address. The clipboard is asked at once and given the text when it comes: later, Safari would refuse. */
async function copyFrom(address: string, say: Say<'ui.pageMenu'>): Promise<void> {
  const text = fetch(address).then((answer) => {
    if (!answer.ok) throw new Error(`${answer.status}`)
    return answer.blob()
  })
  try {
    const plain = text.then((blob) => new Blob([blob], { type: 'text/plain' }))
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': plain })])
    toast.success(say('copied'))
  } catch {
    // Browsers refuse on plain http from another machine; the text itself is one press away.
    toast.error(say('refused'))
  }
}

/** What else can be done with a page: shown in a meeting, printed, taken along as Markdown. */
export function PageMenu({ markdown, slides }: { markdown: string; slides?: string }) {
  const t = useTranslations('ui.pageMenu')
  return (
    <DropdownMenu
      trigger={
        <Button size="icon" aria-label={t('more')} title={t('more')}>
          <Ellipsis aria-hidden />
        </Button>
      }
    >
      {slides === undefined ? null : (
        <MenuItem asChild>
          <Link href={slides} prefetch={false}>
            <Presentation aria-hidden />
            {t('present')}
          </Link>
        </MenuItem>
      )}
      <MenuItem onSelect={() => void copyFrom(markdown, t)}>
        <Copy aria-hidden />
        {t('copyMarkdown')}
      </MenuItem>
      <MenuItem asChild>
        <a href={markdown}>
          <FileText aria-hidden />
          {t('openMarkdown')}
        </a>
      </MenuItem>
      {/* The menu is gone before the page is drawn for paper. */}
      <MenuItem onSelect={() => setTimeout(() => window.print())}>
        <Printer aria-hidden />
        {t('print')}
      </MenuItem>
    </DropdownMenu>
  )
}
