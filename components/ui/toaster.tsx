'use client'

import { useTheme } from 'next-themes'
import { useEffect } from 'react'
import { toast, Toaster as Sonner } from 'sonner'
import { beginToasts } from './toast'

/** Where toasts appear. */
export function Toaster() {
  const { resolvedTheme } = useTheme()
  // Sonner listens by now: effects run from the inside out.
  useEffect(() => beginToasts(toast), [])
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      toastOptions={{
        classNames: {
          toast: '!rounded-md !border !border-line-strong !bg-surface !text-ink !text-sm !shadow-float !font-sans',
          description: '!text-muted',
          error: '!border-red-line !text-red-ink',
        },
      }}
    />
  )
}
