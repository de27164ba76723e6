import type { ReactNode } from 'react'
import { ClientWords } from '@/components/layout/client-words'

export default function ThreadsLayout({ children }: { children: ReactNode }) {
  return <ClientWords part="threads">{children}</ClientWords>
}
