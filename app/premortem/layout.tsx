import type { ReactNode } from 'react'
import { ClientWords } from '@/components/layout/client-words'

export default function PremortemLayout({ children }: { children: ReactNode }) {
  return <ClientWords part="premortem">{children}</ClientWords>
}
