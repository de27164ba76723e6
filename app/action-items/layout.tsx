import type { ReactNode } from 'react'
import { ClientWords } from '@/components/layout/client-words'

export default function ActionItemsLayout({ children }: { children: ReactNode }) {
  return <ClientWords part="action-items">{children}</ClientWords>
}
