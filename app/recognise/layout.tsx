import type { ReactNode } from 'react'
import { ClientWords } from '@/components/layout/client-words'

export default function RecogniseLayout({ children }: { children: ReactNode }) {
  return <ClientWords part="recognise">{children}</ClientWords>
}
