'use client'

import { useTheme } from 'next-themes'
import { Toaster as Sonner } from 'sonner'

/** Where toasts appear. Raise one with `toast` from sonner. */
export function Toaster() {
  const { resolvedTheme } = useTheme()
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
