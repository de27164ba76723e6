import type { ReactNode } from 'react'
import { ClientWords } from '@/components/layout/client-words'

export default function ReviewLayout({ children }: { children: ReactNode }) {
  return <ClientWords part="review">{children}</ClientWords>
}
