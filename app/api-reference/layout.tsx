import type { ReactNode } from 'react'
import { ClientWords } from '@/components/layout/client-words'

export default function ApiReferenceLayout({ children }: { children: ReactNode }) {
  return <ClientWords part="api-reference">{children}</ClientWords>
}
