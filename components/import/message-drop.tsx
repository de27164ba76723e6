'use client'
import { createContext, useContext, useState, type DragEvent, type ReactNode } from 'react'
import { cn } from '@/components/ui/class-names'
import type { Section } from './message-line'

/** While a message is held: what letting it go over a section does. Null while none is. */
export const MessageDropContext = createContext<((section: Section) => void) | null>(null)

/** The groups of the form that take messages. */
const SECTION_OF: Partial<Record<string, Section>> = {
  timeline: 'timeline',
  causes: 'causes',
  impact: 'impact',
  'action-items': 'actionItems',
  triggers: 'symptoms',
  diagnosis: 'diagnosis',
  resolution: 'resolution',
}

/** A group of the form onto which a message can be dragged. */
export function MessageDrop({ group, children }: { group: string; children: ReactNode }) {
  const drop = useContext(MessageDropContext)
  const section = SECTION_OF[group]
  if (!drop || !section) return children
  return (
    <DropZone onDrop={() => drop(section)} className="rounded-lg">
      {children}
    </DropZone>
  )
}

/** Takes what is dragged onto it, and shows that it would. */
export function DropZone({
  onDrop,
  className,
  children,
}: {
  onDrop: () => void
  className?: string
  children: ReactNode
}) {
  const [over, setOver] = useState(false)
  const leave = ({ currentTarget, relatedTarget }: DragEvent) => {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false)
  }
  return (
    <div
      className={cn(className, 'outline-2 outline-offset-1', over ? 'outline-accent' : 'outline-transparent')}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={leave}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        onDrop()
      }}
    >
      {children}
    </div>
  )
}
