import type { ReactNode } from 'react'
import { ClientWords } from '@/components/layout/client-words'

export default function PatternsLayout({ children }: { children: ReactNode }) {
  return <ClientWords part="patterns">{children}</ClientWords>
}
