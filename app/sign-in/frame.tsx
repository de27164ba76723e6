import type { ReactNode } from 'react'
import { LocaleRow } from '@/components/layout/locale-row'
import { Logo } from '@/components/layout/logo'

/** The one column of the pages that are seen before sign-in. */
export function SignInFrame({ title, about, children }: { title: string; about: ReactNode; children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-5 px-5 py-16">
      <header>
        <Logo className="size-9" />
        <h1 className="mt-5 text-xl font-semibold tracking-[-0.012em]">{title}</h1>
        <p className="mt-1.5 text-sm text-muted">{about}</p>
      </header>
      {children}
      <LocaleRow />
    </div>
  )
}
