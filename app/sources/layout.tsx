import type { ReactNode } from 'react'
import { ClientWords } from '@/components/layout/client-words'

export default function SourcesLayout({ children }: { children: ReactNode }) {
  return <ClientWords part="sources">{children}</ClientWords>
}
