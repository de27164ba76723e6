import type { ReactNode } from 'react'
import { ClientWords } from '@/components/layout/client-words'

export default function AuditLayout({ children }: { children: ReactNode }) {
  return <ClientWords part="audit">{children}</ClientWords>
}
