import type { ReactNode } from 'react'
import { Panel } from '@/components/ui/panel'
import { MessageDrop } from './message-drop'

/** A titled group of fields; `note` is one sentence on how to read them. */
export function FieldGroup(props: { id: string; title: string; count?: number; note?: string; children: ReactNode }) {
  return (
    <MessageDrop group={props.id}>
      <Panel id={`draft-${props.id}`} title={props.title} count={props.count} className="scroll-mt-28">
        {props.note && <p className="mb-2 text-xs text-faint">{props.note}</p>}
        {props.children}
      </Panel>
    </MessageDrop>
  )
}
