'use client'

import { ThemeProvider } from 'next-themes'
import type { ReactNode } from 'react'
import { toaster } from '../ui/toast'

/** `nonce` is that of the page's policy: the theme's class is written by a script before React wakes up. */
export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const parts = toaster.usePart()
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce}>
      {children}
      {parts && <parts.Toaster />}
    </ThemeProvider>
  )
}
