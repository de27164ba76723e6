import type { ReactNode } from 'react'
import { ClientWords } from '@/components/layout/client-words'

export default function DraftSkillLayout({ children }: { children: ReactNode }) {
  return <ClientWords part="draft-skill">{children}</ClientWords>
}
