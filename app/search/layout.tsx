import type { ReactNode } from 'react'
import { ClientWords } from '@/components/layout/client-words'

export default function SearchLayout({ children }: { children: ReactNode }) {
  return <ClientWords part="search">{children}</ClientWords>
}
