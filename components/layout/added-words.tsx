'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { useMemo, type ReactNode } from 'react'
import { joinWords } from '@/lib/intl/pick-words'

type Tree = { readonly [name: string]: unknown }

/** Adds words to those that the frame has brought. */
export function AddedWords({ words, children }: { words: Tree; children: ReactNode }) {
  const locale = useLocale()
  const above = useMessages()
  const all = useMemo(() => joinWords(above, words), [above, words])
  return (
    <NextIntlClientProvider locale={locale} messages={all}>
      {children}
    </NextIntlClientProvider>
  )
}
