import type { ReactNode } from 'react'
import { ClientWords } from '@/components/layout/client-words'

export default function ProposalsLayout({ children }: { children: ReactNode }) {
  return <ClientWords part="proposals">{children}</ClientWords>
}
