import type { ReactNode } from 'react'
import { ClientWords } from '@/components/layout/client-words'

export default function StaleSkillsLayout({ children }: { children: ReactNode }) {
  return <ClientWords part="stale-skills">{children}</ClientWords>
}
