import type { ReactNode } from 'react'
import { ClientWords } from '@/components/layout/client-words'

export default function SkillsLayout({ children }: { children: ReactNode }) {
  return <ClientWords part="skills">{children}</ClientWords>
}
