'use client'
import { createContext, useContext, useEffect, useRef, useState, type DragEvent, type ReactNode } from 'react'
import { cn } from '@/components/ui/class-names'
import type { Section } from './message-line'
import { DROP_ZONE, TOUCH_DROP, TOUCH_LEAVE, TOUCH_OVER } from './use-touch-drag'

/** Where the form stands beside a conversation: what letting a message go over a section does, while one is held. Else null. */
export const MessageDropContext = createContext<{ drop: ((section: Section) => void) | null } | null>(null)

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
  const context = useContext(MessageDropContext)
  const section = SECTION_OF[group]
  if (!context || !section) return children
  const { drop } = context
  return (
    // Also while nothing is held: what is being typed in the group stays.
    <DropZone onDrop={drop && (() => drop(section))} className="rounded-lg">
      {children}
    </DropZone>
  )
}

/** Takes what is dragged onto it, and shows that it would; with null it takes nothing. */
export function DropZone({
  onDrop,
  className,
  children,
}: {
  onDrop: (() => void) | null
  className?: string
  children: ReactNode
}) {
  const [over, setOver] = useState(false)
  const zone = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = zone.current
    if (!element || !onDrop) return
    const listening = new AbortController()
    const on = (name: string, act: () => void) => element.addEventListener(name, act, { signal: listening.signal })
    on(TOUCH_OVER, () => setOver(true))
    on(TOUCH_LEAVE, () => setOver(false))
    on(TOUCH_DROP, onDrop)
    return () => listening.abort()
  }, [onDrop])
  const leave = ({ currentTarget, relatedTarget }: DragEvent) => {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false)
  }
  return (
    <div
      ref={zone}
      {...(onDrop ? { [DROP_ZONE]: '' } : {})}
      className={cn(className, 'outline-2 outline-offset-1', over && onDrop ? 'outline-accent' : 'outline-transparent')}
      onDragOver={(event) => {
        if (!onDrop) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={leave}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        onDrop?.()
      }}
    >
      {children}
    </div>
  )
}
