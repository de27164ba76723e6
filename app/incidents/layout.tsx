import type { ReactNode } from 'react'
import { ClientWords } from '@/components/layout/client-words'

export default function IncidentsLayout({ children }: { children: ReactNode }) {
  return <ClientWords part="incidents">{children}</ClientWords>
}
