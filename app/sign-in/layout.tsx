import type { ReactNode } from 'react'
import { ClientWords } from '@/components/layout/client-words'

export default function SignInLayout({ children }: { children: ReactNode }) {
  return <ClientWords part="sign-in">{children}</ClientWords>
}
