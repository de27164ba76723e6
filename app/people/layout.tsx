import type { ReactNode } from 'react'
import { ClientWords } from '@/components/layout/client-words'

export default function PeopleLayout({ children }: { children: ReactNode }) {
  return <ClientWords part="people">{children}</ClientWords>
}
