import type { ReactNode } from 'react'
import { ClientWords } from '@/components/layout/client-words'

export default function MapLayout({ children }: { children: ReactNode }) {
  return <ClientWords part="map">{children}</ClientWords>
}
