import type { ReactNode } from 'react'
import { ClientWords } from '@/components/layout/client-words'

export default function CompaniesLayout({ children }: { children: ReactNode }) {
  return <ClientWords part="companies">{children}</ClientWords>
}
