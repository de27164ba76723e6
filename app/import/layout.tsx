import type { ReactNode } from 'react'
import { ClientWords } from '@/components/layout/client-words'

export default function ImportLayout({ children }: { children: ReactNode }) {
  return <ClientWords part="import">{children}</ClientWords>
}
